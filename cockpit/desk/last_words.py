"""What was typed and could not be written: the last that can be done for it is to show it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cockpit.core.text import clean_block

if TYPE_CHECKING:
    from cockpit.desk.calling import CallInHand
    from cockpit.desk.desk import Desk


def last_words(desk: Desk) -> str:
    """The words that are only in memory, below the name of their debtor; empty when all of them are kept."""
    return clean_block("\n".join(line for hand in desk.unwritten for line in _lines(hand)))


def _lines(hand: CallInHand) -> Iterator[str]:
    call, entry, looked_back = hand.call, hand.call.entry, hand.call.evaluation
    yield f"{hand.account.debtor.name} ({call.debtor_id})"
    agreed = (entry.amount, entry.when, entry.if_we, entry.if_we_by, entry.in_return, entry.beyond)
    written = (call.contact, call.notes, *(text for _, text in call.answers), *agreed, call.own_words)
    yield from filter(None, (*written, looked_back.went_well, looked_back.better, looked_back.next_time))
