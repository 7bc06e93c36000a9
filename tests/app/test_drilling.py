"""From where evaluations are shown to a drill: a key in the lessons, an act in the history."""

from __future__ import annotations

from dataclasses import replace

import pytest
from app.test_lessons import chosen, open_lessons
from driving import driving

from cockpit.core.call import CallKind
from cockpit.language import use
from cockpit.roleplay.library import Library
from cockpit.screens.drilling import make
from cockpit.screens.history import HistoryScreen
from cockpit.screens.views.history_rows import Kind
from cockpit.widgets.line_list import LineList


@pytest.fixture(autouse=True)
def english():
    use("en")


async def test_a_drill_from_a_lesson_and_from_the_history(cockpit, tmp_path, store):
    folder = tmp_path / "scenarios"
    async with driving(cockpit) as d:
        desk = d.app.desk
        session = desk.session
        desk.session = desk.board._session = replace(session, own_scenarios=folder)
        await open_lessons(d)
        d.type("uitpraten")
        await d.until(lambda: "uitpraten" in chosen(d).text, "the lesson")
        call = store.call(chosen(d).call_id)
        before = store.calls_of(call.debtor_id), store.agreements_of(call.debtor_id), store.standings()
        d.press("f8")
        await d.until(lambda: list(folder.glob("*.toml")), "the drill")
        (path,) = folder.glob("*.toml")
        assert any(str(path) in heard and "practice start drill-" in heard for heard in d.messages)
        one = Library(folder).find(path.name.partition(".")[0], call.language).scenario
        assert one.kind is call.kind
        name = desk.board.account(call.debtor_id).debtor.name.split()[-2]
        assert name.casefold() not in path.read_text("utf-8").casefold()
        d.press("enter")
        await d.until(lambda: isinstance(d.app.screen, HistoryScreen))
        await d.rest()
        entries = d.app.screen._entries
        row = next(e.id for e in entries.values() if e.kind is Kind.CALL)
        listed = d.app.screen.query_one(LineList)
        listed.highlighted = listed.get_option_index(row)
        await d.rest()
        d.press("d")
        await d.until(lambda: len(list(folder.glob("*.toml"))) == 2, "another drill")
        after = store.calls_of(call.debtor_id), store.agreements_of(call.debtor_id), store.standings()
        assert after == before, "nothing real is changed"


async def test_where_no_drill_can_be_written_it_is_said(cockpit, tmp_path, store):
    async with driving(cockpit) as d:
        desk = d.app.desk
        call = next(iter(store.calls_of(desk.board.queue.entries[0].debtor_id)))
        make(d.main, desk.session, desk.board, replace(call, kind=CallKind.REMINDER))
        await d.until(lambda: any("no folder for scenarios" in heard for heard in d.messages))
        (tmp_path / "file").write_text("")
        make(d.main, replace(desk.session, own_scenarios=tmp_path / "file"), desk.board, call)
        await d.until(lambda: any("file" in heard for heard in d.messages))
