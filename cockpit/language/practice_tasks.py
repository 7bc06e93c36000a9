"""What to do next time in practice: the name of a missed check would read as if it were the fault."""

from __future__ import annotations

from collections.abc import Mapping

from cockpit.language.catalogue import N_, translator
from cockpit.roleplay.check_files import Check

_TASKS: Mapping[Check, str] = {
    Check.GREETED: N_("Greet first"),
    Check.IDENTIFIED: N_("Say who calls, and for whom"),
    Check.RIGHT_PERSON: N_("Make sure of the right person"),
    Check.DISCREET: N_("Tell nobody else of the debt"),
    Check.PURPOSE: N_("Say what the call is about"),
    Check.FACTS: N_("Name the invoice or the amount"),
    Check.ASKED_AFTER: N_("Ask how it was"),
    Check.DATE_QUESTION: N_("Ask for the day of payment"),
    Check.OPEN_QUESTIONS: N_("Ask openly more often than closed"),
    Check.ACKNOWLEDGED: N_("Show understanding"),
    Check.ANSWERED: N_("Deal with the objection"),
    Check.HELD_ON: N_("Come back to the day"),
    Check.OUR_NEED: N_("Name what we need"),
    Check.OFFERED: N_("Offer a choice, or an if-then"),
    Check.DAY_AGREED: N_("Agree on a day"),
    Check.AMOUNT_AGREED: N_("Agree on an amount"),
    Check.READ_BACK: N_("Read back what was agreed"),
    Check.NEXT_STEP: N_("Say when we are back"),
    Check.MAIL: N_("Confirm by email"),
    Check.THANKED: N_("Thank at the end"),
    Check.TALK_SHARE: N_("Let the customer speak more"),
    Check.RETURN: N_("Give nothing without a return"),
    Check.NO_MUST: N_("Leave “must” out"),
    Check.NO_WHY: N_("Leave “why” out"),
    Check.NO_SELF_BLAME: N_("Offer no reason yourself"),
    Check.NO_PRESSURE: N_("Leave out reproaches and threats"),
    Check.NO_VAGUE: N_("Leave nothing without a day"),
    Check.NO_CLOSED: N_("Ask no closed questions while asking on"),
}


def task(value: Check, tag: str | None = None) -> str:
    """What a missed check asks for the next time."""
    return translator(tag).gettext(_TASKS[value])
