"""Recognising columns by their headings: which row holds them, and which field each one is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cockpit.core.text import fold
from cockpit.intake.codes import go_together, tell_apart
from cockpit.intake.layout import FIELDS

CURRENCIES = frozenset(
    {"EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "JPY", "CNY"}
    | {"CAD", "AUD", "NZD", "TRY", "ZAR", "AED", "INR", "SGD", "HKD", "MAD"}
)
"""Currencies that are recognised inside a heading or an amount; a currency column may hold any code."""

_TAIL = re.compile(
    r"(?: (?:(?:in )?(?:euros?|" + "|".join(sorted(CURRENCIES)).lower() + r")"
    r"|(?:incl|inclusief|including) (?:btw|vat|tva)))+$"
)
_DATA = re.compile(r"-?[0-9.]+,[0-9]{2}-?|-?[0-9,]+\.[0-9]{2}|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}")
_WORDS = re.compile(r"[^\W_]+")
_PARTY = {True: ("debtor_code",), False: ("debtor_name", "debtor_code")}
_WIDEST = 300
_CODE_WIDTH = 20
_CODE_SHARE = 0.8
_DETAILS = ("phone", "mobile", "email", "company_no", "vat_no")


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The folded headings: of a column that names the debtor, and per field the sure and possible ones."""

    party: tuple[str, ...]
    sure: Mapping[str, tuple[str, ...]]
    maybe: Mapping[str, tuple[str, ...]]
    code: tuple[str, ...] = ()
    """Every heading under which a debtor's number may stand that can as well be something else."""

    def all(self) -> Mapping[str, str]:
        """Every known heading and the first field (or "party") that it may stand for."""
        known = dict.fromkeys(self.party, "party")
        for part in (self.sure, self.maybe):
            for field, keys in part.items():
                for key in keys:
                    known.setdefault(key, field)
        return known


@cache
def synonyms() -> Synonyms:
    """What is in `synonyms.toml`, folded."""
    raw = tomllib.loads(files(__package__).joinpath("synonyms.toml").read_text(encoding="utf-8"))
    sure = {name: _folded(raw.get(name, {}).get("sure", ())) for name in FIELDS}
    maybe = {name: _folded(raw.get(name, {}).get("maybe", ())) for name in FIELDS}
    party = _folded(raw["party"]["headings"])
    proven = _folded(raw["debtor_code"]["proven"])
    return Synonyms(party, sure, maybe, (*party, *maybe["debtor_code"], *proven))


@cache
def _known() -> Mapping[str, str]:
    return synonyms().all()


def _folded(headings: Iterable[str]) -> tuple[str, ...]:
    return tuple("".join(_WORDS.findall(fold(heading))) for heading in headings)


def key_of(heading: str) -> str:
    """A heading for comparing: letters and digits only, without a currency or "incl. btw" at its end."""
    words = _WORDS.findall(fold(heading[:200]))
    whole = "".join(words)
    if whole in _known():
        return whole
    return "".join(_TAIL.sub("", " ".join(words)).split()) or whole


def currency_in(heading: str) -> str:
    """The currency that a heading such as "Bedrag (USD)" names; empty when it names none."""
    return next((word for word in _WORDS.findall(heading) if word in CURRENCIES), "")


def header_row(rows: Sequence[Sequence[str]], chosen: Iterable[str] = ()) -> tuple[int, int]:
    """The index of the row with the headings and how many different fields were recognised in it.

    A row with an amount or a date in it is none. `chosen` are headings that should be in it. When no row has
    two known headings, the first row that is all text and stands above a row with digits is taken, with 0
    recognised; (-1, 0) when there is none.
    """
    wanted = {key_of(heading) for heading in chosen if not heading.startswith("#")}
    best, most = -1, 1
    for index, cells in enumerate(rows):
        row = cells[:_WIDEST]
        if any(_DATA.fullmatch(cell.strip()) for cell in row):
            continue
        keys = [key_of(cell) for cell in row if cell]
        count = len({_known()[key] for key in keys if key in _known()}) + 100 * len(wanted.intersection(keys))
        if count > most:
            best, most = index, count
    return (best, most) if best >= 0 else (_unknown_header(rows), 0)


def _unknown_header(rows: Sequence[Sequence[str]]) -> int:
    for index, row in enumerate(rows):
        texts = [cell for cell in row if cell.strip()]
        if len(texts) < 3 or any(c.isdigit() for cell in texts for c in cell):
            continue
        if all(any(map(str.isalpha, cell)) for cell in texts):
            below = [cell for other in rows[index + 1 :] if len(other) >= len(texts) for cell in other]
            return index if any(any(map(str.isdigit, cell)) for cell in below) else -1
    return -1


def recognise(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    taken: Mapping[str, int],
    refused: Iterable[str] = (),
) -> dict[str, int]:
    """The column of each field, by its heading; where that says too little, by the cells in `rows`.

    `taken` are columns that were chosen already; `refused` are fields that shall have none.
    """
    keys = [key_of(heading) for heading in headings]
    found = _Finding(keys, dict(taken), set(refused))
    found.take(synonyms().sure)
    code_is_sure = "debtor_code" in found.columns
    found.take_party(rows)
    both_sides = "debit" in found.columns and "credit" in found.columns
    if both_sides and "open_amount" not in found.columns:
        found.closed.add("open_amount")  # beside debit and credit a "saldo" is often a running balance
    found.take(synonyms().maybe)
    if not code_is_sure:
        found.drop_false_code(rows)
        found.take_proven_code(rows)
    return found.columns


def unused_codes(headings: Sequence[str], columns: Mapping[str, int]) -> list[int]:
    """The columns that may hold a debtor's number, of a file in which the debtors have but a name."""
    if "debtor_name" not in columns or "debtor_code" in columns:
        return []
    return _Finding([key_of(heading) for heading in headings], dict(columns), set()).free_codes()


class _Finding:
    """The fields found so far; `closed` are fields that may have no column any more."""

    def __init__(self, keys: Sequence[str], columns: dict[str, int], closed: set[str]) -> None:
        self.keys = keys
        self.columns = columns
        self.closed = closed

    def take(self, names: Mapping[str, Sequence[str]]) -> None:
        """Give every field without a column the first of its headings that is still free."""
        for name in FIELDS:
            column = next((c for key in names[name] for c in self._free(key)), None)
            if column is not None and self._wants(name):
                self.columns[name] = column

    def take_party(self, rows: Sequence[Sequence[str]]) -> None:
        """A column "Klant" is the debtor's number when its cells look like codes, else his name."""
        for key in synonyms().party:
            for column in self._free(key):
                codes = _holds_codes(_cells(rows, column))
                name = next((n for n in _PARTY[codes] if self._wants(n)), None)
                if name is not None:
                    self.columns[name] = column

    def drop_false_code(self, rows: Sequence[Sequence[str]]) -> None:
        """Numbers that do not go with the names are no debtor numbers: a ledger account, a row number.

        A few firms whose name is written in two ways do not make it so, nor do debtors of one name.
        """
        if "debtor_name" not in self.columns or "debtor_code" not in self.columns:
            return
        column = self.columns["debtor_code"]
        names = _cells(rows, self.columns["debtor_name"])
        if not go_together(_cells(rows, column), names) and not self._is_proven(column, rows):
            del self.columns["debtor_code"]

    def take_proven_code(self, rows: Sequence[Sequence[str]]) -> None:
        """Without a number of the debtor: another column whose numbers tell debtors of one name apart."""
        if "debtor_name" in self.columns and self._wants("debtor_code"):
            proven = next((c for c in self.free_codes() if self._is_proven(c, rows)), None)
            if proven is not None:
                self.columns["debtor_code"] = proven

    def free_codes(self) -> list[int]:
        """The columns that may be the debtor's number and are nothing else."""
        return [column for key in dict.fromkeys(synonyms().code) for column in self._free(key)]

    def _is_proven(self, column: int, rows: Sequence[Sequence[str]]) -> bool:
        names = _cells(rows, self.columns["debtor_name"])
        details = self._joined(rows, _DETAILS)
        if not any(details):  # several people may order for one firm: only where nothing else is known
            details = self._joined(rows, ("contact_person",))
        return tell_apart(_cells(rows, column), names, details, self._joined(rows, ("invoice_no",)))

    def _joined(self, rows: Sequence[Sequence[str]], fields: Iterable[str]) -> list[str]:
        """Per row what stands in some fields, as one text; empty when nothing does."""
        columns = [_cells(rows, self.columns[name]) for name in fields if name in self.columns]
        return ["|".join(cells).strip("|") for cells in zip(*columns, strict=True)] or [""] * len(rows)

    def _wants(self, name: str) -> bool:
        return name not in self.columns and name not in self.closed

    def _free(self, key: str) -> list[int]:
        used = set(self.columns.values())
        return [n for n, other in enumerate(self.keys) if other == key and n not in used]


def _cells(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    return [row[column].strip() if column < len(row) else "" for row in rows]


def _holds_codes(cells: Sequence[str]) -> bool:
    """Whether nearly all cells are one short word with a digit in it, or one in capitals."""
    texts = [cell for cell in cells if cell]
    codes = [t for t in texts if len(t) <= _CODE_WIDTH and " " not in t and _is_code(t)]
    return bool(texts) and len(codes) >= _CODE_SHARE * len(texts)


def _is_code(text: str) -> bool:
    return any(map(str.isdigit, text)) or text.isupper()
