"""Files in: the export of a package becomes invoices, and a problem per row that could not be read."""

from cockpit.intake.changes import Difference, compare, to_ledger
from cockpit.intake.debtors import Defaults
from cockpit.intake.layout import FIELDS, REQUIRED, Layout
from cockpit.intake.problems import ERRORS, NOTICES, REFUSED, IntakeError, Notice, Refused
from cockpit.intake.reading import Reading, read

__all__ = [
    "ERRORS",
    "FIELDS",
    "NOTICES",
    "REFUSED",
    "REQUIRED",
    "Defaults",
    "Difference",
    "IntakeError",
    "Layout",
    "Notice",
    "Reading",
    "Refused",
    "compare",
    "read",
    "to_ledger",
]
