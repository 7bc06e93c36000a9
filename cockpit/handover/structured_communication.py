"""The Belgian structured communication: twelve digits of which the last two check the others.

The check is the first ten digits modulo 97, and 97 where that is zero. Written as +++010/8068/17183+++.
"""

from __future__ import annotations

import re

_WRITTEN = re.compile(r"(\+{3}|\*{3})?\s*(\d{3})[/ ]?(\d{4})[/ ]?(\d{5})\s*(\+{3}|\*{3})?", re.ASCII)
_TEN_DIGITS = re.compile(r"\d{1,10}", re.ASCII)


def structured_digits(text: str) -> str | None:
    """The twelve digits of a communication in any usual way of writing, None when it is none or wrong.

    Pluses or asterisks are on both sides or on neither; between the groups is a slash, a space or nothing.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None or found[1] != found[5]:
        return None
    digits = found[2] + found[3] + found[4]
    return digits if digits[10:] == _check(digits[:10]) else None


def structured_communication(number: str) -> str:
    """The communication for a number of one to ten digits, as it is written on an invoice.

    Raises `ValueError` for anything else.
    """
    if not _TEN_DIGITS.fullmatch(number):
        raise ValueError("a structured communication is made from one to ten digits")
    ten = number.zfill(10)
    return written(ten + _check(ten))


def written(digits: str) -> str:
    """Twelve digits as they are written on an invoice."""
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"


def _check(ten: str) -> str:
    return f"{int(ten) % 97 or 97:02d}"
