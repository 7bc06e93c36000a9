"""What practice is called on screen: checks, reactions, endings, and what is wrong with files."""

from __future__ import annotations

from collections.abc import Mapping

from cockpit.core.text import clean_line
from cockpit.language.catalogue import N_, translator
from cockpit.roleplay.acts import Act
from cockpit.roleplay.check_files import Check
from cockpit.roleplay.flaws import TEXTS, Flaw
from cockpit.roleplay.progress import Reason
from cockpit.roleplay.scenario import Temperament
from cockpit.roleplay.state import Ending
from cockpit.roleplay.transcript import NotATranscript

_SENTENCE = 1_500

_CHECKS: Mapping[Check, str] = {
    Check.GREETED: N_("Greeted"),
    Check.IDENTIFIED: N_("Said who calls, and for whom"),
    Check.RIGHT_PERSON: N_("Made sure of the right person"),
    Check.DISCREET: N_("Told nobody else of the debt"),
    Check.PURPOSE: N_("Said what the call is about"),
    Check.FACTS: N_("Named the invoice or the amount"),
    Check.ASKED_AFTER: N_("Asked how it was"),
    Check.DATE_QUESTION: N_("Asked for the day of payment"),
    Check.OPEN_QUESTIONS: N_("Asked openly more than closed"),
    Check.ACKNOWLEDGED: N_("Showed understanding"),
    Check.ANSWERED: N_("Dealt with the objection"),
    Check.HELD_ON: N_("Came back to the day"),
    Check.OUR_NEED: N_("Named what we need"),
    Check.OFFERED: N_("Offered a choice, or an if-then"),
    Check.DAY_AGREED: N_("Agreed on a day"),
    Check.AMOUNT_AGREED: N_("Agreed on an amount"),
    Check.READ_BACK: N_("Read the agreement back"),
    Check.NEXT_STEP: N_("Said when we are back"),
    Check.MAIL: N_("Confirms by email"),
    Check.THANKED: N_("Thanked at the end"),
    Check.TALK_SHARE: N_("Let the customer speak"),
    Check.RETURN: N_("Gave nothing without a return"),
    Check.NO_MUST: N_("No “must”"),
    Check.NO_WHY: N_("No “why”"),
    Check.NO_SELF_BLAME: N_("Offered no reason himself"),
    Check.NO_PRESSURE: N_("No reproach, no threat"),
    Check.NO_VAGUE: N_("Nothing without a day"),
    Check.NO_CLOSED: N_("No closed questions while asking"),
}
_TEMPERAMENTS: Mapping[Temperament, str] = {
    Temperament.FRIENDLY: N_("friendly"),
    Temperament.VAGUE: N_("vague: first promises something without a day"),
    Temperament.ANGRY: N_("angry"),
    Temperament.HURRIED: N_("hurried"),
    Temperament.WORRIED: N_("worried"),
}
_ENDINGS: Mapping[Ending, str] = {
    Ending.SAID_GOODBYE: N_("You said goodbye to each other."),
    Ending.HUNG_UP: N_("He hung up."),
    Ending.HAD_ENOUGH: N_("The talk went on for too long."),
}
_REASONS: Mapping[Reason, str] = {
    Reason.AGAIN: N_("once more"),
    Reason.NEW: N_("new"),
    Reason.IMPROVE: N_("can be better"),
}
_ACTS: Mapping[Act, str] = {
    Act.GREETS: N_("greets"),
    Act.IS_ME: N_("says that it is him"),
    Act.HEARS_PURPOSE: N_("hears what it is about"),
    Act.PUTS_OFF: N_("promises something without a day"),
    Act.NAMES_DAY: N_("names his day"),
    Act.COMES_FORWARD: N_("names an earlier day"),
    Act.GOES_BACK: N_("names a later day"),
    Act.NO_EARLIER: N_("stays with his day"),
    Act.PICKS: N_("picks one of the days"),
    Act.PICKS_NEITHER: N_("picks none of the days"),
    Act.AGREES: N_("agrees"),
    Act.WRONG_DAY: N_("corrects the day"),
    Act.WRONG_AMOUNT: N_("corrects the amount"),
    Act.NEEDS_PARTS: N_("cannot pay at once"),
    Act.NAMES_PARTS: N_("names the parts"),
    Act.NEEDS_NO_PARTS: N_("needs no parts"),
    Act.KNOWS_INVOICE: N_("knows the invoice"),
    Act.KNOWS_NO_SUCH_INVOICE: N_("does not know that invoice"),
    Act.TELLS: N_("tells something"),
    Act.HAS_TOLD: N_("has nothing more to tell"),
    Act.OBJECTS: N_("objects"),
    Act.INSISTS: N_("comes back to his objection"),
    Act.IS_SATISFIED: N_("is satisfied"),
    Act.DEFENDS: N_("defends himself"),
    Act.IS_ANNOYED: N_("is annoyed"),
    Act.TAKES_EXCUSE: N_("takes the excuse that is offered"),
    Act.WARNS: N_("warns that he will hang up"),
    Act.HANGS_UP: N_("hangs up"),
    Act.THANKS_FOR_GIFT: N_("thanks for what he is given"),
    Act.IS_CONTENT: N_("is content with the delivery"),
    Act.MAY_MAIL: N_("is fine with an email"),
    Act.MAY_RING: N_("is fine with a call"),
    Act.WAITS: N_("waits"),
    Act.ASKS_BACK: N_("asks back"),
    Act.SAYS_LITTLE: N_("says little"),
    Act.GOES: N_("says goodbye"),
    Act.STRANGER_ASKS: N_("somebody else asks who is wanted"),
    Act.STRANGER_BACK: N_("somebody else says when he is back"),
    Act.STRANGER_NOTES: N_("somebody else takes a message"),
    Act.STRANGER_SHRUGS: N_("somebody else hears too much"),
}


def check(value: Check, tag: str | None = None) -> str:
    """What a check of the scorecard is called."""
    return translator(tag).gettext(_CHECKS[value])


def not_a_transcript(error: NotATranscript, path: str, tag: str | None = None) -> str:
    """Which line of a transcript cannot be read, and what was expected there."""
    _ = translator(tag).gettext
    expected = _(error.template).format(**error.values)
    told = _("{path}, line {line}: expected is {expected}.")
    return clean_line(told.format(path=path, line=error.line, expected=expected), _SENTENCE)


def temperament(value: Temperament, tag: str | None = None) -> str:
    """How a debtor speaks."""
    return translator(tag).gettext(_TEMPERAMENTS[value])


def ending(value: Ending, tag: str | None = None) -> str:
    """How a talk ended."""
    return translator(tag).gettext(_ENDINGS[value])


def reason(value: Reason, tag: str | None = None) -> str:
    """Why a scenario is to be practised next."""
    return translator(tag).gettext(_REASONS[value])


def act(value: Act, tag: str | None = None) -> str:
    """What a debtor does: "names his day"."""
    return translator(tag).gettext(_ACTS[value])


def flaw(found: Flaw, tag: str | None = None) -> str:
    """What is wrong with a scenario that can be read."""
    return clean_line(translator(tag).gettext(TEXTS[found.code]).format(**found.values), _SENTENCE)
