"""The collector's settings: one TOML file in the workspace, read strictly, never rewritten.

A wrong key or value never stops the cockpit: the default holds, and a `Problem` names the key, what was
expected and the nearest key that exists.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.core.text import clean_line
from cockpit.language import N_, _, available

FILE_NAME = "settings.toml"
SIZE_LIMIT = 64_000

_LINE = re.compile(r"at line (\d+)")
_AMOUNT = re.compile(r"\d{1,9}(?:\.\d{1,2})?", re.ASCII)
_LONGEST_NAME = 40
_MOST_DAYS = 3650
_MOST_MONEY = 10**9


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


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a collector can set; the field names are the keys of the file.

    Amounts are in euros, `_days` are calendar days unless the name says working days, `zone` is an IANA
    time zone, `country` an ISO code. `dial` is a command line in which `{number}` stands for the number.
    """

    firm: str = ""
    caller: str = ""
    bookkeeper: str = ""
    phone: str = ""
    email: str = ""
    country: str = "NL"
    language: str = ""
    zone: str = "Europe/Amsterdam"
    theme: str = "night"
    dial: str = "tel:{number}"
    terms_days: int = 30
    grace_days: int = 2
    rest_days: int = 5
    courtesy_amount: Decimal = Decimal(2500)
    courtesy_after_days: int = 4
    new_customer_days: int = 180
    confirmation_working_days: int = 1
    keys: Mapping[str, str] = field(default_factory=dict)


def read(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings in a file, and a problem per key that could not be used; defaults without a file."""
    file = clean_line(path.name, _LONGEST_NAME)
    try:
        with path.open("rb") as stream:
            raw = stream.read(SIZE_LIMIT + 1)
        if len(raw) > SIZE_LIMIT:
            return Settings(), (Problem(file, N_("a file of at most 64 kB")),)
        text = raw.decode("utf-8-sig")
        data = tomllib.loads(text)
    except FileNotFoundError:
        return Settings(), ()
    except OSError:
        return Settings(), (Problem(file, N_("a file that you may read")),)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Settings(), (Problem(file, N_("a file that is saved as UTF-8"), line=line),)
    except (ValueError, RecursionError) as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        return Settings(), (Problem(file, N_('a line such as: caller = "Your name"'), line=line),)
    return from_mapping(data)


def from_mapping(data: Mapping[str, object]) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings in parsed TOML; unknown keys and wrong values become problems."""
    known = [f.name for f in fields(Settings)]
    values, problems = dict[str, Any](), list[Problem]()
    for key, value in data.items():
        if key not in known:
            nearest = get_close_matches(key.lower(), known, n=1, cutoff=0)[0]
            problems.append(Problem(clean_line(key, _LONGEST_NAME), nearest=nearest))
        elif key == "keys":
            values[key], wrong_keys = _keys(value)
            problems += wrong_keys
        else:
            try:
                values[key] = _value(key, value)
            except _Wrong as wrong:
                problems.append(Problem(key, wrong.expected))
    return replace(Settings(), **values), tuple(problems)


def problem_sentence(problem: Problem) -> str:
    """What is wrong with a key or with the file, in the interface language."""
    if problem.nearest:
        text = _("Settings: there is no “{key}”; the nearest that exists is “{nearest}”.")
        return text.format(key=problem.key, nearest=problem.nearest)
    expected = _(problem.expected)
    if problem.line:
        text = _("{file}, line {line}, cannot be read: no line of it counts. Expected is {expected}.")
        return text.format(file=problem.key, line=problem.line, expected=expected)
    text = _("Settings: “{key}” cannot be used and does not count. Expected is {expected}.")
    return text.format(key=problem.key, expected=expected)


class _Wrong(Exception):
    """A value that cannot be used."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def _value(key: str, value: object) -> str | int | Decimal:
    default = getattr(Settings(), key)
    if isinstance(default, int):
        return _days(value)
    if isinstance(default, Decimal):
        return _amount(value)
    if not isinstance(value, str):
        raise _Wrong(N_("a text between quotation marks"))
    check = _TEXTS.get(key)
    text = clean_line(value)
    return check(text) if check else text


def _keys(value: object) -> tuple[dict[str, str], list[Problem]]:
    if not isinstance(value, dict):
        return {}, [Problem("keys", N_("a table: [keys], with a line for each action below it"))]
    names = {clean_line(name, _LONGEST_NAME): key for name, key in value.items()}
    right = {n: clean_line(key, _LONGEST_NAME).lower() for n, key in names.items() if isinstance(key, str)}
    wrong = [Problem(f"keys.{name}", N_('a key such as "f12"')) for name in names if name not in right]
    return right, wrong


def _days(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_DAYS:
        raise _Wrong(N_("a whole number from 0 to 3650"))
    return value


def _amount(value: object) -> Decimal:
    if isinstance(value, str):
        right = _AMOUNT.fullmatch(value) is not None
    else:
        right = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _MOST_MONEY
    if not right:
        raise _Wrong(N_("an amount of zero or more, such as 2500 or 2500.50"))
    return Decimal(str(value))


def _country(text: str) -> str:
    if text.upper() not in {"NL", "BE"}:
        raise _Wrong(N_("NL or BE"))
    return text.upper()


def _language(text: str) -> str:
    if text and text.replace("-", "_").partition("_")[0].lower() not in available():
        raise _Wrong(N_("nl, en, or nothing for the language of the computer"))
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (LookupError, ValueError, OSError):
        raise _Wrong(N_("a time zone such as Europe/Brussels")) from None
    return text


def _email(text: str) -> str:
    name, at, host = text.partition("@")
    if text and (not (name and at and host) or " " in text or "@" in host):
        raise _Wrong(N_("one e-mail address"))
    return text


def _dial(text: str) -> str:
    try:
        shlex.split(text)
    except ValueError:
        raise _Wrong(N_("a command line in which every quotation mark is closed")) from None
    if text and "{number}" not in text:
        raise _Wrong(N_("a command line with {number} in it, or nothing"))
    return text


_TEXTS: Mapping[str, Callable[[str], str]] = {
    "country": _country,
    "language": _language,
    "zone": _zone,
    "email": _email,
    "dial": _dial,
}
"""The texts that cannot be just anything."""
