"""The collector's lessons: the newest first, only so many, found by any word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from desk.build import HOSTILE, NOW, Table, account, invoice

from cockpit.core.call import Call, CallKind, Evaluation, Phase
from cockpit.desk import lessons as room
from cockpit.desk.lessons import Lessons, Look, matching, to_look_at
from cockpit.store.port import Changes


def call(name, at, *lines, debtor="D-1"):
    return Call(
        name, debtor, CallKind.REMINDER, at, Phase.SAVED, caller="Sanne", evaluation=Evaluation(*lines)
    )


def looked_through(*calls):
    table = Table(account(invoice("1", 100)))
    table.store.save(Changes(calls=calls))
    lessons = Lessons(table.session, table.board)
    steps = sum(1 for _ in lessons.steps())
    return lessons, steps


def test_the_newest_first_and_of_one_call_in_the_order_of_the_wrap_up():
    lessons, steps = looked_through(
        call("C-1", NOW - timedelta(days=3000), "", "", "ask for Mrs Bos"),
        call("C-2", NOW - timedelta(days=100), "calm", "sooner to the day", "begin with 1842"),
        call("C-3", NOW - timedelta(days=1)),
        call("C-4", NOW, "", "  ", "ring before ten"),
    )
    told = [(lesson.look, lesson.text) for lesson in lessons.found]
    assert told == [
        (Look.NEXT_TIME, "ring before ten"),
        (Look.WENT_WELL, "calm"),
        (Look.BETTER, "sooner to the day"),
        (Look.NEXT_TIME, "begin with 1842"),
        (Look.NEXT_TIME, "ask for Mrs Bos"),
    ]
    assert steps == 4 and not lessons.has_more
    assert len({lesson.id for lesson in lessons.found}) == 5
    assert lessons.found[0].name == "Bakkerij Zonneveld" and lessons.found[0].caller == "Sanne"


@pytest.mark.parametrize("over", [0, 1, 40])
def test_only_the_last_so_many_and_it_says_so(monkeypatch, over):
    monkeypatch.setattr(room, "MOST", 10)
    calls = [call(f"C-{n:02}", NOW - timedelta(days=9 * n), "", "", f"lesson {n}") for n in range(10 + over)]
    lessons, steps = looked_through(*calls)
    assert [lesson.text for lesson in lessons.found] == [f"lesson {n}" for n in range(10)]
    assert lessons.has_more == bool(over)
    assert steps <= 10 + min(over, 20), "older calls than needed were not read"


def test_a_debtor_who_is_gone_has_his_number_and_foreign_words_are_harmless():
    lessons, _steps = looked_through(call("C-1", NOW, HOSTILE, debtor="D-gone"))
    [lesson] = lessons.found
    assert lesson.name == "D-gone"
    assert lesson.text.isprintable() and "\x1b" not in lesson.text


def test_every_typed_word_is_found_in_the_text_or_the_name():
    lessons, _steps = looked_through(
        call("C-1", NOW, "Café ging goed", "", "vraag naar de crèche"),
        call("C-2", NOW, "", "rustiger", "", debtor="D-9"),
    )
    assert len(matching(lessons.found, "")) == 3
    assert [one.text for one in matching(lessons.found, "CAFE  bakk")] == ["Café ging goed"]
    assert [one.text for one in matching(lessons.found, "creche")] == ["vraag naar de crèche"]
    assert [one.text for one in matching(lessons.found, "", Look.BETTER)] == ["rustiger"]
    assert matching(lessons.found, "zonneveld", Look.BETTER) == []


def test_a_debtor_is_looked_at_without_being_taken_in_hand():
    table = Table(account(invoice("1", 100)))
    before = table.hand
    assert to_look_at(table.session, table.board, "D-1").account.debtor.name == "Bakkerij Zonneveld"
    gone = to_look_at(table.session, table.board, "D-gone")
    assert (gone.account.debtor.name, gone.account.invoices) == ("D-gone", ())
    assert table.hand is before and table.store.drafts() == {}


def test_what_is_newer_than_the_clock_is_found_as_well():
    lessons, _steps = looked_through(
        call("C-1", datetime(2026, 11, 23, 12, tzinfo=UTC), "", "", "later today")
    )
    assert [one.text for one in lessons.found] == ["later today"]
