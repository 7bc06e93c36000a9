"""Finding a debtor while somebody is on the line: by name, number, invoice, telephone or amount.

Every kind of key is one long text, a line per debtor, that is searched as a whole: no word lists to keep,
and the same few milliseconds whatever is typed. A text is made when it is first needed.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from cockpit.core.ledger import Account
from cockpit.core.text import clean_line, fold

_ITEM = "\x1f"  # before every key; no cleaned text holds it
_BEFORE = _ITEM + " "  # what a needle begins with that is sought at the beginning of a key or a word
_AMOUNT = re.compile(r"(\d{1,3}(?:[., ']\d{3})+|\d+)(?:[.,](\d{0,2}))?(?:[.,]?-)?")
_CURRENCY = re.compile(r"^(?:€|eur) ?| ?(?:€|eur)$")
_PHONE = re.compile(r"[+(\d][\d ()./-]*")
_NO_DIGIT = re.compile(r"[^0-9]+")
_LEAST_DIGITS = 3
_REMEMBERED = 64  # needles of which is remembered whether and how often they occur
_STEP = 200  # debtors whose keys are made in a few milliseconds


class Index:
    """Finds debtors by what is typed. The order in which the accounts are given decides between equals."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._shelf = _Shelf(accounts)
        self._changed: dict[str, Account] = {}
        self._fresh = _Shelf([])

    def update(self, account: Account) -> None:
        """Take over one account that is new or was changed."""
        self._changed[account.debtor.id] = account
        self._fresh = _Shelf(list(self._changed.values()))

    def prepare(self) -> None:
        """Make every text now, so that no keystroke has to wait for one."""
        for _step in self.preparing():
            pass

    def preparing(self) -> Iterator[None]:
        """The same in small steps, for quiet moments."""
        return self._shelf.preparing()

    def find(self, text: str, limit: int = 200) -> list[str]:
        """The debtors that match every typed word, best first, at most `limit`; none when nothing is typed.

        Best is whose name, number or invoice begins with it, or who has exactly this amount; then a later
        word of the name; then any place. Capitals and accents do not matter. A telephone number may be
        written in any way, an amount with a comma or a point; without decimals any cents match.
        """
        query = fold(clean_line(text))
        if not query:
            return []
        found: list[str] = []
        for words in _readings(query):
            found.extend(self._fresh.find(query, words, limit))
            main = self._shelf.find(query, words, limit + len(self._changed))
            found.extend(debtor_id for debtor_id in main if debtor_id not in self._changed)
            if found:
                break
        return found[:limit]


@dataclass(frozen=True, slots=True)
class _Word:
    """One thing that was typed: as text, and as a telephone number or an amount where it can be one."""

    text: str
    phone: str
    amount: str


def _readings(query: str) -> Iterator[list[_Word]]:
    """The query as one number written with spaces, if it can be one; then as separate words."""
    whole = _read(query)
    words = query.split()
    if len(words) > 1 and (whole.phone or whole.amount):
        yield [whole]
    yield [_read(word) for word in words]


def _read(text: str) -> _Word:
    is_phone = _PHONE.fullmatch(text) and sum(c.isdigit() for c in text) >= _LEAST_DIGITS
    amount = _AMOUNT.fullmatch(_CURRENCY.sub("", text))
    exact = f"{_NO_DIGIT.sub('', amount[1])}.{amount[2] or ''}" if amount else ""
    return _Word(text, national(text) if is_phone else "", exact)


def national(phone: str) -> str:
    """The digits of a telephone number as they are dialled at home: +31, 0031 and (0) become one 0.

    A number abroad keeps its country, behind 00. Only NL and BE are home.
    """
    text = phone.replace("(0)", "").strip()
    digits = _NO_DIGIT.sub("", text)
    if text.startswith("+"):
        digits = f"00{digits}"
    if digits.startswith(("0031", "0032")):
        digits = f"0{digits[4:].removeprefix('0')}"
    return digits


class _Lines:
    """The keys of one kind in one text: a line per debtor, every key behind a separator.

    Made when it is first searched, or in small steps before; after that nothing of the accounts is kept.
    """

    def __init__(self, accounts: Sequence[Account], keys: Callable[[Account], Iterable[str]]) -> None:
        self._accounts = accounts
        self._keys = keys
        self._counts: dict[str, int] = {}
        self._absent: list[str] = []

    @cached_property
    def _made(self) -> tuple[str, array[int]]:
        """The text, and where every line of it begins; where the last one ends."""
        return self._joined(list(map(self._line, self._accounts)))

    def _line(self, account: Account) -> str:
        return _ITEM + _ITEM.join(self._keys(account))

    def _joined(self, lines: list[str]) -> tuple[str, array[int]]:
        self._accounts = ()
        return "".join(lines), array("q", accumulate(map(len, lines), initial=0))

    def preparing(self) -> Iterator[None]:
        """Make the text in small steps; a search that comes meanwhile makes it at once."""
        lines: list[str] = []
        for first in range(0, len(self._accounts), _STEP):
            lines += map(self._line, self._accounts[first : first + _STEP])
            yield
        if "_made" not in vars(self):
            vars(self)["_made"] = self._joined(lines)
        yield

    def rows(self, needle: str) -> Iterator[int]:
        """The numbers of the lines that hold the needle, each once, from first to last."""
        text, starts = self._made
        place = self._first(needle)
        while place >= 0:
            row = bisect_right(starts, place) - 1
            yield row
            place = text.find(needle, starts[row + 1])

    def holds(self, row: int, needle: str) -> bool:
        """Whether a line holds the needle."""
        text, starts = self._made
        return text.find(needle, starts[row], starts[row + 1]) >= 0

    def count(self, needle: str) -> int:
        """How often the text holds the needle. While a query is typed on, most words were counted before."""
        known = self._counts.get(needle)
        if known is None:
            if len(self._counts) >= _REMEMBERED:
                self._counts.clear()
            known = self._counts[needle] = self._made[0].count(needle)
        return known

    def lacks(self, needle: str) -> bool:
        """Whether no line holds the needle."""
        return self._first(needle) < 0

    def _first(self, needle: str) -> int:
        """Where the needle is first, or -1. What was sought in vain is not sought again with more to it."""
        if any(gone in needle for gone in self._absent):
            return -1
        place = self._made[0].find(needle)
        if place < 0:
            del self._absent[: -_REMEMBERED + 1]
            self._absent.append(needle)
        return place


_Place = tuple[_Lines, str]
"""Where to look, and for what."""


class _Shelf:
    """The keys of a fixed list of accounts."""

    def __init__(self, accounts: Sequence[Account]) -> None:
        self._ids = [account.debtor.id for account in accounts]
        self._names = _Lines(accounts, lambda a: (fold(a.debtor.name),))
        self._numbers = _Lines(accounts, lambda a: (fold(a.debtor.id),))
        self._invoices = _Lines(accounts, lambda a: [fold(i.number) for i in a.invoices])
        self._phones = _Lines(accounts, lambda a: (national(a.debtor.phone), national(a.debtor.mobile)))
        self._amounts = _Lines(accounts, _amounts_of)

    def preparing(self) -> Iterator[None]:
        """Make the text of every kind of key."""
        for lines in (self._names, self._numbers, self._invoices, self._phones, self._amounts):
            yield from lines.preparing()

    def find(self, query: str, words: Sequence[_Word], limit: int) -> list[str]:
        """The debtors that match every word, best first."""
        lead, others = self._lead(words)
        checks = [self._check(word) for word in sorted(others, key=lambda word: self._names.count(word.text))]
        found: dict[int, None] = {}
        for lines, needle in self._best_first(query, lead):
            if lines.lacks(needle.lstrip(_BEFORE)):
                continue
            rows = lines.rows(needle)
            for check in checks:
                rows = filter(check, rows)
            for row in rows:
                found[row] = None
                if len(found) == limit:
                    break
            if len(found) == limit:
                break
        return [self._ids[row] for row in found]

    def _lead(self, words: Sequence[_Word]) -> tuple[_Word, list[_Word]]:
        """The word that the fewest names hold, which is searched for, and the others, which are checked."""
        if len(words) == 1:
            return words[0], []
        lead = min(words, key=lambda word: self._names.count(word.text))
        return lead, [word for word in words if word is not lead]

    def _best_first(self, query: str, word: _Word) -> Iterator[_Place]:
        if query != word.text:
            yield self._names, _ITEM + query
            yield self._names, query
        yield self._names, _ITEM + word.text
        yield self._numbers, _ITEM + word.text
        yield self._invoices, _ITEM + word.text
        if word.amount:
            yield self._amounts, _ITEM + word.amount
        yield self._names, " " + word.text
        if word.phone:
            yield self._phones, word.phone
        yield self._names, word.text
        yield self._numbers, word.text
        yield self._invoices, word.text

    def _check(self, word: _Word) -> Callable[[int], bool]:
        """Whether the debtor of a line has the word in any key; kinds of key without it are left out."""
        places = [(self._names, word.text), (self._numbers, word.text), (self._invoices, word.text)]
        if word.phone:
            places.append((self._phones, word.phone))
        if word.amount:
            places.append((self._amounts, _ITEM + word.amount))
        possible = [(lines.holds, needle) for lines, needle in places if not lines.lacks(needle)]
        if len(possible) == 1:
            only, wanted = possible[0]
            return lambda row: only(row, wanted)
        return lambda row: any(holds(row, needle) for holds, needle in possible)


def _amounts_of(account: Account) -> list[str]:
    """What is open in total and per invoice, and what each invoice was for: no sign, always a point."""
    known = list(account.open_totals().values()) if len(account.invoices) > 1 else []
    for invoice in account.invoices:
        known.append(invoice.open)
        if invoice.amount.amount != invoice.open.amount:
            known.append(invoice.amount)
    texts = [str(money.amount).lstrip("-") for money in known]
    return [text if "." in text else f"{text}." for text in texts]
