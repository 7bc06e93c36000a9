"""What was recorded of a practised talk is compared with what was said in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from cockpit.core.agreement import Agreement, Commitment, Method, Promise
from cockpit.core.call import Call, CallKind
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.desk.practice_record import Kept, Review, compared
from cockpit.desk.practising import review_json, review_markdown
from cockpit.language.spoken import Spoken
from cockpit.roleplay.attempts import debrief
from cockpit.roleplay.library import Library
from cockpit.roleplay.rehearsal import Rehearsal, rehearse

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Amsterdam")
LIBRARY = Library()
WEDNESDAY = date(2026, 11, 25)
PROMISED = Outcome(Reach.RIGHT_PERSON, Result.PROMISE)


def held(name: str = "grote-klant", *more: str, lines: int = 99) -> Rehearsal:
    scenario = LIBRARY.find(name, "nl").scenario
    talk = rehearse(scenario, 5, MONDAY, Spoken("nl"))
    for line in (*talk.model[:lines], *more):
        talk = talk.say(line)
    return talk


def call(outcome: Outcome = PROMISED, notes: str = "") -> Call:
    made = Call(id="C-1", debtor_id="grote-klant", kind=CallKind.REMINDER, language="nl", opened_at=NOW)
    return replace(made, outcome=outcome, notes=notes)


def agreement(*promises: Promise, does: str = "") -> Agreement:
    half = (Commitment(does, NOW),) if does else ()
    return Agreement("A-1", "grote-klant", "C-1", NOW, promises=promises, commitments=half)


def promise(amount: str = "1842.50", due: date = WEDNESDAY, method: Method = Method.TRANSFER) -> Promise:
    return Promise(Money(Decimal(amount)), due, method)


def checks(talk: Rehearsal, made: Agreement | None, of: Call | None = None) -> dict[Kept, bool | None]:
    return {one.id: one.passed for one in compared(of or call(), made, talk, ZONE)}


def test_the_same_as_was_said():
    found = checks(held(), agreement(promise()), call(notes="oven stond stil"))
    assert found == {
        Kept.OUTCOME: True,
        Kept.AMOUNT: True,
        Kept.DAY: True,
        Kept.METHOD: None,
        Kept.OUR_HALF: None,
        Kept.NOTES: True,
    }


@pytest.mark.parametrize(
    ("made", "wrong"),
    [
        (agreement(promise(amount="1842.00")), {Kept.AMOUNT}),
        (agreement(promise(due=date(2026, 11, 26))), {Kept.DAY}),
        (agreement(promise(), does="taart laten bezorgen"), {Kept.OUR_HALF}),
        (agreement(promise(method=Method.DIRECT_DEBIT)), {Kept.METHOD}),
        (None, {Kept.AMOUNT, Kept.DAY}),
    ],
)
def test_something_else_than_was_said(made, wrong):
    found = checks(held(), made, call(notes="x"))
    assert {kept for kept, passed in found.items() if passed is False} == wrong


def test_a_promise_that_nobody_made():
    found = checks(held(lines=3), agreement(promise()))
    assert found[Kept.OUTCOME] is found[Kept.AMOUNT] is found[Kept.DAY] is False
    nothing = checks(held(lines=3), None, call(Outcome(Reach.RIGHT_PERSON, Result.NO_AGREEMENT)))
    assert nothing[Kept.OUTCOME] is True
    assert nothing[Kept.AMOUNT] is nothing[Kept.DAY] is None
    assert checks(held(lines=3), None, call(Outcome(Reach.VOICEMAIL)))[Kept.OUTCOME] is False


def test_instalments_are_the_same_only_part_by_part():
    talk = held("in-trouble")
    parts = [Promise(amount, due) for amount, due in talk.result.promise]
    assert len(parts) == 3
    assert checks(talk, agreement(*parts))[Kept.DAY] is True
    total = agreement(promise("4200.00", parts[0].due))
    found = checks(talk, total)
    assert found[Kept.AMOUNT] is True and found[Kept.DAY] is False


def test_our_half_is_to_be_written_down_once_it_was_said():
    offer = "Als ik u de kopie vandaag mail, op welke dag betaalt u dan?"
    talk = held("grote-klant", offer, lines=4)
    assert checks(talk, None)[Kept.OUR_HALF] is False
    assert checks(talk, agreement(does="kopie sturen"))[Kept.OUR_HALF] is True


def test_the_way_of_paying_that_he_named_himself():
    talk = held("grote-klant", "Ik stuur u een betaallink, dan kunt u meteen betalen.", lines=9)
    assert checks(talk, agreement(promise()))[Kept.METHOD] is False
    assert checks(talk, agreement(promise(method=Method.PAYMENT_LINK)))[Kept.METHOD] is True


def test_with_somebody_else_on_the_line_the_day_is_that_of_ringing_back():
    talk = held("wrong-person")
    day = talk.state.rings_back
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    found = checks(talk, None, call(Outcome(Reach.THIRD_PARTY, moment=at)))
    assert found[Kept.OUTCOME] is found[Kept.DAY] is True
    assert checks(talk, None, call(Outcome(Reach.THIRD_PARTY)))[Kept.DAY] is False
    assert checks(talk, None, call(Outcome(Reach.RIGHT_PERSON, Result.NO_AGREEMENT)))[Kept.OUTCOME] is False


def test_it_is_in_the_exports_and_the_first_thing_to_work_on():
    talk = held()
    recorded = compared(call(), agreement(promise(due=date(2026, 11, 27))), talk, ZONE)
    told = debrief(talk, "Sanne", NOW)
    review = Review(told, recorded, taken_back=2)
    assert review.work_on[0].id == "recorded-day" and len(review.work_on) <= 2
    shape = json.loads(json.dumps(review_json(review)))
    assert shape["taken_back"] == 2
    day = next(one for one in shape["recorded"] if one["id"] == "day")
    assert day["passed"] is False and "25 November" in day["said"] and "27 November" in day["noted"]
    text = review_markdown(review)
    assert "## What you recorded" in text and "You took 2 sentences back." in text
    assert "- [ ] Day: said Wednesday 25 November 2026, noted Friday 27 November 2026" in text
