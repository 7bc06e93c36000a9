"""What leaves the house keeps the tone rules, whatever the call came to."""

import re
from datetime import UTC, datetime

import pytest

from cockpit.core.agreement import Concession
from cockpit.core.followup import FollowUpKind
from cockpit.core.outcome import Reach, Result
from cockpit.handover.mail import plain_body
from cockpit.handover.summary import closing_summary
from cockpit.handover.texts import as_text

NEVER = {
    "nl": r"\b(moet|moeten|moest|gemoeten|waarom|hoezo|verplicht|dient|smoes|wanbetaler|anders sturen"
    r"|incasso\w*|deurwaarder|spoedig|binnenkort|zsm|zo snel mogelijk)\b",
    "en": r"\b(must|have to|has to|need to|got to|required|obliged|supposed|why|how come|reason|excuse\w*"
    r"|otherwise|or else|asap|soon|shortly|as soon as possible|in due course)\b",
}


def calls(facts, tag: str):
    due = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)
    every = tuple(facts.follow_up(kind, due, timed=True) for kind in FollowUpKind)
    whole = facts.agreement(
        facts.promise(), commitments=(facts.copy_by_eleven("X"),) * 2, concessions=(Concession("Y"),)
    )
    part = facts.agreement(facts.promise("1.00"), facts.promise("2.00"))
    for follow_ups in ((), every):
        yield facts.handover(agreement=whole, follow_ups=follow_ups, tag=tag)
        yield facts.handover(Result.PART_PROMISE, agreement=part, follow_ups=follow_ups, tag=tag)
        for result in Result:
            yield facts.handover(result, agreement=None, follow_ups=follow_ups, tag=tag)
        for reach in Reach:
            yield facts.unreached(reach, follow_ups=follow_ups, tag=tag)


@pytest.mark.parametrize("tag", ["nl", "en"])
def test_no_text_presses_asks_for_reasons_or_stays_vague(facts, tag):
    never = re.compile(NEVER[tag], re.IGNORECASE)
    for h in calls(facts, tag):
        for text in (plain_body(h), as_text(closing_summary(h), tag)):
            assert not never.search(text), text


@pytest.mark.parametrize("tag", ["nl", "en"])
def test_no_sentence_of_ours_is_too_long_to_hear(facts, tag):
    for result in Result:
        ring = facts.follow_up(FollowUpKind.RING_BACK, datetime(2026, 11, 25, 15, 30, tzinfo=UTC), timed=True)
        h = facts.handover(result, follow_ups=(ring,), tag=tag)
        spoken = closing_summary(h).read_back
        assert max(len(part.split()) for part in re.split(r"(?<=[.;]) ", spoken)) <= 35


def test_a_dutch_text_holds_no_english_sentence(facts):
    english = re.compile(r"\b(the|you|your|on|by|call|paid|pay|agreed|invoices?|that)\b", re.IGNORECASE)
    for h in calls(facts, "nl"):
        text = plain_body(h) + as_text(closing_summary(h), "nl")
        assert not english.search(text), text
