"""By what a debtor is recognised in a file, whatever wrote it: his names, numbers and addresses.

Capitals and accents make no difference, nor do the marks between the figures of a telephone number. Texts
are looked for as whole words. What is packed (mails, calendar files, escapes in JSON) is unpacked first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cockpit.core.ledger import Ledger
from cockpit.core.standing import Standing
from cockpit.core.text import clean_line
from cockpit.store.doubtful import doubtful
from cockpit.store.names import company, has_title, person
from cockpit.store.patterns import Pattern, flat
from cockpit.store.port import Dossier
from cockpit.store.telephones import numbers_in
from cockpit.store.typed import CONTACTS, changed

_ESCAPED = re.compile(r"\\u([0-9a-f]{4})", re.IGNORECASE)
_FOLDED = re.compile("\r?\n[ \t]")


class Traces:
    """The texts by which somebody is recognised; the same text counts once."""

    def __init__(
        self,
        texts: Iterable[str] = (),
        phones: Iterable[str] = (),
        names: Iterable[str] = (),
        people: Iterable[str] = (),
    ) -> None:
        """Numbers and addresses, telephone numbers, what companies are called, and people."""
        self._patterns = {text: Pattern.of(text) for text in _clean(texts)}
        for number in (number for phone in _clean(phones) for number in numbers_in(phone)):
            self._patterns[number] = Pattern.of_phone(number)
        called = [named for name in _clean(names) for named in (person if has_title(name) else company)(name)]
        for text, pattern in (*called, *(named for name in _clean(people) for named in person(name))):
            if text not in self._patterns or self._patterns[text].is_loose:
                self._patterns[text] = pattern

    @classmethod
    def of(cls, dossier: Dossier) -> Traces:
        """What is known of a debtor: number, names, telephone numbers, addresses, people spoken to."""
        debtors = [account.debtor for account in dossier.accounts()]
        texts = [dossier.debtor_id]
        for d in debtors:
            texts += [d.email, d.company_no]
        for account in dossier.accounts():
            texts += [invoice.number for invoice in account.invoices]
        people = [d.contact_person for d in debtors]
        people += [call.contact for call in dossier.calls]
        people += [made.contact for made in dossier.agreements]
        phones = [phone for d in debtors for phone in (d.phone, d.mobile)]
        return cls(texts, phones, [d.name for d in debtors], people)

    @classmethod
    def only_of(cls, dossier: Dossier, ledger: Ledger, standings: Mapping[str, Standing]) -> Traces:
        """The same without what is known of another debtor as well, such as a telephone number they share;
        and with what points to him alone, such as that number without its area code."""
        others = [d for key, d in ledger.debtors.items() if key != dossier.debtor_id]
        texts = [
            text
            for d in others
            for text in (d.id, d.name, d.contact_person, d.phone, d.mobile, d.email, d.company_no)
        ]
        texts += [standing.last_contact for key, standing in standings.items() if key != dossier.debtor_id]
        texts += [i.number for i in ledger.invoices if i.debtor_id != dossier.debtor_id]
        traces = cls.of(dossier)
        known = "\n".join(f'"{text}"' for text in dict.fromkeys(texts))
        only = traces.without((*traces.in_text(known), *traces.perhaps_in(known)))
        for text, pattern in doubtful([account.debtor for account in dossier.accounts()], others):
            only._patterns.setdefault(text, pattern)
        return only

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts that are looked for everywhere."""
        return tuple(text for text, pattern in self._patterns.items() if not pattern.is_loose)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that may be somebody else as well, and are looked for only where people wrote."""
        return tuple(text for text, pattern in self._patterns.items() if pattern.is_loose)

    def without(self, texts: Iterable[str]) -> Traces:
        """The same without some of the texts."""
        left = Traces()
        gone = set(texts)
        left._patterns = {text: p for text, p in self._patterns.items() if text not in gone}
        return left

    def in_text(self, text: str) -> tuple[str, ...]:
        """Which of the texts are in another."""
        plain = flat(text)
        return tuple(name for name, p in self._patterns.items() if not p.is_loose and p.is_in(plain))

    def perhaps_in(self, text: str) -> tuple[str, ...]:
        """Which of the words are in a text."""
        plain = flat(text)
        return tuple(name for name, p in self._patterns.items() if p.is_loose and p.is_in(plain))

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
        plain = flat(text)
        for pattern in self._longest_first():
            if pattern.is_sure and pattern.is_in(plain):
                text = pattern.blackened(text)
                plain = flat(text)
        return text

    def _longest_first(self) -> Iterable[Pattern]:
        """A name goes with its legal form before it would go without."""
        return (self._patterns[text] for text in sorted(self._patterns, key=len, reverse=True))

    def in_name(self, path: Path) -> tuple[str, ...]:
        """Which of the texts are in the name of a file: a dash holds words and figures together there."""
        return self.in_text(re.sub(r"[._]+", " ", path.name))

    def in_file(self, path: Path) -> tuple[str, ...]:
        """Which of the texts are in a file or in its name; raises `OSError`."""
        found = dict.fromkeys(self.in_name(path))
        for text in readings(path):
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


def _clean(texts: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(text for text in map(clean_line, texts) if text)


def readings(path: Path) -> Iterator[str]:
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
