"""Whole pieces of work at the screen, by keyboard only, on the demo data: Monday 23 November 2026, 10:00."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from driving import driving

from cockpit.app import CockpitApp
from cockpit.commands.opening import theme_files
from cockpit.core.agreement import State
from cockpit.core.call import AgreementEntry, Phase
from cockpit.core.outcome import Reach, Result
from cockpit.core.queue import ReasonCode
from cockpit.desk.desk import Desk
from cockpit.desk.session import Session
from cockpit.language import current
from cockpit.screens import panes, writing
from cockpit.screens.views.script_view import script_view
from cockpit.store.memory import MemoryStore
from cockpit.store.port import StoreError
from cockpit.widgets.checklist import Checklist
from cockpit.widgets.queue_list import QueueList

SIZES = [(120, 36), (80, 24), (160, 45)]
ZONNEVELD = "D-1007"


async def take(d, letters="zonnev", debtor=ZONNEVELD):
    """Find a debtor by a few letters and take him in hand, at the preparation."""
    d.press("ctrl+f")
    d.type(letters)
    d.press("enter", "f5")
    await d.until(lambda: d.main.preparing and d.call.debtor_id == debtor, "the preparation")


async def ring(d, letters="zonnev", debtor=ZONNEVELD):
    """The same, and start the call."""
    await take(d, letters, debtor)
    d.press("f5")
    await d.until(lambda: d.main.is_talking, "the call")


def words(d, selector):
    """All words of a part of the screen, also those that are scrolled away."""
    return " ".join(str(d.app.screen.query_one(selector).content).split())


def queue(d):
    return d.main.query_one(QueueList)


def entry_of(app, debtor=ZONNEVELD):
    return app.desk.board.queue.entry(debtor)


# -- the one key --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_one_key_goes_from_the_queue_to_the_next_debtor(cockpit, store, size):
    async with driving(cockpit, size) as d:
        first = queue(d).highlighted
        await d.see("F5  voorbereiden")
        d.press("f5")
        await d.see("F5  bellen")
        d.press("f5")
        await d.see("F5  volgende regel")
        lines = next(n for n, step in enumerate(d.hand.playbook.steps, 1) if step.next is None)
        for number in range(1, lines):
            d.press("f5")
            await d.until(lambda n=number: d.call.step == d.hand.playbook.steps[n].id, "the next line")
        await d.see("F5  naar de uitkomst")
        d.type("Zij belooft het")
        d.press("f4")
        d.type("+3")
        d.press("f5")
        await d.see("Wie is er bereikt?")
        d.press("f5")  # the key that opened it does not answer it
        await d.rest()
        await d.see("Wie is er bereikt?")
        d.press("6")
        await d.see("Wat is er gezegd?", "Zegt betaling toe", "Komt terug op", "F5")
        d.press("f5")
        await d.see("Afronden", "bewaren, volgende debiteur")
        d.press("f5")
        await d.see("1 gesprek vandaag", "F5  voorbereiden")
        call = store.last_call()
        assert (call.debtor_id, call.phase, call.notes) == (first, Phase.SAVED, "Zij belooft het")
        assert d.call.debtor_id != first and d.call.phase is Phase.PREPARE
        assert d.main.focused is queue(d) and queue(d).highlighted == d.call.debtor_id
        assert store.drafts() == {}
        d.press("f5")
        await d.see("F5  bellen")


async def test_back_steps_through_the_lines_and_out_of_the_preparation(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f5", "f5", "shift+f5")
        await d.rest()
        assert d.call.step == d.hand.playbook.steps[1].id
        d.press("shift+f5", "shift+f5", "shift+f5")
        await d.rest()
        assert d.call.step == d.hand.playbook.steps[0].id and d.main.is_talking
    async with driving(cockpit_again(cockpit)) as d:
        await d.see("volgende regel")


async def test_escape_leaves_the_preparation_and_loses_nothing(cockpit):
    async with driving(cockpit) as d:
        await take(d)
        await to_item(d, "room")
        d.press("space", "escape")
        await d.until(lambda: not d.main.preparing)
        assert d.main.focused is queue(d) and d.call.ticks == ("room",)


def cockpit_again(app):
    """Another cockpit on the same workspace: the program was started again."""
    session = app.desk.session
    return CockpitApp(session.settings, lambda: Desk(session), app.theme_files)


# -- preparation --------------------------------------------------------------------------------------------


async def to_item(d, item):
    """Put the cursor of the checklist on an item."""
    checklist = d.main.query_one(Checklist)
    by = [row.id for row in checklist._rows].index(item) - checklist._cursor
    d.press(*["down" if by > 0 else "up"] * abs(by))
    await d.until(lambda: checklist._rows[checklist._cursor].id == item, item)


async def prepare(d):
    await take(d)
    await to_item(d, "reminders")
    d.press("space", "space")
    await d.until(lambda: set(d.call.ticks) == {"reminders", "amount"})
    for item, text in (("course", "Zonder klachten [50%]"), ("room", "Twee termijnen")):
        await to_item(d, item)
        d.press("enter")
        d.type(text)
        d.press("enter")
        await d.until(lambda t=text: d.app.screen is d.main and t in dict(d.call.answers).values())


PREPARED = {"course": "Zonder klachten [50%]", "room": "Twee termijnen"}


async def seen_prepared(d):
    await d.until(lambda: all(t in words(d, "#checklist") for t in PREPARED.values()), "what was written")
    assert words(d, "#checklist").count("[✓]") == 2
    assert dict(d.call.answers) == PREPARED and set(d.call.ticks) == {"reminders", "amount"}


@pytest.mark.parametrize("size", [(120, 45), (160, 45)], ids=str)
async def test_ticks_and_answers_survive_another_debtor_and_a_restart(cockpit, store, size):
    async with driving(cockpit, size) as d:
        await prepare(d)
        await seen_prepared(d)
        d.press("f2", "down")
        await d.until(lambda: d.call.debtor_id != ZONNEVELD, "another debtor")
        assert d.call.ticks == () and "Twee termijnen" not in words(d, "#checklist")
        d.press("up")
        await d.until(lambda: d.call.debtor_id == ZONNEVELD, "back again")
        await seen_prepared(d)
    assert store.drafts()[ZONNEVELD].ticks == ("reminders", "amount")
    async with driving(cockpit_again(cockpit), size) as d:
        await take(d)
        await seen_prepared(d)


async def test_the_room_to_move_stays_in_sight_during_the_call(cockpit):
    async with driving(cockpit) as d:
        await take(d)
        await to_item(d, "room")
        d.press("enter")
        d.type("Hooguit twee termijnen")
        d.press("f5", "f5")
        await d.until(lambda: d.main.is_talking)
        await d.see("Hooguit twee")


async def test_an_item_that_is_written_empty_is_unknown_again(cockpit):
    async with driving(cockpit) as d:
        await take(d)
        await to_item(d, "room")
        d.press("enter")
        d.type("ja")
        d.press("enter")
        await d.until(lambda: d.call.answer_to("room") == "ja")
        d.press("enter", "backspace", "backspace", "enter")
        await d.until(lambda: d.call.answer_to("room") == "")


async def test_looking_at_debtors_leaves_no_drafts(cockpit, store):
    async with driving(cockpit) as d:
        d.press("down", "down", "pagedown", "end", "home", "f5", "escape")
        await d.rest()
        assert store.drafts() == {}


# -- objections, voicemail, somebody else -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "back"),
    [
        (["f3", "2"], "f5"),
        (["ctrl+o", "2"], "f3"),
        (["ctrl+o", "o", "2"], "escape"),
        (["f3", "2"], "shift+f5"),
    ],
)
async def test_a_card_and_back_to_the_same_line(cockpit, way, back):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f5", "f5")
        d.type("wacht op")
        d.press(*way)
        await d.see("Tegenwerping 2", "F5  terug naar het draaiboek")
        step = d.call.step
        d.type(" geld")  # the focus never left the notes
        d.press(back)
        await d.gone("Tegenwerping 2")
        d.type(", zegt zij")
        await d.until(lambda: d.call.notes == "wacht op geld, zegt zij", d.call.notes)
        assert (d.call.step, d.call.objection, d.call.objections) == (step, "", ("big-customer",))
        assert step == d.hand.playbook.steps[2].id
        await d.see("grote klant ✓")


async def test_every_card_opens_by_its_number(cockpit):
    async with driving(cockpit, (120, 45)) as d:
        await ring(d)
        for number in range(1, 11):
            d.press("f3", str(number % 10))
            await d.see(f"Tegenwerping {number} ·")
            card = d.hand.playbook.objections[number - 1]
            assert d.call.objection == card.id
            text = words(d, "#script")
            for label in ("erkennen", "antwoord", "nagaan", "wanneer klaar", "de dag"):
                assert label in text, (card.id, label)
            assert "{" not in text
            d.press("f5")
        await d.gone("Tegenwerping")
        assert len(d.call.objections) == 10


async def test_another_card_from_a_card(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f3", "2", "ctrl+o", "5")
        await d.see("Tegenwerping 5")
        d.press("f5")
        await d.see("F5  volgende regel")
        assert d.call.objections == ("big-customer", d.hand.playbook.objections[4].id)
        assert d.call.step == d.hand.playbook.steps[0].id


@pytest.mark.parametrize("letter", "vp")
async def test_voicemail_and_somebody_else_are_a_detour(cockpit, letter):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f5", "ctrl+o", letter)
        await d.see("noem geen schuld", "F5  terug naar het draaiboek")
        d.press("f5")
        await d.gone("noem geen schuld")
        assert d.call.step == d.hand.playbook.steps[1].id
        d.press("ctrl+o", letter, "escape")
        await d.rest()
        assert "noem geen schuld" not in d.text and d.main.is_talking


_DEBT = re.compile(
    r"€|£|\bEUR\b|factu|invoice|betal|\bpay|openst|schuld|\bdebt|\bowe|overdue|te laat|herinnering|aanmaning"
    r"|reminder|bedrag|amount|\d{5}",
    re.IGNORECASE,
)


def test_what_others_hear_names_no_debt(desk):
    """To a voicemail or to somebody else nobody's debt may be named (privacy), in any language and kind."""
    desk.open()
    heard = []
    for debtor in desk.board.ledger.debtors:
        assert desk.choose(debtor)
        for language in ("nl", "en"):
            desk.hand.speak(language)
            for _ in range(5):
                desk.next_kind()
                for detour in ("voicemail", "third-party"):
                    view = script_view(desk.hand, detour)
                    heard += ["".join(w.text for w in line.words) for line in view.now]
                    assert view.now and view.card
    firm = desk.session.settings.phone
    assert len(heard) > 1000
    assert [h for h in set(heard) if _DEBT.search(h.replace(firm, ""))] == []


# -- the agreement ------------------------------------------------------------------------------------------


async def to_closing(d):
    """To the step of the script that reads the agreement back."""
    last = next(s for s in d.hand.playbook.steps if "agreed_amount" in repr(s))
    steps = [s.id for s in d.hand.playbook.steps]
    d.press(*["f5"] * (steps.index(last.id) - steps.index(d.call.step)))
    await d.until(lambda: d.call.step == last.id, "the closing line")


def script(d):
    return str(d.main.query_one("#script").content)


def said(d, name):
    return str(d.main.query_one(f"#said-{name}").content)


async def test_the_agreement_is_read_back_and_the_closing_line_follows_every_key(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        await to_closing(d)
        assert "[" in script(d), "a day that is not agreed yet is a visible gap"
        d.press("f4", "shift+tab")
        readings = {
            "1": "€ 1,00",
            "12": "€ 12,00",
            "125": "€ 125,00",
            "1250": "€ 1.250,00",
            "1250,": None,
            "1250,5": "€ 1.250,50",
            "1250,50": "€ 1.250,50",
        }
        for typed, reading in readings.items():
            d.type(typed[-1])
            await d.until(lambda t=typed: d.call.entry.amount == t, typed)
            await d.rest()
            if reading:
                assert said(d, "amount").startswith(f"= {reading}".replace(" ", "\xa0", 0)), typed
                assert reading in script(d), typed
            else:
                assert d.hand.understood.amount is not None or said(d, "amount").startswith("✗")
        d.press("enter")
        for typed, day in {
            "v": None,
            "vr": "vrijdag 27 november 2026",
        }.items():
            d.type(typed[-1])
            await d.until(lambda t=typed: d.call.entry.when == t, typed)
            await d.rest()
            assert (day is None) == said(d, "when").startswith("✗"), said(d, "when")
            if day:
                assert said(d, "when") == f"= {day}" and day in script(d)
        for _ in range(2):
            d.press("backspace")
        await d.until(lambda: d.call.entry.when == "")
        await d.rest()
        assert said(d, "when") == "" and "vrijdag 27 november" not in script(d)


DAYS = {
    "vr": "vrijdag 27 november 2026",
    "27-11": "vrijdag 27 november 2026",
    "volgende week di": "dinsdag 1 december 2026",
    "eind van de maand": "maandag 30 november 2026",
    "+7": "maandag 30 november 2026",
}


async def test_days_as_they_are_said(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f4")
        for typed, day in DAYS.items():
            d.press("shift+end", "ctrl+u")
            d.type(typed)
            await d.until(lambda t=typed: d.call.entry.when == t, typed)
            await d.until(lambda w=day: said(d, "when").startswith(f"= {w}"), day)
            await d.see("○ teruggelezen")


async def test_our_half_and_the_return_are_in_the_closing_line(cockpit):
    async with driving(cockpit, (160, 45)) as d:
        await ring(d)
        await to_closing(d)
        d.press("f4")
        for text in ("vr", "een kopie mailen", "vandaag half vijf", "geen rente"):
            d.type(text)
            d.press("enter")
        await d.until(lambda: d.main.focused is d.main.query_one("#notes"), "the notes after the last box")
        await d.see("maandag 23 november 2026 om 16:30")
        whole = " ".join(script(d).split())
        assert "een kopie mailen" in whole and "vrijdag 27 november 2026" in whole


@pytest.mark.parametrize(
    ("keys", "missing"),
    [
        ([], "nog niets afgesproken"),
        (["f4", "enter", "enter", "enter", *"niets"], "nog vaag: een dag"),
    ],
)
async def test_without_a_day_there_is_no_promise(cockpit, store, keys, missing):
    async with driving(cockpit) as d:
        await ring(d)
        d.press(*keys)
        await d.see(missing)
        d.press("f9")
        await d.see("Wie is er bereikt?")
        d.press("6", "1")
        await d.see("Nog nodig:", "de dag")
        d.press("f5", "enter", "f5")
        await d.rest()
        assert d.main.desk.phase is Phase.TALK and store.drafts()[ZONNEVELD].outcome is None
        await d.see("Nog nodig:")
        d.press("escape", "escape")
        await d.until(lambda: d.app.screen is d.main, "back in the talk")
        d.press("f4")
        d.type("vr")
        d.press("f9", "6", "1", "f5")
        await d.see("Afronden")


async def test_no_amount_is_no_promise_either(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f4")
        d.type("vr")
        d.press("shift+tab", "backspace")
        await d.see("nog vaag: een bedrag")
        d.press("f9", "6", "1")
        await d.see("Nog nodig: het bedrag")


async def test_what_was_read_back_changed_is_to_be_read_back_again(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("ctrl+o", "r")
        await d.until(lambda: d.messages, "why there is nothing to read back")
        assert not d.call.read_back
        d.press("f4")
        d.type("vr")
        d.press("ctrl+o", "r")
        await d.see("● teruggelezen")
        d.press("f4", "f4")
        d.press("backspace", "backspace")
        d.type("do")
        await d.see("○ teruggelezen", "donderdag 26 november")
        assert not d.call.read_back


async def test_the_way_of_paying_goes_round(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        seen = []
        for _ in range(5):
            seen.append(str(d.main.query_one("#form-method").content))
            before = d.call.entry.method
            d.press("ctrl+t")
            await d.until(lambda b=before: d.call.entry.method != b)
        assert len(set(seen)) == 5
        assert str(d.main.query_one("#form-method").content) == seen[0]


# -- what came of it ----------------------------------------------------------------------------------------


async def test_nobody_answers_three_keys_and_he_comes_back_in_the_other_golden_hours(cockpit, store, clock):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f9", "1")
        await d.see("Komt terug op maandag 23 november 2026 om 13:30")
        d.press("f5")
        await d.see("1 gesprek vandaag")
        assert store.last_call().outcome.reach is Reach.NO_ANSWER
        assert d.call.debtor_id != ZONNEVELD
        assert entry_of(d.app).reason.code.is_pause
        clock.now = datetime(2026, 11, 23, 12, 31, tzinfo=UTC)
        panes.show_clock(d.main)
        await d.rest()
        assert not entry_of(d.app).reason.code.is_pause
        assert entry_of(d.app) in d.app.desk.board.queue.entries


async def test_an_attempt_is_saved_at_once(cockpit, store):
    async with driving(cockpit) as d:
        for digit, reach in enumerate(list(Reach)[:5], 1):
            debtor = d.call.debtor_id
            d.press("f5", "f5", "f9", str(digit), "f5")
            await d.until(lambda n=digit: d.app.desk.board.tally.calls == n, reach)
            await d.until(lambda n=digit: sum(m.startswith("Bewaard.") for m in d.messages) == n, reach)
            assert (store.last_call().debtor_id, store.last_call().outcome.reach) == (debtor, reach)
            assert d.call.debtor_id != debtor


async def test_enter_takes_the_proposal(cockpit, store):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f9", "enter", "enter")
        await d.until(lambda: d.app.desk.board.tally.calls == 1)
        assert store.last_call().outcome.reach is Reach.NO_ANSWER


async def test_a_ring_back_with_a_typed_moment_heads_the_queue_when_it_comes(cockpit, store, clock):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f9", "6", "3")
        await d.see("Nog nodig: de dag (en het uur)")
        d.press("f5")
        await d.rest()
        await d.see("Nog nodig")
        d.type("vandaag kwart over elf")
        await d.see("= maandag 23 november 2026 om 11:15 uur")
        d.press("f5")
        await d.see("Afronden", "11:15")
        d.press("f5")
        await d.until(lambda: d.app.desk.board.tally.calls == 1)
        assert store.last_call().outcome.result is Result.RING_BACK
        assert entry_of(d.app).reason.code is ReasonCode.PAUSED_RING_BACK
        clock.now = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
        panes.show_clock(d.main)
        await d.until(lambda: entry_of(d.app).reason.code is ReasonCode.RING_BACK)
        codes = [e.reason.code for e in d.app.desk.board.queue.entries]
        assert codes.index(ReasonCode.RING_BACK) < codes.index(ReasonCode.PROMISE_BROKEN)


async def test_a_moment_that_cannot_be_read_is_not_taken(cockpit, store):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f9", "6", "3")
        d.type("ooit eens")
        await d.rest()
        d.press("f5")
        await d.rest()
        assert store.last_call().debtor_id != ZONNEVELD or store.last_call().phase is Phase.SAVED
        await d.see("Wat is er gezegd?")
        assert d.app.screen is not d.main


async def test_a_dispute_in_the_customers_words(cockpit, store):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f9", "6", "8")
        await d.see("Waar gaat het over?")
        d.type("de oven [lekt] nog")
        d.press("f5")
        await d.see("Afronden")
        d.press("f5")
        await d.until(lambda: d.app.desk.board.tally.calls == 1)
        assert store.last_call().outcome.detail == "de oven [lekt] nog"
        assert store.standings()[ZONNEVELD].disputes
        d.press("ctrl+f")
        d.type("zonnev")
        await d.until(lambda: "de oven [lekt] nog" in words(d, "#reason"), "the reason of the pause")


async def test_a_refusal_is_no_promise_whatever_was_typed(cockpit, store):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f4")
        d.type("vr")
        d.press("f9", "6", "a")
        d.press("f5", "f5")
        await d.until(lambda: d.app.desk.board.tally.calls == 1)
        call = store.last_call()
        assert call.outcome.result is Result.REFUSES and call.agreement_id == ""


async def test_escape_in_the_outcome_and_the_wrap_up_goes_back_to_the_talk(cockpit, store):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f4")
        d.type("vr")
        d.press("f9", "6", "escape")
        await d.see("Wie is er bereikt?")
        d.press("escape")
        await d.see("F5  volgende regel")
        d.press("f9", "6", "f5")
        await d.see("Afronden")
        d.type("Goed geluisterd")
        d.press("escape")
        await d.see("F5  volgende regel")
        assert d.main.is_talking and d.call.ended_at is None
        assert d.call.evaluation.went_well == "Goed geluisterd"
        d.press("f9", "6", "f5")
        await d.see("Afronden", "Goed geluisterd")
        d.type(", rustig")
        d.press("f5")
        await d.until(lambda: d.app.desk.board.tally.calls == 1)
        assert store.last_call().evaluation.went_well == "Goed geluisterd, rustig"


async def test_the_wrap_up_hands_out_mail_and_diary_entry(cockpit, store, started, tmp_path):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f4")
        d.type("vr")
        d.press("f9", "6", "f5")
        await d.see("Afronden", "administratie@bakkerij-zonneveld.example")
        d.press("f2")
        await d.see(".eml")
        d.press("f8")
        await d.see(".ics")
        d.press("f4")
        await d.see("klembord")
        d.press("f3")
        await d.see("mailprogramma")
        d.press("f5")
        await d.until(lambda: d.app.desk.board.tally.calls == 1)
    assert sorted(p.suffix for p in (tmp_path / "outbox").iterdir()) == [".eml", ".ics"]
    assert "1.842,50" in cockpit.clipboard.replace("\xa0", " ")
    assert [c for c in started if "mailto:" in c[-1]]
    assert store.agreement(store.last_call().agreement_id).state is State.MAILED


@pytest.mark.parametrize("size", [(80, 24), (60, 16)], ids=str)
async def test_in_a_low_window_all_of_the_wrap_up_can_be_read(cockpit, size):
    async with driving(cockpit, size) as d:
        await ring(d)
        d.press("f4")
        d.type("vr")
        d.press("f9", "6")
        await d.see("Wat is er gezegd?", "Komt terug op", "F5 verder")
        d.press("f5")
        await d.see("Afronden", "Om voor te lezen", "Ging goed", "Volgende keer")
        d.press(*["pagedown"] * 3 * (size == (60, 16)))
        await d.see("Komt terug op")
        d.press("pageup")
        d.type("rustig")
        await d.see("Om voor te lezen", "rustig")


async def test_the_hint_for_next_time_comes_back_first(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f9", "6", "e", "f5")
        await d.see("Afronden")
        d.press("enter", "enter")
        d.type("Vraag naar de inkoper")
        d.press("f5")
        await d.until(lambda: d.app.desk.board.tally.calls == 1)
        await take(d)
        rows = d.main.query_one(Checklist)._rows
        assert rows[0].value == "Vraag naar de inkoper"


# -- taking back, setting aside -----------------------------------------------------------------------------


async def test_a_tick_a_line_and_a_card_are_taken_back_in_turn(cockpit):
    async with driving(cockpit) as d:
        await take(d)
        await to_item(d, "amount")
        d.press("space", "f5", "f5", "f3", "3")
        await d.see("Tegenwerping 3")
        d.type("alles wat ik typ blijft")
        d.press("ctrl+r")
        await d.until(lambda: not d.call.objection)
        assert d.call.objections == ()
        d.press("ctrl+r")
        await d.until(lambda: d.call.step == d.hand.playbook.steps[0].id)
        d.press("ctrl+r")
        await d.until(lambda: d.call.phase is Phase.PREPARE, "the call was not begun after all")
        await d.until(lambda: any("nog niet begonnen" in message for message in d.messages), "it is said")
        assert d.main.preparing and d.main.focused.id == "checklist", "what is typed now is no note of a call"
        await d.see("F5  ")
        d.press("ctrl+r")
        await d.until(lambda: d.call.ticks == ())
        assert d.call.notes == "alles wat ik typ blijft"
        d.press("ctrl+r")
        await d.until(lambda: "Er is niets om ongedaan te maken." in d.messages)


async def test_a_written_answer_is_taken_back(cockpit):
    async with driving(cockpit) as d:
        await take(d)
        await to_item(d, "room")
        d.press("enter")
        d.type("eerst bellen")
        d.press("enter", "ctrl+r")
        await d.until(lambda: "Ongedaan gemaakt." in d.messages)
        assert d.call.answers == () and "eerst bellen" not in words(d, "#checklist")


async def test_skipping_with_a_reason_and_taking_that_back(cockpit, store, clock):
    async with driving(cockpit) as d:
        await take(d)
        d.press("escape", "ctrl+o", "x")
        await d.see("Bakkerij Zonneveld BV")
        d.type("op beurs [/b]")
        d.press("enter")
        await d.until(lambda: d.app.screen is d.main and d.call.debtor_id != ZONNEVELD, "the next debtor")
        assert entry_of(d.app).reason.code is ReasonCode.PAUSED_SKIPPED
        d.press("ctrl+f")
        d.type("zonnev")
        await d.until(lambda: "op beurs [/b]" in words(d, "#reason"), "the reason of the pause")
        d.press("escape", "ctrl+r")
        await d.until(lambda: not entry_of(d.app).reason.code.is_pause, "back in the queue")
        assert store.standings()[ZONNEVELD].skipped_until is None
        d.press("escape")
        clock.now += timedelta(days=1)
        panes.show_clock(d.main)
        assert not entry_of(d.app).reason.code.is_pause


async def test_in_a_call_nobody_is_skipped(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("ctrl+o", "x")
        await d.until(lambda: d.messages)
        assert d.app.screen is d.main and d.main.is_talking


# -- finding ------------------------------------------------------------------------------------------------


FOUND_BY = {
    "zonneveld": ZONNEVELD,
    "ZONNEV": ZONNEVELD,
    "elodie": "D-1012",
    "D-1007": ZONNEVELD,
    "20217": ZONNEVELD,
    "020 055 0107": ZONNEVELD,
    "0200550107": ZONNEVELD,
    "1842,50": ZONNEVELD,
    "1.842,50": ZONNEVELD,
    "[hof]": "D-1010",
}


async def test_somebody_rings_back_and_is_there_with_the_last_letter(cockpit):
    async with driving(cockpit) as d:
        for typed, debtor in FOUND_BY.items():
            d.press("ctrl+f")
            d.type(typed)
            await d.until(lambda w=debtor: queue(d).highlighted == w, f"{typed!r} finds {debtor}")
            d.press("enter", "f5")
            await d.until(lambda w=debtor: d.main.preparing and d.call.debtor_id == w)
            assert d.hand.account.debtor.name.split()[0] in d.text
            await d.until(lambda: len(queue(d)._ids) > 30, "the search is over")
            d.press("escape")
            await d.until(lambda: not d.main.preparing)


async def test_every_letter_narrows_the_list_and_escape_brings_it_all_back(cockpit):
    async with driving(cockpit) as d:
        everybody = len(queue(d)._ids)
        d.press("ctrl+f")
        counts = []
        for letter in "bakkerij z":
            d.type(letter)
            await d.rest()
            counts.append(len(queue(d)._ids))
        assert counts == sorted(counts, reverse=True) and counts[-1] < counts[0] <= everybody
        d.type("xxxx")
        await d.rest()
        assert queue(d)._ids == [] or len(queue(d)._ids) == 0
        d.press("enter", "f5", "down", "space")  # nobody there: nothing happens
        await d.rest()
        d.press("escape")
        await d.until(lambda: len(queue(d)._ids) == everybody)


async def test_finding_in_a_call_shows_and_the_call_goes_on(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.type("aan de lijn")
        d.press("ctrl+f")
        d.type("duinw")
        await d.until(lambda: queue(d).highlighted == "D-1005")
        assert d.call.debtor_id == ZONNEVELD
        d.press("escape")
        await d.until(lambda: d.main.focused is d.main.query_one("#notes"))
        d.type(" nog")
        await d.until(lambda: d.call.notes == "aan de lijn nog")


async def test_in_a_call_no_other_debtor_can_be_taken(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f2", "down", "down", "enter")
        await d.until(lambda: d.messages, "why not")
        assert d.call.debtor_id == ZONNEVELD and d.main.is_talking
        d.press("f2")
        d.type("nog hier")
        await d.until(lambda: d.call.notes == "nog hier")


# -- what survives ------------------------------------------------------------------------------------------


WORDS = "Mevr. Bos: wacht op een [grote] klant\n10:00 belt terug\nçé €"
ENTRY = AgreementEntry("1.000,00", "vr", "payment-run", (), "een kopie mailen", "vandaag 16:30", "geen rente")


async def fill_in(d):
    """A call with something in every box."""
    await ring(d)
    d.press("f5", "f5", "f3", "2")
    d.type(WORDS.split("\n")[0])
    for line in WORDS.split("\n")[1:]:
        d.press("enter")
        d.type(line)
    d.press("ctrl+o", "c")
    d.type("Mevr. Bos")
    d.press("enter", "f4", "shift+tab")
    for text in (ENTRY.amount, ENTRY.when, ENTRY.if_we, ENTRY.if_we_by, ENTRY.in_return):
        d.type(text)
        d.press("enter")
    d.press("ctrl+t")
    await d.until(lambda: d.call.entry == ENTRY and d.call.notes == WORDS, "everything filled in")
    assert d.call.contact == "Mevr. Bos" and d.call.objection == "big-customer"


def boxes(d):
    """What stands in the boxes, as a person sees it."""
    names = ("amount", "when", "if_we", "if_we_by", "in_return")
    form = {name: d.main.query_one(f"#field-{name}").value for name in names}
    return form | {"notes": d.main.query_one("#notes").text, "contact": d.main.query_one("#contact").value}


def filled(d):
    entry = {n: getattr(ENTRY, n) for n in ("amount", "when", "if_we", "if_we_by", "in_return")}
    return entry | {"notes": WORDS, "contact": "Mevr. Bos"} == boxes(d)


async def test_a_call_is_there_again_after_a_crash_with_every_word(cockpit, store):
    async with driving(cockpit) as d:
        await fill_in(d)
        await d.until(lambda: store.drafts().get(ZONNEVELD) == d.call, "the draft, by itself")
        before, text = d.call, d.text
        # The program is gone here: nothing is closed, nothing asked.
        async with driving(cockpit_again(cockpit)) as again:
            await again.see("Tegenwerping 2", "een kopie mailen")
            assert again.call == before and filled(again)
            assert again.main.focused is again.main.query_one("#notes")
            assert [m for m in again.messages if "gesprek" in m]
            await again.until(lambda: without_messages(again.text) == without_messages(text), "the same look")
            again.type("!")
            await again.until(lambda: again.call.notes == WORDS + "!", "the cursor at the end")


def without_messages(text):
    """The screen without the left pane, where messages come and go."""
    left = text.index("╮") + 1
    return [line[left:] for line in text.splitlines()]


async def test_every_word_is_written_within_a_second(cockpit, store):
    async with driving(cockpit) as d:
        await ring(d)
        await d.until(lambda: ZONNEVELD in store.drafts())
        d.type("een")
        await d.until(lambda: store.drafts()[ZONNEVELD].notes == "een")
        start = d.app._loop.time() if hasattr(d.app, "_loop") else None
        # Typing on and on does not put the writing off.
        for letter in "doorgaan met typen zonder pauze":
            d.type(letter)
        await d.until(lambda: store.drafts()[ZONNEVELD].notes.startswith("eendoor"))
        assert start is None or d.app._loop.time() - start < 20


class Failing(MemoryStore):
    """A workspace on a full disk, until it is not full any more."""

    full = False

    def save(self, changes):
        self._check()
        super().save(changes)

    def save_draft(self, call):
        self._check()
        super().save_draft(call)

    def drop_draft(self, debtor_id):
        self._check()
        super().drop_draft(debtor_id)

    def _check(self):
        if self.full:
            raise StoreError("disk-full", path="werkmap")


@pytest.fixture
def failing(store, settings, clock, tmp_path):
    """The cockpit on a disk that can be full, with the demo data."""
    failing = Failing()
    failing.__dict__.update(store.__dict__)
    session = Session(failing, settings, clock, lambda prefix: f"{prefix}-test", tmp_path / "outbox")
    desk = Desk(session)
    return CockpitApp(settings, lambda: desk, theme_files(tmp_path)), failing


async def test_a_full_disk_is_said_and_nothing_is_lost(failing):
    app, store = failing
    async with driving(app) as d:
        await ring(d)
        store.full = True
        d.type("dit moet blijven")
        await d.see("Nog niet geschreven")
        d.press("f5", "f3", "2", "f4")
        d.type("vr")
        await d.see("Nog niet geschreven", "Tegenwerping 2")
        d.press("f9", "6", "f5")
        await d.see("Afronden")
        d.type("rustig")
        d.press("f5")
        await d.see("Niet bewaard", "Alles staat er nog")
        d.press("escape")
        await d.see("Nog niet geschreven", "dit moet blijven")
        assert store.drafts()[ZONNEVELD].notes == ""
        store.full = False
        writing.retry(d.main)
        await d.gone("Nog niet geschreven")
        draft = store.drafts()[ZONNEVELD]
        assert (draft.notes, draft.entry.when, draft.evaluation.went_well) == (
            "dit moet blijven",
            "vr",
            "rustig",
        )
        d.press("f9", "6", "f5", "f5")
        await d.until(lambda: app.desk.board.tally.calls == 1)
        assert store.last_call().notes == "dit moet blijven"


async def test_the_amount_that_was_agreed_today_is_seen_beside_the_calls(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f4")
        d.type("vr")
        d.press("f9", "6", "f5")
        await d.see("Afronden")
        d.press("f5")
        await d.see("1 gesprek vandaag ", "€ 1.842,50 afgesproken")


async def test_an_attempt_that_cannot_be_saved_can_be_saved_later(failing):
    app, store = failing
    async with driving(app) as d:
        await ring(d)
        store.full = True
        d.press("f9", "1", "f5")
        await d.until(lambda: any("Niet bewaard" in m for m in d.messages))
        assert d.call.debtor_id == ZONNEVELD and d.call.is_live
        store.full = False
        d.press("f5", "1", "f5")
        await d.until(lambda: app.desk.board.tally.calls == 1)


async def test_on_a_full_disk_debtors_can_be_looked_at_and_set_aside_later(failing):
    app, store = failing
    async with driving(app) as d:
        await take(d)
        store.full = True
        await to_item(d, "amount")
        d.press("space", "f2", "down")
        await d.until(lambda: d.call.debtor_id != ZONNEVELD, "another debtor")
        other = d.call.debtor_id
        d.press("ctrl+o", "x")
        d.type("morgen")
        d.press("enter")
        await d.until(lambda: any("werkmap" in m or "schijf" in m for m in d.messages), "why not")
        assert d.call.debtor_id == other and not entry_of(app, other).reason.code.is_pause
        d.press("up")
        await d.until(lambda: d.call.debtor_id == ZONNEVELD)
        assert d.call.ticks == ("amount",), "what could not be written is still known"
        store.full = False
        d.press("down")
        await d.until(lambda: ZONNEVELD in store.drafts(), "written when it can be")
        assert store.drafts()[ZONNEVELD].ticks == ("amount",)


async def test_leaving_with_unwritten_words_asks(failing):
    app, store = failing
    async with driving(app) as d:
        await ring(d)
        store.full = True
        d.type("weg?")
        await d.see("Nog niet geschreven")
        d.press("ctrl+q")
        await d.see("Toch sluiten")
        d.press("ctrl+q", "enter")
        await d.until(lambda: app.screen is d.main)
        assert app._exit is False and d.call.notes == "weg?"


# -- the queue moves on -------------------------------------------------------------------------------------


async def test_the_agreed_ring_back_of_half_past_four_comes_by_itself(cockpit, clock):
    async with driving(cockpit) as d:
        waiting = [e for e in d.app.desk.board.queue.paused if e.reason.code is ReasonCode.PAUSED_RING_BACK]
        due = min(e.due for e in waiting)
        assert due == datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
        names = {e.name for e in waiting if e.due == due}
        first = queue(d).highlighted
        d.press("down", "down")
        await d.until(lambda: d.call.debtor_id == queue(d).highlighted != first, "he is looked at")
        highlighted = queue(d).highlighted
        clock.now = due
        panes.show_clock(d.main)
        await d.rest()
        rung = [e for e in d.app.desk.board.queue.entries if e.reason.code is ReasonCode.RING_BACK]
        assert {e.name for e in rung} == names
        assert queue(d).highlighted == highlighted and d.call.debtor_id == highlighted


async def test_a_new_ledger_keeps_the_highlight_and_the_call(cockpit, store):
    async with driving(cockpit) as d:
        await take(d, "duinw", "D-1005")
        d.press("escape")
        await d.rest()
        board = d.app.desk.board
        others = tuple(i for i in board.ledger.invoices if i.debtor_id == "D-1005" or i.number > "20300")
        board.take(replace(board.ledger, invoices=others))
        panes.show_all(d.main)
        await d.rest()
        assert queue(d).highlighted == "D-1005"
        assert queue(d)._ids[queue(d)._cursor] == "D-1005"
        assert d.call.debtor_id == "D-1005"


async def test_a_new_ledger_in_a_call_leaves_every_word(cockpit):
    async with driving(cockpit) as d:
        await fill_in(d)
        board = d.app.desk.board
        board.take(replace(board.ledger, invoices=()))
        panes.show_all(d.main)
        await d.rest()
        assert filled(d) and d.call.entry == ENTRY
        d.type("nog steeds")
        await d.until(lambda: d.call.notes.endswith("nog steeds"))
        d.press("f9")
        await d.see("Wie is er bereikt?")


async def test_the_next_morning(cockpit, clock):
    async with driving(cockpit) as d:
        d.press("down")
        await d.rest()
        before = queue(d).highlighted
        clock.now += timedelta(days=1)
        panes.show_clock(d.main)
        await d.rest()
        assert queue(d).highlighted == before
        due = [e for e in d.app.desk.board.queue.entries if e.reason.code is ReasonCode.PROMISE_BROKEN]
        assert len(due) >= 2


# -- language, colours, size --------------------------------------------------------------------------------


async def test_the_other_language_in_a_call_changes_the_words_and_nothing_else(cockpit, store):
    async with driving(cockpit, (160, 45)) as d:
        await fill_in(d)
        d.press("escape")
        await d.gone("Tegenwerping 2")
        await d.see("wie de betaling klaarzet")  # it made room for the card
        await d.until(lambda: store.drafts()[ZONNEVELD] == d.call)
        dutch, call, focus = d.text, d.call, d.main.focused
        d.press("ctrl+o", "l")
        await d.see("notes & agreement", "next line")
        assert current() == "en"
        assert d.call == call and filled(d) and d.main.focused is focus
        assert d.hand.understood.day == date(2026, 11, 27), "what was understood stays understood"
        english = d.text
        for word in (
            "wachtrij",
            "afspraak",
            "bedrag",
            "uiterlijk",
            "te bellen",
            "gouden uur",
            "gesprek",
            "dagen",
        ):
            assert word in dutch.lower(), word
        form = "\n".join(line[110:] for line in english.splitlines())
        for word in (
            "Afspraak",
            "bedrag",
            "uiterlijk",
            "in ruil",
            "teruggelezen",
            "vrijdag",
            "november 2026 om",
        ):
            assert word not in form, word
        left = "\n".join(line[:46] for line in english.splitlines())
        for word in ("wachtrij", "te bellen", "gouden", "gebroken", "toegezegd", "gesprek", "vandaag"):
            assert word not in left, word
        assert "U " in english or " u " in english, "the script stays in the debtor's language"
        d.press("ctrl+o", "l")
        await d.see("notities & afspraak")
        await d.until(lambda: without_messages(d.text) == without_messages(dutch), f"as it was:\n{dutch}")
        assert d.call == call and filled(d)


async def test_the_talk_in_the_other_language(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        await d.see("Goedemorgen")
        step = d.call.step
        d.press("ctrl+o", "s")
        await d.see("Good morning", "notities & afspraak")
        assert d.call.language == "en" and d.call.step == step
        d.press("ctrl+o", "s")
        await d.see("Goedemorgen")


@pytest.mark.parametrize("name", ["night", "day", "contrast", "clear"])
async def test_every_theme_shows_the_same_words(make_cockpit, name):
    async with driving(make_cockpit(theme=name)) as d:
        assert d.app.theme == name
        await d.see("wachtrij", "Bakkerij Van Meelbeke"[:8], "F5  voorbereiden")


async def test_another_theme_in_a_call(cockpit):
    async with driving(cockpit) as d:
        await fill_in(d)
        words, colours = d.text, colours_of(d)
        d.press("ctrl+o", "y")
        await d.see("Kleuren")
        d.press("up", "enter")
        await d.until(lambda: d.app.screen is d.main and d.app.theme != "night")
        await d.rest()
        assert without_messages(d.text) == without_messages(words) and colours_of(d) != colours
        assert filled(d)


def colours_of(d):
    return {s.style.bgcolor.triplet for strip in d.strips for s in strip if s.style and s.style.bgcolor}


async def test_without_colours(make_cockpit, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with driving(make_cockpit()) as d:
        await ring(d)
        await d.see("F5  volgende regel")
        colours = {s.style.color.triplet for strip in d.strips for s in strip if s.style and s.style.color}
        assert colours and all(c is None or c[0] == c[1] == c[2] for c in colours)
        assert "▸" in d.text


STEPS = [(160, 45), (120, 36), (119, 36), (100, 30), (99, 30), (80, 24), (60, 16), (59, 16), (50, 12), (1, 1),
         (60, 15), (80, 24), (200, 60), (120, 36)]  # fmt: skip


async def test_every_size_during_a_call_and_nothing_is_lost(cockpit):
    async with driving(cockpit) as d:
        await fill_in(d)
        call = d.call
        for width, height in STEPS:
            await d.resize(width, height)
            await d.rest()
            assert d.call == call and filled(d), (width, height)
            for line in d.text.splitlines():
                assert len(line) <= width
            if width < 60 or height < 16:
                assert "notities" not in d.text
                if width >= 50 and height >= 5:
                    assert "Dit venster is te klein" in d.text
            else:
                assert "notities & afspraak" in d.text, (width, height)
                assert "F5  terug naar het draaiboek" in d.text
                d.type("x")
                await d.until(lambda: d.call.notes == WORDS + "x", "the focus is in the notes again")
                d.press("backspace")
                await d.until(lambda: d.call == call)


@pytest.mark.parametrize("size", [(99, 30), (80, 24), (60, 16)], ids=str)
async def test_one_pane_at_a_time_in_a_small_window(cockpit, size):
    async with driving(cockpit, size) as d:
        await ring(d)
        text = await d.see("notities & afspraak", "F5  volgende regel")
        assert "wachtrij" not in text
        assert "Goedemorgen" in text, "the line of now stands above the notes"
        d.press("ctrl+l")
        await d.see("Opening")
        assert "notities" not in d.text
        d.press("ctrl+l")
        await d.see("notities & afspraak")
        d.press("f2")
        await d.see("wachtrij", "te bellen")
        d.press("f2")
        await d.see("notities & afspraak")
        d.press("f4")
        d.type("vr")
        await d.see("bedrag", "27 november", "○ teruggelezen")
        d.press("f3", "2")
        await d.until(lambda: d.call.objection == "big-customer")
        d.press("ctrl+l")
        await d.see("Tegenwerping 2")


@pytest.mark.parametrize("size", [(100, 30), (119, 40)], ids=str)
async def test_two_panes_in_a_middle_window(cockpit, size):
    async with driving(cockpit, size) as d:
        text = await d.see("wachtrij", "voorbereiden")
        assert "notities" not in text
        await ring(d)
        text = await d.see("notities & afspraak", "Goedemorgen")
        assert "wachtrij" not in text
        d.press("f2")
        await d.see("wachtrij", "Goedemorgen")


# -- typing -------------------------------------------------------------------------------------------------


PIECES = ["Mevr. Bos zegt ", "dat [/b] het ", "50% is; ", "€ 1.250,50 ", "çéñ ", "{amount} ", "belt terug "]


async def test_hundreds_of_keys_without_a_pause_land_where_they_belong(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        notes, whens = "", ""
        for turn in range(6):
            for piece in PIECES:
                d.type(piece)
                notes += piece
            d.type("fouut")
            d.press("backspace", "backspace", "backspace")
            d.type("ut ")
            notes += "fouut "[:2] + "ut "
            d.press("f3", "2", "f5", "f5", "shift+f5", "ctrl+s")
            d.type("kaart ")
            notes += "kaart "
            d.press("f4")
            digit = str(turn % 10)
            d.type(digit)
            whens += digit
            d.press("f4", "enter")
            notes += "\n"
        await d.until(lambda: d.main.query_one("#notes").text == notes, "every letter of the notes")
        await d.rest()
        assert d.call.notes == notes
        assert d.main.query_one("#field-when").value == whens == d.call.entry.when
        assert d.call.entry.amount == "1.842,50"
        assert d.call.objections == ("big-customer",)


async def test_a_whole_call_typed_ahead(cockpit, store):
    async with driving(cockpit) as d:
        d.press("ctrl+f")
        d.type("zonnev")
        d.press("enter", "f5", "f5")
        d.type("notitie")
        d.press("f4")
        d.type("vr")
        d.press("enter")
        d.type("kopie")
        d.press("enter")
        d.type("vandaag 16:30")
        d.press("enter")
        d.type("niets")
        d.press("enter")
        d.type(" en meer")
        d.press("ctrl+o", "r", "f9", "6", "f5")
        d.type("goed")
        d.press("enter")
        d.type("beter")
        d.press("enter")
        d.type("straks")
        d.press("f5", "f5")
        await d.until(lambda: d.app.desk.board.tally.calls == 1, "the call is saved")
        call = store.last_call()
        assert (call.debtor_id, call.notes, call.read_back) == (ZONNEVELD, "notitie en meer", True)
        assert (call.entry.when, call.entry.if_we, call.entry.in_return) == ("vr", "kopie", "niets")
        assert (call.evaluation.went_well, call.evaluation.better, call.evaluation.next_time) == (
            "goed",
            "beter",
            "straks",
        )
        await d.until(lambda: d.main.preparing, "the next one, already prepared")


async def test_a_moment_typed_ahead_is_taken_to_the_last_letter(cockpit, store):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f9", "6", "3")
        d.type("morgen 10:45")
        d.press("f5", "f5")
        await d.until(lambda: d.app.desk.board.tally.calls == 1)
        assert store.last_call().outcome.moment == datetime(2026, 11, 24, 9, 45, tzinfo=UTC)


async def test_two_keys_at_once_in_the_panel_of_letters(cockpit):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("ctrl+o", "t", "x", "ctrl+o", "escape", "escape", "escape", "ctrl+o", "ctrl+o", "ctrl+o")
        await d.until(lambda: d.call.notes == "10:00 x", "a time, and a letter")
        await d.see("Eén letter")
        d.press("escape")
        await d.until(lambda: d.app.screen is d.main)


async def test_the_time_in_the_notes(cockpit, clock):
    async with driving(cockpit) as d:
        await ring(d)
        d.press("f8")
        d.type("neemt op")
        await d.until(lambda: d.call.notes == "10:00 neemt op")
        clock.now += timedelta(minutes=4)
        d.press("f4", "f8")
        d.type("hangt op")
        await d.until(lambda: d.call.notes == "10:00 neemt op\n10:04 hangt op", "two times")
        panes.show_clock(d.main)
        await d.see("4 min")


async def test_the_number_goes_to_the_telephone(cockpit, started, store):
    async with driving(cockpit) as d:
        await ring(d)
        assert [c[-1] for c in started] == ["tel:+31200550107"]
        d.press("ctrl+o", "d")
        await d.until(lambda: len(started) == 2)
        assert d.main.focused is d.main.query_one("#notes")
