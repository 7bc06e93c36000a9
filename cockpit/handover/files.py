"""Foreign text in file names and in tables that a spreadsheet opens."""

from __future__ import annotations

import re
import unicodedata

from cockpit.core.text import clean_line

NAME_LIMIT = 60

_NO_NAME = re.compile(r"[\W_]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_FORMULA = ("=", "+", "-", "@")


def safe_name(text: str) -> str:
    """A file name part made of letters, digits and single dashes, 1 to 60 characters, never a path.

    Names that Windows keeps for devices get a dash behind them; a text without a letter or digit becomes
    `unnamed`.
    """
    plain = unicodedata.normalize("NFKC", clean_line(text))
    name = _NO_NAME.sub("-", plain).strip("-")[:NAME_LIMIT].rstrip("-")
    if _RESERVED.fullmatch(name):
        return f"{name}-"
    return name or "unnamed"


def csv_safe(text: str) -> str:
    """One line of text that no spreadsheet takes for a formula: an apostrophe goes before `=`, `+`, `-`, `@`.

    For texts only: amounts are written as numbers and may begin with a minus.
    """
    line = clean_line(text)
    start = unicodedata.normalize("NFKC", line[:1])
    return f"'{line}" if start.startswith(_FORMULA) else line
