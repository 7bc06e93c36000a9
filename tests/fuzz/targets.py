"""All targets, in the order of the table."""

from __future__ import annotations

from fuzz import commanding, keeping, leaving, reading_files, typing_in
from fuzz.fuzzing import TARGETS

__all__ = ["TARGETS", "commanding", "keeping", "leaving", "reading_files", "typing_in"]
