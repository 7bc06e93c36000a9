"""What a payment QR says (EPC069-12), for banking apps that read it, and such a code in a terminal.

The payload is text; another library makes the picture: error level M, at most version 13. Belgian apps read
these codes; of the Dutch ones not all do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cockpit.core.money import Money
from cockpit.core.text import clean_line
from cockpit.handover.structured_communication import structured_digits

BYTE_LIMIT = 331
NAME_LIMIT = 70
REMARK_LIMIT = 140

_LEAST, _MOST = Decimal("0.01"), Decimal("999999999.99")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}", re.ASCII)
_RF = re.compile(r"RF\d{2}[A-Z0-9]{1,21}", re.ASCII)
_SEPARATORS = re.compile(r"[\s./-]")


def _lengths(text: str) -> dict[str, int]:
    return {code[:2]: int(code[2:]) for code in text.split()}


# Country and length of an IBAN, all of SEPA (IBAN registry). Within the EEA no BIC is needed.
_EEA = _lengths(
    "AT20 BE16 BG22 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GR27 HR21 HU28 IE22"
    " IS26 IT27 LI21 LT20 LU20 LV21 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24"
)
_BEYOND = _lengths("AD24 AL28 CH21 GB22 GI23 MC27 MD24 ME22 MK19 RS22 SM27 VA22")

QUIET = 4
"""Light modules that belong around a code. Readers find one with two as well."""


class QrProblem(StrEnum):
    """Why there is no payment QR."""

    NO_NAME = "no-name"
    BAD_IBAN = "bad-iban"
    BAD_BIC = "bad-bic"
    BIC_NEEDED = "bic-needed"
    NOT_IN_EUROS = "not-in-euros"
    AMOUNT_TOO_SMALL = "amount-too-small"
    AMOUNT_TOO_LARGE = "amount-too-large"
    BAD_REFERENCE = "bad-reference"
    REMARK_TOO_LONG = "remark-too-long"
    TOO_LONG = "too-long"


class QrRefused(ValueError):
    """No payment QR can be made of these data; `problem` says what is wrong with them."""

    def __init__(self, problem: QrProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """Who is paid: the name of the account, its IBAN and its BIC (needed outside the EEA only)."""

    name: str
    iban: str
    bic: str = ""


def payment_payload(to: Beneficiary, amount: Money, *, reference: str = "", remark: str = "") -> str:
    """The text of a payment QR.

    `reference` is a Belgian structured communication or an ISO 11649 (RF) reference, `remark` free text; with
    a reference the remark is left out, for a code has one of them. A long name is cut, a long remark is not.
    Raises `QrRefused`.
    """
    name = clean_line(to.name, NAME_LIMIT)
    if not name:
        raise QrRefused(QrProblem.NO_NAME)
    iban = checked_iban(to.iban)
    bic = _bic_for(iban, to.bic)
    structured = checked_reference(reference) if reference.strip() else ""
    text = "" if structured else clean_line(remark, REMARK_LIMIT + 1)
    if len(text) > REMARK_LIMIT:
        raise QrRefused(QrProblem.REMARK_TOO_LONG)
    lines = ["BCD", "002", "1", "SCT", bic, name, iban, _euros(amount), "", structured, text]
    payload = "\n".join(lines).rstrip("\n")  # nothing follows the last line that says something
    if len(payload.encode()) > BYTE_LIMIT:
        raise QrRefused(QrProblem.TOO_LONG)
    return payload


def checked_iban(text: str) -> str:
    """An IBAN of a SEPA country without spaces, in capitals. Raises `QrRefused`."""
    iban = _SEPARATORS.sub("", text).upper()
    length = _EEA.get(iban[:2]) or _BEYOND.get(iban[:2])
    if len(iban) != length or not _IBAN.fullmatch(iban) or not _is_sound(iban):
        raise QrRefused(QrProblem.BAD_IBAN)
    return iban


def checked_bic(text: str) -> str:
    """A BIC of 8 or 11 characters without spaces, in capitals. Raises `QrRefused`."""
    bic = _SEPARATORS.sub("", text).upper()
    if not _BIC.fullmatch(bic):
        raise QrRefused(QrProblem.BAD_BIC)
    return bic


def checked_reference(text: str) -> str:
    """The twelve digits of a Belgian structured communication, or an RF reference without spaces.

    Raises `QrRefused`.
    """
    digits = structured_digits(text)
    if digits is not None:
        return digits
    reference = _SEPARATORS.sub("", text).upper()
    if not _RF.fullmatch(reference) or not _is_sound(reference):
        raise QrRefused(QrProblem.BAD_REFERENCE)
    return reference


def numbers_that_fit(numbers: Iterable[str], limit: int = REMARK_LIMIT) -> str:
    """Invoice numbers for a remark, a comma between: as many whole ones as go into `limit` characters."""
    text = ""
    for number in numbers:
        longer = f"{text}, {clean_line(number)}" if text else clean_line(number)
        if len(longer) > limit:
            break
        text = longer
    return text


def terminal_qr(matrix: Sequence[Sequence[int]], *, light_on_dark: bool = False, quiet: int = QUIET) -> str:
    """A code (1 or True is a dark module) as lines of half blocks, two rows a line, `quiet` light modules
    around it.

    Blocks are the dark modules: for dark characters on a light ground, as a widget can set them. With
    `light_on_dark` blocks are the light ones, for a terminal whose own colours are light on dark.
    """
    width = max((len(row) for row in matrix), default=0) + 2 * quiet
    side, edge = [0] * quiet, [[0] * width] * quiet
    rows = [*edge, *([*side, *row, *side] for row in matrix), *edge]
    rows += [[0] * width] * (len(rows) % 2)
    return "\n".join(
        "".join(_block(up, down, light_on_dark) for up, down in zip(*pair, strict=True))
        for pair in zip(rows[::2], rows[1::2], strict=True)
    )


def _block(up: int, down: int, light_on_dark: bool) -> str:
    """The character for two modules, one above the other."""
    return " ▄▀█"[2 * (bool(up) != light_on_dark) + (bool(down) != light_on_dark)]


def _bic_for(iban: str, text: str) -> str:
    bic = checked_bic(text) if text.strip() else ""
    if not bic and iban[:2] not in _EEA:
        raise QrRefused(QrProblem.BIC_NEEDED)
    return bic


def _euros(amount: Money) -> str:
    if amount.currency != "EUR":
        raise QrRefused(QrProblem.NOT_IN_EUROS)
    if amount.amount < _LEAST:
        raise QrRefused(QrProblem.AMOUNT_TOO_SMALL)
    if amount.amount > _MOST:
        raise QrRefused(QrProblem.AMOUNT_TOO_LARGE)
    return f"EUR{amount.text()}"


def _is_sound(text: str) -> bool:
    """Whether the check digits, the third and fourth character, fit the rest (ISO 7064 mod 97-10)."""
    turned = "".join(str(int(c, 36)) for c in text[4:] + text[:4])
    return "02" <= text[2:4] <= "98" and int(turned) % 97 == 1
