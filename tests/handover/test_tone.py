"""What leaves the house keeps the tone rules, whatever the call came to."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cockpit.core.agreement import Concession
from cockpit.core.call import CallKind, Stage
from cockpit.core.followup import FollowUpKind
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.handover.letter import compose
from cockpit.handover.mail import plain_body
from cockpit.handover.summary import closing_summary
from cockpit.handover.texts import as_text, question
from cockpit.tone import Severity, judge

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


def situations(facts, tag: str):
    """The calls with one invoice and with several, with a name and without, each follow-up by itself."""
    yield from calls(facts, tag)
    two = (facts.invoice(), facts.invoice("2026-0501", "250.00"))
    dollars = (*two, facts.invoice("2026-0777", "99.00", currency="USD"))
    due = datetime(2026, 11, 30, 8, 30, tzinfo=UTC)
    for invoices in (two, dollars):
        promise = facts.promise("2092.50", covers=tuple(i.number for i in two))
        plan = facts.agreement(*[facts.promise("697.50", date(2026, 12, day)) for day in (1, 15, 29)])
        given = facts.agreement(promise, concessions=(Concession("Y", Money(Decimal("12.50"))),))
        for agreement in (facts.agreement(promise), plan, given):
            yield facts.handover(agreement=agreement, invoices=invoices, tag=tag)
        for result in Result:
            nameless = {"contact": "", "outcome": Outcome(Reach.RIGHT_PERSON, result)}
            yield facts.handover(result, agreement=None, invoices=invoices, tag=tag, on_call=nameless)
    for kind in FollowUpKind:
        one = (facts.follow_up(kind, due, timed=False),)
        for result in Result:
            yield facts.handover(result, agreement=None, follow_ups=one, tag=tag)
        for reach in Reach:
            yield facts.unreached(reach, follow_ups=one, tag=tag)


def said(h) -> set[str]:
    """Every line that the customer hears or reads, and the answers of the summary with their questions."""
    summary = closing_summary(h)
    lines = {compose(h).subject, summary.read_back, *plain_body(h).split("\n")}
    lines |= {question(code, h.tag) for code, _ in summary.answers}
    lines |= {text for _, text in summary.answers}
    return {line for line in lines if line.strip()}


@pytest.mark.parametrize("kind", list(CallKind))
@pytest.mark.parametrize("tag", ["nl", "nl_BE", "en"])
def test_nothing_that_is_read_back_or_mailed_breaks_a_tone_rule(facts, tag, kind):
    lines = set().union(*(said(h) for h in situations(facts, tag)))
    assert len(lines) > 100
    wrong = [
        (one.rule, line[one.start : one.end], line)
        for line in sorted(lines)
        for one in judge(line, lang=tag, stage=Stage.CLOSING, kind=kind)
        if one.severity is not Severity.SUGGESTION
    ]
    assert wrong == []


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
