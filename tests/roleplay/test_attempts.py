"""The debrief of a talk, what is remembered of it, and how a trainee is getting on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from cockpit.core.call import CallKind
from cockpit.core.money import Money
from cockpit.desk import practising
from cockpit.language import use
from cockpit.language.practice_tasks import task
from cockpit.language.spoken import Spoken
from cockpit.roleplay.attempts import GOOD_ENOUGH, Again, Attempt, best_parts, debrief
from cockpit.roleplay.check_files import Check
from cockpit.roleplay.library import Library
from cockpit.roleplay.progress import Level, Next, Reason, progress
from cockpit.roleplay.rehearsal import Rehearsal, rehearse
from cockpit.roleplay.scenario import Paying, Stranger

ON = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
NL = Spoken("nl")
SCENARIO = Library().find("grote-klant", "nl").scenario
PLAIN = replace(SCENARIO, objections=(), facts=(), lines={})
WHOLE = Money(Decimal("1842.50"))
ASK = "Op welke dag staat de betaling gepland?"
BACK = "Ik lees het terug: u betaalt 1.842,50 euro op {}, klopt dat?"
THANKS = "Dank u wel, nog een fijne dag."


@pytest.fixture(autouse=True)
def english():
    use("en")
    yield
    use("en")


def talk(*said: str, scenario=PLAIN, seed: int = 1) -> Rehearsal:
    going = rehearse(scenario, seed, ON, NL)
    for text in said:
        going = going.say(text)
    return going


def model(scenario=SCENARIO) -> Rehearsal:
    going = rehearse(scenario, 1, ON, NL)
    for text in going.model:
        going = going.say(text)
    return going


LATE = talk(ASK, BACK.format("donderdag 17 december"), THANKS)


# -- the debrief --------------------------------------------------------------------------------------------


def test_the_best_talk_is_told_as_the_best():
    told = debrief(model(), "Sanne", AT)
    assert told.attempt.amount == WHOLE
    assert told.attempt.day == date(2026, 11, 25)
    assert told.attempt.passed
    assert (told.days_from_best, bool(told.short)) == (0, False)
    assert (told.last, told.days_from_last) == (None, None)
    assert practising.result_line(told).startswith("€1,842.50 on Wednesday")
    assert practising.best_line(told).endswith("You reached it.")
    assert told.again == Again("grote-klant", "nl", 1, ON)


def test_a_later_day_is_told_in_days_beside_the_best_and_the_last_try():
    first = debrief(LATE, "Sanne", AT)
    assert (first.attempt.days, first.days_from_best) == (24, 22)
    again = debrief(model(), "Sanne", AT + timedelta(hours=1), [first.attempt])
    assert again.days_from_last == -22
    assert "22 days earlier than your last try" in practising.result_line(again)
    worse = debrief(LATE, "Sanne", AT + timedelta(hours=2), [first.attempt, again.attempt])
    assert "22 days later than your last try" in practising.result_line(worse)
    same = debrief(LATE, "Sanne", AT, [worse.attempt])
    assert ", as in your last try" in practising.result_line(same)
    assert "The best possible was €1,842.50 on Wednesday" in practising.best_line(same)


def test_only_ones_own_tries_at_the_same_scenario_are_beside_it():
    mine = debrief(LATE, "Sanne", AT).attempt
    others = [replace(mine, trainee="Joris"), replace(mine, scenario="other"), replace(mine, language="en")]
    assert debrief(LATE, "Sanne", AT, others).last is None


def test_an_end_without_amount_and_day_is_no_result():
    told = debrief(talk(ASK, THANKS), "Sanne", AT)
    assert not told.attempt.succeeded
    assert not told.attempt.passed
    assert (told.days_from_best, told.short) == (None, None)
    assert practising.result_line(told) == "Nothing was agreed."
    assert not practising.best_line(told).endswith("You reached it.")
    assert len(told.card.work_on) == 2


def test_what_is_promised_less_is_told():
    told = debrief(LATE, "Sanne", AT)
    short = replace(told, short=Money(Decimal("100.00")))
    assert "€100.00 short" in practising.best_line(short)


def test_somebody_else_on_the_line():
    scenario = replace(PLAIN, stranger=Stranger("Receptie.", back_in=2, say=("Die is er niet.",)))
    going = talk(
        "Is mevrouw Bos te spreken?", "Op welk moment kan ik haar bereiken?", THANKS, scenario=scenario
    )
    told = debrief(going, "Sanne", AT)
    assert (told.attempt.amount, told.attempt.day) == (None, date(2026, 11, 25))
    assert told.days_from_best == 0
    assert "when to ring back" in practising.result_line(told)
    assert "when to ring back" in practising.best_line(told)
    assert best_parts(scenario, ON) == (None, date(2026, 11, 25))
    loose = talk(
        "Ik bel over de factuur van mevrouw Bos.", "Is zij er?", "Wanneer?", THANKS, scenario=scenario
    )
    assert not debrief(loose, "Sanne", AT).attempt.succeeded


def test_in_parts_the_first_day_counts_and_all_the_money():
    scenario = replace(PLAIN, paying=Paying(10, 4, parts=2, first=Decimal("842.50"), gap=5))
    assert best_parts(scenario, ON) == (WHOLE, date(2026, 11, 27))


def test_the_better_sentences_are_about_this_debtor():
    told = debrief(talk("Waarom hebt u niet betaald?", THANKS), "Sanne", AT)
    better = {one.id: one.better for one in told.card.checks}
    assert better[Check.GREETED] == "Goedemorgen, mevrouw Bos."
    assert "woensdag 25 november" in better[Check.READ_BACK]
    assert "1.842,50" in better[Check.READ_BACK]


# -- exports ------------------------------------------------------------------------------------------------


def test_the_debrief_as_markdown_and_as_json():
    told = debrief(talk(ASK, "U moet <b>nu</b> *betalen*.", THANKS), "Sanne [x]", AT)
    text = practising.debrief_markdown(told)
    assert text.startswith("# Practice: De bakker")
    assert "- [ ] No “must” (S0.2)" in text
    assert "\\<b\\>nu\\</b\\> \\*betalen\\*" in text
    assert "Sanne \\[x\\]" in text
    first = task(told.card.work_on[0].id)
    assert f"## Work on\n\n1. {first} (" in text
    assert "Not seen: " in text
    shape = practising.debrief_json(told)
    assert shape["practice"] is True
    assert shape["total"] == told.card.total
    assert shape["best"] == [{"amount": "1842.50", "currency": "EUR", "date": "2026-11-25"}]
    assert shape["again"] == {"scenario": "grote-klant", "language": "nl", "seed": 1, "on": "2026-11-23"}
    assert shape["lines"][0]["speaker"] == "debtor"
    assert shape["ending"] == "said-goodbye"
    unfinished = practising.debrief_json(debrief(talk(ASK), "Sanne", AT))
    assert unfinished["ending"] is None
    assert practising.debrief_markdown(debrief(talk(ASK), "Sanne", AT))


# -- progress -----------------------------------------------------------------------------------------------


def tried(n: int, total: int, scenario: str = "grote-klant", trainee: str = "Sanne", **more) -> Attempt:
    made = Attempt(
        trainee, AT + timedelta(minutes=n), scenario, "nl", 2, CallKind.REMINDER, n, ON, total, WHOLE, ON
    )
    return replace(made, **more)


def easier(name: str, level: int):
    return replace(SCENARIO, id=name, level=level)


KNOWN = (SCENARIO, easier("first", 1), easier("last", 5))


def test_nobody_practised():
    assert progress([], KNOWN) == ()


def test_levels_trend_and_average():
    tries = [tried(n, 40 + 5 * n) for n in range(8)]
    (one,) = progress(reversed(tries), KNOWN)
    assert (one.talks, one.average, one.trend) == (8, 65, 20)
    assert one.levels == (Level(2, 1, 1, 75),)
    assert one.level == 2
    (beginner,) = progress(tries[:2], KNOWN)
    assert (beginner.trend, beginner.level) == (None, 0)


def test_the_weakest_checks_are_those_missed_most():
    def checks(**found):
        return {Check(name.replace("_", "-")): value for name, value in found.items()}

    tries = [
        tried(0, 50, checks=checks(read_back=False, greeted=False, no_must=None, thanked=True)),
        tried(1, 50, checks=checks(read_back=False, greeted=False, our_need=False)),
    ]
    (one,) = progress(tries, KNOWN)
    assert one.checks == {
        Check.GREETED: (0, 2),
        Check.READ_BACK: (0, 2),
        Check.OUR_NEED: (0, 1),
        Check.THANKED: (1, 1),
    }
    assert one.weakest == (Check.READ_BACK, Check.GREETED)


def test_what_is_next():
    def following(*tries):
        return progress(tries, KNOWN)[0].next

    assert following(tried(0, GOOD_ENOUGH - 1)) == Next("grote-klant", "nl", Reason.AGAIN)
    assert following(tried(0, 90, day=None)) == Next("grote-klant", "nl", Reason.AGAIN)
    assert following(tried(0, 80)) == Next("first", "nl", Reason.NEW)
    passed = [tried(0, 80), tried(1, 85, "first"), tried(2, 78, "last")]
    assert following(*passed) == Next("last", "nl", Reason.IMPROVE)
    assert following(tried(0, 10, "gone")) == Next("first", "nl", Reason.NEW)
    assert progress([tried(0, 80)], ())[0].next is None


def test_everybody_is_told_apart():
    found = progress([tried(0, 80), tried(1, 20, trainee="Joris")], KNOWN)
    assert [(one.trainee, one.average) for one in found] == [("Joris", 20), ("Sanne", 80)]
