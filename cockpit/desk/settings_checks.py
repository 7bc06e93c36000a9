"""What each setting may be: every check names what would have been right."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from cockpit.core.call import CallKind
from cockpit.core.text import clean_line
from cockpit.language import N_, available

LONGEST_NAME = 40
_AMOUNT = re.compile(r"\d{1,9}(?:\.\d{1,2})?", re.ASCII)
_MOST_DAYS = 3650
_MOST_YEARS = 99
_MOST_MONEY = 10**9
_HOST = re.compile(r"[A-Za-z0-9._-]{1,253}|\[?[0-9A-Fa-f:]+\]?", re.ASCII)

STARTTLS, TLS, NONE = SECURITY = ("starttls", "tls", "none")
"""How the way to the mail server is closed to others: from the second word on, from the first on, not."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One key that could not be used, or a file (`key` is its name) that could not be read at all.

    `expected` is the English text of what would have been right; empty for a key that does not exist, of
    which `nearest` is the key that was probably meant. `line` is where a file stops making sense, or 0.
    """

    key: str
    expected: str = ""
    nearest: str = ""
    line: int = 0


class Wrong(Exception):
    """A value that cannot be used."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def checked(key: str, value: object, default: object) -> str | int | Decimal:
    """The value of a key as it is used, of the kind that its default has; raises `Wrong`."""
    if key == "keep_years":
        return _years(value)
    if key == "smtp_port":
        return _port(value)
    if isinstance(default, bool):
        return _yes_or_no(value)
    if isinstance(default, int):
        return _days(value)
    if isinstance(default, Decimal):
        return _amount(value)
    if not isinstance(value, str):
        raise Wrong(N_("a text between quotation marks"))
    check = _TEXTS.get(key)
    text = clean_line(value)
    return check(text) if check else text


def named(key: str) -> str:
    """A key of the file as it can be shown; signs that nobody sees as they are written."""
    return clean_line(key, LONGEST_NAME) or ascii(key)[:LONGEST_NAME]


def _keys(value: object) -> tuple[dict[str, str], list[Problem]]:
    if not isinstance(value, dict):
        return {}, [Problem("keys", N_("a table: [keys], with a line for each action below it"))]
    names = {named(name): key for name, key in value.items()}
    right = {n: clean_line(key, LONGEST_NAME).lower() for n, key in names.items() if isinstance(key, str)}
    wrong = [Problem(f"keys.{name}", N_('a key such as "f10"')) for name in names if name not in right]
    return right, wrong


def _callers(value: object) -> tuple[dict[str, str], list[Problem]]:
    if not isinstance(value, dict):
        return {}, [Problem("callers", N_("a table: [callers], with a line for each kind of call below it"))]
    kinds = [kind.value for kind in CallKind]
    right, wrong = dict[str, str](), list[Problem]()
    for name, caller in value.items():
        shown = f"callers.{named(name)}"
        if name not in kinds:
            nearest = get_close_matches(name.lower(), kinds, n=1, cutoff=0)[0]
            wrong.append(Problem(shown, nearest=f"callers.{nearest}"))
        elif isinstance(caller, str):
            right[name] = clean_line(caller)
        else:
            wrong.append(Problem(shown, N_("a text between quotation marks")))
    return right, wrong


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise Wrong(N_("true or false, without quotation marks"))
    return value


def _days(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_DAYS:
        raise Wrong(N_("a whole number from 0 to 3650"))
    return value


def _years(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST_YEARS:
        raise Wrong(N_("a whole number of years from 1 to 99"))
    return value


def _port(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 65535:
        raise Wrong(N_("a port such as 587 or 465"))
    return value


def _amount(value: object) -> Decimal:
    if isinstance(value, str):
        right = _AMOUNT.fullmatch(value) is not None
    else:
        right = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _MOST_MONEY
    if not right:
        raise Wrong(N_("an amount of zero or more, such as 2500 or 2500.50"))
    return Decimal(str(value))


def _country(text: str) -> str:
    if text.upper() not in {"NL", "BE"}:
        raise Wrong(N_("NL or BE"))
    return text.upper()


def _claims(text: str) -> str:
    if text not in {"own", "other"}:
        raise Wrong(N_("own or other"))
    return text


def _clause(text: str) -> str:
    from cockpit.core.cost_clause import read_clause

    try:
        return text if text and read_clause(text) else ""
    except ValueError:
        raise Wrong(N_('a percentage, an amount or both, such as "10 % min 40", or nothing')) from None


def _interest_year(text: str) -> str:
    if text not in {"365", "calendar"}:
        raise Wrong(N_('"365", or "calendar" for 366 days in a leap year'))
    return text


def _language(text: str) -> str:
    if text and text.replace("-", "_").partition("_")[0].lower() not in available():
        raise Wrong(N_("nl, en, or nothing for the language of the computer"))
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (LookupError, ValueError, OSError):
        raise Wrong(N_("a time zone such as Europe/Brussels")) from None
    return text


def _email(text: str) -> str:
    name, at, host = text.partition("@")
    if text and (not (name and at and host) or " " in text or "@" in host):
        raise Wrong(N_("one e-mail address"))
    return text


def _dial(text: str) -> str:
    try:
        shlex.split(text)
    except ValueError:
        raise Wrong(N_("a command line in which every quotation mark is closed")) from None
    if text and "{number}" not in text:
        raise Wrong(N_("a command line with {number} in it, or nothing"))
    return text


def _iban(text: str) -> str:
    from cockpit.handover.payment_qr import QrRefused, checked_iban

    try:
        return checked_iban(text) if text else ""
    except QrRefused:
        raise Wrong(N_("an IBAN of which the check digits are right")) from None


def _bic(text: str) -> str:
    from cockpit.handover.payment_qr import QrRefused, checked_bic

    try:
        return checked_bic(text) if text else ""
    except QrRefused:
        raise Wrong(N_("a BIC of 8 or 11 letters and figures")) from None


def _host(text: str) -> str:
    if text and not _HOST.fullmatch(text):
        raise Wrong(N_("the name of a mail server, such as smtp.example.com"))
    return text


def _security(text: str) -> str:
    if text.lower() not in SECURITY:
        raise Wrong(N_("starttls, tls or none"))
    return text.lower()


_TEXTS: Mapping[str, Callable[[str], str]] = {
    "claims": _claims,
    "be_cost_clause": _clause,
    "interest_year": _interest_year,
    "country": _country,
    "language": _language,
    "zone": _zone,
    "email": _email,
    "dial": _dial,
    "iban": _iban,
    "bic": _bic,
    "smtp_host": _host,
    "smtp_security": _security,
}
"""The texts that cannot be just anything."""

TABLES: Mapping[str, Callable[[object], tuple[dict[str, str], list[Problem]]]] = {
    "callers": _callers,
    "keys": _keys,
}
"""The settings that are tables: what of them can be used, and a problem for every other line."""
