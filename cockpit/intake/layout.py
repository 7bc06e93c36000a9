"""What the columns of a file mean: the fields, the headings of one file, and the choice between them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cockpit.core.text import clean_line

REQUIRED: tuple[tuple[str, ...], ...] = (
    ("debtor_name", "debtor_code"),
    ("invoice_no",),
    ("invoice_date",),
    ("open_amount", "amount", "debit"),
)
"""A file must have at least one field of each group; the first of a group is the one to ask for."""

FIELDS: tuple[str, ...] = (
    "debtor_name",
    "debtor_code",
    "invoice_no",
    "invoice_date",
    "due_date",
    "open_amount",
    "amount",
    "paid_amount",
    "debit",
    "credit",
    "currency",
    "document_type",
    "phone",
    "mobile",
    "email",
    "contact_person",
    "vat_no",
    "company_no",
    "payment_terms_days",
    "description",
    "payment_ref",
    "your_ref",
    "reminders",
    "country",
    "language",
    "customer_since",
)
"""All fields that a column can be chosen for, in the order of the mapping screen."""

AMOUNTS = ("open_amount", "amount", "paid_amount", "debit", "credit")
DATES = ("invoice_date", "due_date", "customer_since")

PREVIEW_ROWS = 5


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is built up.

    `headers` are the headings as the file writes them (cleaned; `#3` for a third column without a heading,
    `Naam (2)` for a second one of that name), `columns` the heading chosen for each field, `missing` the
    fields that have to be chosen yet, `samples` a few rows below the headings for the mapping screen.
    """

    fingerprint: str
    headers: tuple[str, ...]
    columns: Mapping[str, str]
    missing: tuple[str, ...]
    delimiter: str
    encoding: str
    header_line: int
    samples: tuple[tuple[str, ...], ...] = ()


def named(cells: Sequence[str]) -> tuple[str, ...]:
    """A name for every column, no two the same."""
    names: list[str] = []
    taken: set[str] = set()
    for number, cell in enumerate(cells, 1):
        plain = clean_line(cell, 80) or f"#{number}"
        name, count = plain, 1
        while name in taken:
            count += 1
            name = f"{plain} ({count})"
        taken.add(name)
        names.append(name)
    return tuple(names)


def fingerprint(keys: Sequence[str]) -> str:
    """The same for every file with these headings in this order, whatever their capitals or accents."""
    return hashlib.sha256("\x1f".join(keys).encode()).hexdigest()[:16]


def missing_fields(columns: Mapping[str, int]) -> tuple[str, ...]:
    """The fields to ask for: the first of every required group of which the file has none."""
    return tuple(group[0] for group in REQUIRED if not any(name in columns for name in group))
