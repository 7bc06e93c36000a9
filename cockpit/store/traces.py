"""By what a debtor is recognised in a file, whatever wrote it: his names, numbers and addresses.

Capitals and accents make no difference, nor do the marks between the figures of a telephone number. Texts
are looked for as whole words. What is packed (mails, calendar files, escapes in JSON) is unpacked first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cockpit.core.ledger import Ledger
from cockpit.core.standing import Standing
from cockpit.core.text import clean_line
from cockpit.store.port import Dossier
from cockpit.store.telephones import in_any_form, numbers_in
from cockpit.store.typed import CONTACTS, changed

SHORT = 4
"""A text with fewer letters and figures is looked for between quotation marks only: "12" is everywhere."""

BLACKENED = "[…]"
"""What stands where somebody was mentioned in a note about another."""

_LEAST_SURE = 6
_ACCENTS = re.compile("[\u0300-\u036f]")
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})", re.IGNORECASE)
_FOLDED = re.compile("\r?\n[ \t]")


class Traces:
    """The texts by which somebody is recognised; the same text counts once."""

    def __init__(self, texts: Iterable[str] = (), phones: Iterable[str] = ()) -> None:
        cleaned = dict.fromkeys(text for text in map(clean_line, texts) if text)
        numbers = dict.fromkeys(number for phone in phones for number in numbers_in(clean_line(phone)))
        self._patterns = {text: _Pattern.of(text) for text in cleaned}
        self._patterns.update({text: _Pattern.of_phone(text) for text in numbers})

    @classmethod
    def of(cls, dossier: Dossier) -> Traces:
        """What is known of a debtor: number, names, telephone numbers, addresses, people spoken to."""
        debtors = [account.debtor for account in dossier.accounts()]
        texts = [dossier.debtor_id]
        for d in debtors:
            texts += [d.name, d.email, d.company_no, d.contact_person]
        texts += [call.contact for call in dossier.calls]
        texts += [made.contact for made in dossier.agreements]
        for account in dossier.accounts():
            texts += [invoice.number for invoice in account.invoices]
        return cls(texts, (phone for d in debtors for phone in (d.phone, d.mobile)))

    @classmethod
    def only_of(cls, dossier: Dossier, ledger: Ledger, standings: Mapping[str, Standing]) -> Traces:
        """The same without what is known of another debtor as well, such as a telephone number they share."""
        others = [d for key, d in ledger.debtors.items() if key != dossier.debtor_id]
        texts = [f"{d.id}\n{d.name}\n{d.contact_person}\n{d.phone}\n{d.mobile}\n{d.email}" for d in others]
        texts += [standing.last_contact for key, standing in standings.items() if key != dossier.debtor_id]
        texts += [i.number for i in ledger.invoices if i.debtor_id != dossier.debtor_id]
        traces = cls.of(dossier)
        return traces.without(traces.in_text("\n".join(dict.fromkeys(texts))))

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that are looked for."""
        return tuple(self._patterns)

    def without(self, texts: Iterable[str]) -> Traces:
        """The same without some of the texts."""
        left = Traces()
        gone = set(texts)
        left._patterns = {text: p for text, p in self._patterns.items() if text not in gone}
        return left

    def in_text(self, text: str) -> tuple[str, ...]:
        """Which of the texts are in another."""
        flat = _flat(text)
        return tuple(name for name, pattern in self._patterns.items() if pattern.is_in(flat))

    def blackened(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """A document in whose typed texts nobody is mentioned any more; all its other fields stay.

        Only what cannot be taken for anybody else goes: a first name or a short number stays. So does whom we
        spoke to there, when the field says nothing else: he is known of the other as well.
        """
        return changed(document, self._left_of)

    def _left_of(self, field: str, text: str) -> str:
        left = self.out_of(text)
        return text if field in CONTACTS and not re.search(r"[^\W_]", left) else left

    def out_of(self, text: str) -> str:
        """A text without what cannot be taken for anybody else."""
        flat = _flat(text)
        for pattern in self._patterns.values():
            if pattern.is_sure and pattern.is_in(flat):
                text = pattern.blackened(text)
                flat = _flat(text)
        return text

    def in_name(self, path: Path) -> tuple[str, ...]:
        """Which of the texts are in the name of a file: a dash holds words and figures together there."""
        return self.in_text(re.sub(r"[._]+", " ", path.name))

    def in_file(self, path: Path) -> tuple[str, ...]:
        """Which of the texts are in a file or in its name; raises `OSError`."""
        found = dict.fromkeys(self.in_name(path))
        for text in _readings(path):
            found |= dict.fromkeys(self.in_text(text))
        return tuple(found)


class Mentions:
    """Blackens somebody in documents about others, and keeps whose documents those were."""

    def __init__(self, traces: Traces) -> None:
        self._traces = traces
        self.debtors: set[str] = set()

    def blacken(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The document without the mention."""
        left = self._traces.blackened(document)
        if left != document:
            self.debtors.add(str(document.get("debtor_id", "")))
        return left


def _places(text: str) -> tuple[str, Sequence[int]]:
    """The text without capitals and accents, and for each of its characters where it stood before."""
    if text.isascii():
        return text.lower(), range(len(text))
    flat = [(char, at) for at, whole in enumerate(text) for char in _flat(whole)]
    return "".join(char for char, _ in flat), [at for _, at in flat]


def _flat(text: str) -> str:
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return text.lower()


class _Pattern(NamedTuple):
    """What is looked for in a text without capitals and accents: `words` are quickly seen to be missing."""

    words: tuple[str, ...]
    whole: re.Pattern[str]
    is_sure: bool

    @classmethod
    def of(cls, text: str) -> _Pattern:
        flat = _flat(text)
        words = re.findall(r"[^\W_]+", flat)
        whole = r"[\W_]+".join(map(re.escape, words)) or re.escape(flat)
        if sum(map(len, words)) < SHORT:
            whole = f'"{re.escape(flat)}"'
        elif "@" in flat or any(map(str.isdecimal, flat)):  # 1007 is not in 1007.50, nor in 2026-1007
            whole = rf"(?<![^\W_])(?<![^\W_][.,\-/]){whole}(?![^\W_])(?![.,\-/][^\W_])"
        else:
            whole = rf"(?<![^\W_]){whole}(?![^\W_])"
        letters = sum(map(len, words))
        is_sure = letters >= _LEAST_SURE and (len(words) > 1 or any(map(str.isdecimal, flat)))
        return cls(tuple(words), re.compile(whole), is_sure)

    @classmethod
    def of_phone(cls, text: str) -> _Pattern:
        whole = in_any_form(text)
        return cls((), re.compile(whole), is_sure=True) if whole else cls.of(text)

    def is_in(self, flat: str) -> bool:
        return all(word in flat for word in self.words) and self.whole.search(flat) is not None

    def blackened(self, text: str) -> str:
        """A text without what was looked for."""
        flat, places = _places(text)
        kept, since = [], 0
        for found in self.whole.finditer(flat):
            first, last = places[found.start()], places[found.end() - 1]
            kept += [text[since:first], BLACKENED]
            since = last + 1
        return "".join((*kept, text[since:]))


def _readings(path: Path) -> Iterator[str]:
    """The content of a file as it stands there, and unpacked."""
    content = path.read_bytes()
    text = content.decode("utf-8", "replace")
    yield text
    if path.suffix == ".ics":
        text = _FOLDED.sub("", text)
    if "\\" in text or path.suffix == ".ics":
        yield _ESCAPED.sub(lambda found: chr(int(found[1], 16)), re.sub(r"\\[nNrt]", " ", text))
    if ".eml" in path.suffixes:
        yield "\n".join(_parts(content))


def _parts(mail: bytes) -> Iterator[str]:
    import email.policy  # the cockpit opens without it

    message = email.message_from_bytes(mail, policy=email.policy.default)
    yield from map(str, message.values())
    for part in message.walk():
        if not part.is_multipart():
            payload = part.get_payload(decode=True)
            yield payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
