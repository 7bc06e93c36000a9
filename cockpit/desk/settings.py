"""The collector's settings: one TOML file in the workspace, read strictly, never rewritten.

A wrong key or value never stops the cockpit: the default holds, and a `Problem` names the key, what was
expected and the nearest key that exists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cockpit.core.text import clean_line
from cockpit.core.toml_text import read_toml
from cockpit.desk.settings_checks import LONGEST_NAME, TABLES, Problem, Wrong, checked, named
from cockpit.language import N_, _
from cockpit.plain_files import NotPlain, beginning

FILE_NAME = "settings.toml"
SIZE_LIMIT = 64_000
MOST_PROBLEMS = 50
"""So many keys that there are not are told: a file of nothing else is another program's."""

_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a collector can set; the field names are the keys of the file.

    Amounts are in euros, `_days` are calendar days unless the name says working days, `zone` is an IANA
    time zone, `country` an ISO code. `dial` is a command line in which `{number}` stands for the number,
    `claims` says whose they are: "own", or "other" for who collects for others (also what was taken over).
    `callers` names who makes each kind of call (`CallKind`), `relation_owner` who makes the courtesy calls.
    `keep_years` is how long `cockpit purge` keeps what is over. `iban`, `bic` and `account_name` (else the
    firm) are the account that customers pay to; `smtp_security` is one of `settings_checks.SECURITY`.
    `deducts_vat` says whether the firm can deduct VAT, `be_cost_clause` what its terms of sale say about
    collection costs (`core.cost_clause`), `interest_year` how many days a year of interest has (`DayCount`).
    """

    firm: str = ""
    caller: str = ""
    bookkeeper: str = ""
    relation_owner: str = ""
    phone: str = ""
    email: str = ""
    country: str = "NL"
    language: str = ""
    zone: str = "Europe/Amsterdam"
    theme: str = "night"
    dial: str = "tel:{number}"
    terms_days: int = 30
    grace_days: int = 2
    tolerance_amount: Decimal = Decimal(0)
    rest_days: int = 5
    courtesy_amount: Decimal = Decimal(2500)
    courtesy_after_days: int = 4
    new_customer_days: int = 180
    confirmation_working_days: int = 1
    keep_years: int = 7
    listen_seconds: int = 4
    iban: str = ""
    bic: str = ""
    account_name: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = "starttls"
    smtp_user: str = ""
    claims: str = "own"
    deducts_vat: bool = True
    be_cost_clause: str = ""
    interest_year: str = "365"
    callers: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)


def read(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings in a file, and a problem per key that could not be used; defaults without a file."""
    file = clean_line(path.name, LONGEST_NAME)
    try:
        raw = beginning(path, SIZE_LIMIT)
        if len(raw) > SIZE_LIMIT:
            return Settings(), (Problem(file, N_("a file of at most 64 kB")),)
        text = raw.decode("utf-8-sig")
        data = read_toml(text)
    except FileNotFoundError:
        return Settings(), ()
    except NotPlain:
        return Settings(), (Problem(file, N_("an ordinary file, and no folder, pipe or device")),)
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
        if key not in known and len(problems) >= MOST_PROBLEMS:
            continue
        if key not in known:
            nearest = get_close_matches(key.lower(), known, n=1, cutoff=0)[0]
            problems.append(Problem(named(key), nearest=nearest))
        elif key in TABLES:
            values[key], wrong_lines = TABLES[key](value)
            problems += wrong_lines
        else:
            try:
                values[key] = checked(key, value, getattr(Settings(), key))
            except Wrong as wrong:
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
