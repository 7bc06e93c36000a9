"""What points to somebody without being his for certain: a part of his telephone number, his mail domain.

Only what no other debtor has counts, so that what is listed is worth a look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cockpit.core.ledger import Debtor
from cockpit.store.names import Named
from cockpit.store.patterns import Pattern, flat
from cockpit.store.telephones import last_figures, numbers_in, without_area

_PROVIDERS = (
    "gmail googlemail hotmail outlook live msn icloud me mac yahoo ymail aol gmx proton protonmail pm ziggo"
    " kpnmail kpnplanet planet hetnet xs4all home upcmail casema chello quicknet zonnet tele2 online solcon"
    " telenet skynet proximus scarlet belgacom pandora voo"
)
_OF_EVERYBODY = frozenset(_PROVIDERS.split())
"""Providers of mail: an address there says nothing of whose it is."""


def doubtful(his: Sequence[Debtor], others: Sequence[Debtor]) -> Iterator[Named]:
    """His numbers without their area code, and any other address at a mail domain of his own."""
    known = {last_figures(number) for number in _numbers(others)}
    for number in dict.fromkeys(_numbers(his)):
        found = without_area(number)
        if found and last_figures(number) not in known:
            yield found[0], Pattern.of_doubtful(found[1])
    theirs = {"", *map(_domain, others)}
    for domain in dict.fromkeys(map(_domain, his)):
        if domain not in theirs and domain.split(".")[0] not in _OF_EVERYBODY:
            yield f"@{domain}", Pattern.of_doubtful(rf"@{re.escape(domain)}(?![^\W_])(?!\.?-?[^\W_])")


def _numbers(debtors: Sequence[Debtor]) -> Iterator[str]:
    for d in debtors:
        for field in (d.phone, d.mobile):
            yield from numbers_in(field)


def _domain(debtor: Debtor) -> str:
    return flat(debtor.email).rpartition("@")[2].strip()
