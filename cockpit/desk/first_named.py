"""The day that the customer names first: what we gain is counted from there, when he names an earlier one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cockpit.desk.calling import CallInHand


def note_first_day(hand: CallInHand) -> None:
    """Keep the day that stands in the panel now as the one that was named first (S0.2).

    Only during a call, only once, and only a day that can be read in one way. A plan names none.
    """
    call, understood = hand.call, hand.understood
    if call.named_first is not None or not call.is_live or call.entry.terms:
        return
    if understood.day is not None and "when" not in understood.uncertain:
        hand.type(replace(call, named_first=understood.day))
