"""A call with a simulated debtor, on the screen: the same cockpit, and nothing reaches the real work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from app.conftest import MONDAY, Clock
from driving import driving

from cockpit.commands.opening import theme_files
from cockpit.commands.practice_start import PracticeApp
from cockpit.core.call import Phase, Stage
from cockpit.core.ledger import Debtor
from cockpit.core.money import Money
from cockpit.desk.demo import fill
from cockpit.desk.desk import Desk
from cockpit.desk.lessons import Lessons
from cockpit.desk.practice_record import Kept
from cockpit.desk.practice_session import Practice
from cockpit.desk.practising import practice_store
from cockpit.desk.reporting import report
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings
from cockpit.language import use
from cockpit.roleplay.library import Library
from cockpit.screens.debrief import DebriefScreen
from cockpit.screens.own_words import OwnWordsScreen
from cockpit.screens.practice_actions import PRACTICE_ACTIONS
from cockpit.screens.practice_choice import ChooseScenario
from cockpit.screens.practice_end import PracticeOutcome, PracticeWrapUp
from cockpit.screens.practice_look import AS_ALWAYS
from cockpit.screens.practice_pause import PauseScreen
from cockpit.screens.small import Confirm
from cockpit.store.memory import MemoryStore
from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace
from cockpit.widgets.line_list import LineList
from cockpit.widgets.talk import Talk

SIZES = [(80, 24), (120, 36)]
LIBRARY = Library()
SETTINGS = Settings(caller="Sanne", dial="tel:{number}", smtp_host="mail.firma.example")


@pytest.fixture(autouse=True)
def english(dutch):
    use("en")


@pytest.fixture
def practice(tmp_path: Path, clock: Clock) -> Practice:
    store = practice_store(tmp_path)
    return Practice(LIBRARY, store, "Sanne", SETTINGS, clock, lambda: 77)


@pytest.fixture
def opened(practice, tmp_path):
    """The application with a scenario in hand, or with the list of all of them."""

    def make(name: str | None = "grote-klant", tag: str = "nl", seed: int = 5, **more) -> PracticeApp:
        found = LIBRARY.find(name, tag) if name else None
        first = found.scenario if found else None
        return PracticeApp(practice, SETTINGS, theme_files(tmp_path), first, seed, **more)

    return make


def in_line(d) -> bool:
    return d.main.is_talking and d.main.focused is d.main.query_one(Talk).line


async def ring(d) -> None:
    await d.until(lambda: d.main.preparing, "the preparation")
    d.press("f5")
    await d.until(lambda: in_line(d), "the line")


async def say(d, practice, text: str) -> None:
    said = len(practice.talk.said)
    d.type(text)
    d.press("enter")
    await d.until(lambda: len(practice.talk.said) == said + 1, text)


async def say_models(d, practice) -> None:
    """The whole talk as it could be held, without typing it letter by letter."""
    for line in practice.talk.model:
        d.main.query_one(Talk).post_message(Talk.Said(line))
    await d.until(lambda: practice.is_over, "the end of the talk")
    await d.rest()


async def wrapped_up(d, result: str = "e") -> None:
    """To the summary: the right person, and what was said (“no agreement” unless told otherwise)."""
    d.press("f9")
    await d.until(lambda: isinstance(d.app.screen, PracticeOutcome), "the outcome")
    d.press("6")
    await d.see("What was said?")
    d.press(result, "f5")
    await d.until(lambda: isinstance(d.app.screen, PracticeWrapUp), "the summary")


async def debriefed(d, result: str = "e") -> None:
    await wrapped_up(d, result)
    d.press("f5")
    await d.until(lambda: isinstance(d.app.screen, DebriefScreen), "the debrief")
    await d.rest()


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_call_with_the_model_lines_reaches_the_best(opened, practice, size):
    async with driving(opened(), size) as d:
        await ring(d)
        await d.see("PRACTICE", "mevrouw Bos: Bakkerij Zonneveld")
        for pane in ("#left", "#middle", "#right", Talk):
            assert "PRACTICE" in str(d.main.query_one(pane).border_title), pane
        assert d.app.screen.query_one("#practice-banner").region.height == 1
        await say_models(d, practice)
        await d.see("Dank u wel, mevrouw")
        assert practice.talk.result.promise == practice.talk.result.best
        await debriefed(d)
        await d.see("PRACTICE", "The best possible was", "of 100 points")
        attempt = d.app.screen.told.attempt
        assert attempt.amount == Money(Decimal("1842.50"))
        assert attempt.day == date(2026, 11, 25)
        assert attempt.total >= 90
        assert practice.store.attempts("Sanne") == (attempt,)


async def test_again_is_one_key_and_the_last_try_stands_beside(opened, practice):
    async with driving(opened()) as d:
        await ring(d)
        await say_models(d, practice)
        await debriefed(d)
        d.press("f5")
        await d.until(lambda: d.app.screen is d.main and d.main.preparing)
        assert practice.talk.seed == 77
        await d.see("77")
        await ring(d)
        assert practice.talk.said == ()
        await say_models(d, practice)
        await debriefed(d)
        await d.see("Your last tries", "the same", "seed 77")
        d.press("s")
        await d.until(lambda: d.app.screen is d.main and d.main.preparing)
        assert practice.talk.seed == 77 and not practice.talk.said


@pytest.mark.parametrize("size", SIZES)
async def test_an_agreement_that_comes_into_sight_leaves_what_is_typed_just_then(opened, practice, size):
    """The box was filled again with what was known before the first letters: they were lost, now and then."""
    async with driving(opened(), size) as d:
        await ring(d)
        d.press("f4")
        await d.until(lambda: d.main.focused.id == "field-when")
        box = d.main.focused
        box.value = "thursday"  # of which nobody was told yet
        d.main.fit_agreement()
        assert box.value == "thursday"
        assert d.hand.understood.day == date(2026, 11, 26)


@pytest.mark.parametrize("size", SIZES)
async def test_notes_and_agreement_are_used_and_count(opened, practice, size):
    async with driving(opened(), size) as d:
        await ring(d)
        await say_models(d, practice)
        d.press("f2")
        await d.until(lambda: d.main.focused.id == "notes")
        d.type("Oven stond stil")
        await d.until(lambda: d.call.notes == "Oven stond stil")
        d.press("f4")
        await d.until(lambda: d.main.focused.id == "field-when")
        d.type("thursday")
        await d.until(lambda: d.hand.understood.day == date(2026, 11, 26))
        assert d.main.focused.region.width > 0
        d.press("f4")
        await d.until(lambda: in_line(d))
        await wrapped_up(d, "1")
        await d.see("PRACTICE", "nothing goes out", "Thursday 26 November 2026")
        d.press("escape")  # the day is wrong, and can still be mended
        await d.until(lambda: d.app.screen is d.main and in_line(d))
        await d.rest()
        d.press("f4")
        await d.until(lambda: d.main.focused.id == "field-when")
        await d.rest()
        d.press("ctrl+u")
        d.type("wednesday")
        await d.until(lambda: d.hand.understood.day == date(2026, 11, 25))
        await debriefed(d, "1")
        recorded = {one.id: one.passed for one in d.app.screen.review.recorded}
        assert recorded == {
            Kept.OUTCOME: True,
            Kept.AMOUNT: True,
            Kept.DAY: True,
            Kept.METHOD: None,
            Kept.OUR_HALF: None,
            Kept.NOTES: True,
        }
        await d.see("recorded 4 of 4 as it was said")
        d.app.screen.query_one("#debrief-scroll").scroll_to(y=8, animate=False)
        await d.see("✓ Day: Wednesday 25 November 2026")


async def test_what_was_recorded_wrong_is_the_first_thing_to_work_on(opened, practice):
    async with driving(opened()) as d:
        await ring(d)
        await say_models(d, practice)
        await debriefed(d)
        await d.see(
            "1  Outcome: said Promises to pay, noted Nothing agreed",
            "✗ Day: said Wednesday 25 November 2026, not noted",
        )


async def test_a_call_that_reached_nobody_ends_at_once_and_is_compared(opened, practice):
    async with driving(opened("wrong-person")) as d:
        await ring(d)
        await say_models(d, practice)
        d.press("f9", "5")
        await d.until(lambda: isinstance(d.app.screen, PracticeOutcome) and d.app.screen.outcome)
        d.type("wednesday 10:00")
        d.press("f5")
        await d.until(lambda: isinstance(d.app.screen, DebriefScreen))
        await d.rest()
        recorded = {one.id: one.passed for one in d.app.screen.review.recorded}
        assert recorded[Kept.OUTCOME] and recorded[Kept.DAY]


async def test_a_pause_hides_the_talk_and_stops_its_clock(opened, practice, clock):
    async with driving(opened("in-trouble")) as d:
        await ring(d)
        await d.see("Roelofs")
        at = d.app.desk.session.now()
        d.press("ctrl+s")
        await d.until(lambda: isinstance(d.app.screen, PauseScreen))
        await d.see("PRACTICE", "PAUSE", "stands still at 0:00")
        assert "Akelei" not in d.text and "F9" not in d.text, "nothing is to be read on behind it"
        clock.now += timedelta(minutes=7)
        assert d.app.desk.session.now() == at
        d.press("x")  # any key, and it does nothing else
        await d.until(lambda: d.app.screen is d.main)
        await d.rest()
        assert in_line(d)
        assert d.main.query_one(Talk).line.value == ""
        clock.now += timedelta(minutes=2)
        assert d.app.desk.session.now() == at + timedelta(minutes=2)


async def test_what_if_i_had_said_something_else(opened, practice):
    async with driving(opened("in-trouble")) as d:
        await ring(d)
        begun = practice.talk
        await say(d, practice, "U moet nu betalen.")
        await d.see("U moet nu betalen.", "✗")
        d.press("ctrl+r")
        await d.until(lambda: practice.talk is begun)
        await d.gone("✗")
        assert in_line(d)
        assert d.main.query_one(Talk).line.value == "U moet nu betalen.", "it can be changed"
        d.press("ctrl+r")
        await d.see("Nothing was said yet")
        assert practice.taken_back == 1


async def test_an_empty_line_is_silence(opened, practice):
    async with driving(opened()) as d:
        await ring(d)
        d.press("enter")
        await d.until(lambda: practice.talk.said)
        assert practice.talk.said[0].text == ""


async def test_beginners_choose_by_number_and_others_type(opened, practice):
    async with driving(opened("grote-klant")) as d:
        await ring(d)
        await say(
            d, practice, "Goedemorgen mevrouw Bos, met Noor van Veldhuis. Ik bel over factuur 2026-0412."
        )
        offered = practice.choices()
        assert practice.talk.model[0] not in offered and practice.talk.model[2] in offered
        d.press("ctrl+r")
        await d.until(lambda: not practice.talk.said)
        d.press("ctrl+u")
        offered = practice.choices()
        assert len(set(offered)) == 3 and practice.talk.model[0] in offered
        assert d.main.query_one("#middle").display
        number = offered.index(practice.talk.model[0]) + 1
        await say(d, practice, str(number))
        assert practice.talk.said[0].text == practice.talk.model[0]
    async with driving(opened("in-trouble")) as d:
        await ring(d)
        assert practice.choices() == ()
        assert not d.main.query_one("#middle").display
        d.press("ctrl+l")
        await d.until(lambda: d.main.query_one("#middle").display)
        assert in_line(d)
        await d.until(lambda: d.main.query_one(Talk).region.width > 30)


async def test_the_coach_can_be_silent_until_the_end(opened, practice):
    async with driving(opened("in-trouble")) as d:
        await ring(d)
        d.press("ctrl+n")
        await say(d, practice, "Waarom hebt u niet betaald?")
        await d.see("Waarom hebt u niet betaald?")
        assert "✗" not in d.text
        d.press("ctrl+n")
        await d.see("✗")


async def test_every_key_that_is_named_works_in_practice(opened, practice):
    async with driving(opened()) as d:
        await ring(d)
        d.press("ctrl+o")
        await d.see("Pause", "Take back", "Coach", "Notes")
        assert not any(name in d.text for name in ("Import", "Outbox", "Queue", "Dial", "Settings"))
        d.press("s")
        await d.until(lambda: isinstance(d.app.screen, PauseScreen))
        d.press("space")
        await d.until(lambda: d.app.screen is d.main)
        d.press("f1")
        await d.see("Practice: nothing of it reaches the real work", "Take your last sentence back")
        d.press("escape")
        await d.until(lambda: d.app.screen is d.main)
        for action in PRACTICE_ACTIONS:
            assert action.id in AS_ALWAYS or action.id in d.main._own, action.id
        commands = {command.title for command in d.app.get_system_commands(d.main)}
        assert "Pause" in commands and "Import" not in commands


async def test_the_script_follows_the_talk(opened, practice):
    async with driving(opened()) as d:
        await ring(d)
        assert d.hand.step.stage is Stage.OPENING
        await say(d, practice, practice.talk.model[1])
        await d.until(lambda: d.hand.step.stage is Stage.INQUIRY)
        step = d.call.step
        await say(d, practice, "Dat begrijp ik.")
        assert d.call.step == step, "and never goes back by itself"


async def test_escape_comes_home_and_asks_before_giving_up(opened, practice):
    async with driving(opened(), (80, 24)) as d:
        await ring(d)
        d.press("f2")
        await d.until(lambda: d.main.focused.id == "notes")
        d.press("escape")
        await d.until(lambda: in_line(d))
        d.press("escape")
        await d.until(lambda: isinstance(d.app.screen, Confirm))
        d.press("escape")
        await d.until(lambda: d.app.screen is d.main)
        await d.rest()
        assert in_line(d)
        d.press("escape")
        await d.until(lambda: isinstance(d.app.screen, Confirm))
        d.press("y")
        await d.until(lambda: isinstance(d.app.screen, DebriefScreen))
        await d.rest()
        assert practice.store.attempts() == (), "nothing was said"
        assert d.app.screen.review.recorded == ()


@pytest.mark.parametrize("size", SIZES)
async def test_a_scenario_is_chosen_from_a_list(opened, practice, size):
    async with driving(opened(None), size) as d:
        await d.until(lambda: isinstance(d.app.screen, ChooseScenario))
        await d.see("PRACTICE", "level 1", "not practised yet")
        d.press("down", "f5")
        await d.until(lambda: d.app.screen is d.main and d.main.preparing)
        assert practice.talk.scenario.level == 1


async def test_only_one_level_and_nothing_chosen(opened, practice):
    async with driving(opened(None, level=5)) as d:
        await d.until(lambda: isinstance(d.app.screen, ChooseScenario))
        await d.see("level 5")
        assert "level 1" not in d.text
        assert d.app.screen.query_one(LineList).option_count > 1
        d.press("escape")
        await d.until(lambda: d.app._exit)


async def test_the_debrief_is_written_beside_the_tries(opened, practice, tmp_path):
    async with driving(opened()) as d:
        await ring(d)
        await say_models(d, practice)
        await debriefed(d)
        d.press("e")
        await d.until(lambda: list(tmp_path.rglob("debriefs/*.json")))
        assert "## Work on" in next(tmp_path.rglob("debriefs/*.md")).read_text("utf-8")


async def test_what_cannot_be_kept_is_said_and_the_debrief_is_there_all_the_same(opened, practice):
    def full(_attempt) -> None:
        raise StoreError("disk-full", path="tries.jsonl")

    practice.store.add = full
    async with driving(opened()) as d:
        await ring(d)
        await say(d, practice, "Goedemorgen, met Sanne.")
        await debriefed(d)
        assert any("tries.jsonl" in heard for heard in d.messages)


def work_in(folder: Path) -> Workspace:
    """A workspace with a history, an outbox, and a real debtor who is called as a scenario is."""
    store = Workspace.open(folder, now=Clock())
    fill(store, MONDAY, Settings().zone)
    ledger, namesake = store.ledger(), "grote-klant"
    invoice = replace(ledger.invoices[0], number="2026-0412", debtor_id=namesake)
    debtors = {**ledger.debtors, namesake: Debtor(namesake, "De Echte Bakker", email="bakker@echt.example")}
    store.replace_ledger(replace(ledger, debtors=debtors, invoices=(*ledger.invoices, invoice)))
    desk = Desk(Session(store, Settings(), Clock(), lambda prefix: f"{prefix}-real"))
    desk.board.load()
    assert desk.choose(namesake)
    desk.hand.note("een echte notitie")
    desk.hand.keep()
    (folder / "outbox").mkdir()
    (folder / "outbox" / "real.eml").write_text("real", "utf-8")
    store.close()
    return Workspace.open(folder, now=Clock())


def seen_in(folder: Path) -> list[object]:
    """What the real work shows of itself: the queue, the report, the lessons, every record."""
    store = Workspace.open(folder, now=Clock(), read_only=True)
    session = Session(store, Settings(), Clock(), str)
    desk = Desk(session)
    desk.board.load()
    lessons = Lessons(session, desk.board)
    list(lessons.steps())
    today = session.today()
    shown = [
        desk.board.queue.entries,
        report(session, today - timedelta(days=60), today),
        lessons.found,
        store.standings(),
        store.drafts(),
        store.last_call(),
    ]
    store.close()
    return shown


async def test_practice_never_reaches_the_real_work(opened, practice, tmp_path, started):
    real = work_in(tmp_path)  # and stays open: practice asks for no lock
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    shown = seen_in(tmp_path)
    async with driving(opened()) as d:
        await ring(d)
        session = d.app.desk.session
        assert isinstance(session.store, MemoryStore)
        assert session.outbox is None
        assert not session.settings.dial and not session.settings.smtp_host
        assert "echte" not in d.call.notes
        for name in ("import", "outbox", "dial", "settings", "report", "lessons", "skip", "kind", "done"):
            d.main.action_request(name)
        await d.rest()
        assert d.app.screen is d.main and d.call.phase is Phase.TALK
        await say_models(d, practice)
        d.press("f2")
        d.type("geoefend")
        d.press("f4")
        await d.until(lambda: d.main.focused.id == "field-when")
        d.type("wednesday")
        await wrapped_up(d, "1")
        d.type("ging goed")
        for key in ("f3", "f4", "f7", "f8", "f12"):
            d.press(key)
            await d.see("This is practice: nothing goes out.")
        d.press("f2")
        await d.until(lambda: isinstance(d.app.screen, OwnWordsScreen))
        d.press("escape")
        await d.until(lambda: isinstance(d.app.screen, PracticeWrapUp))
        d.press("f5")
        await d.until(lambda: isinstance(d.app.screen, DebriefScreen))
        assert session.store.last_call().notes == "geoefend", "it is recorded, where nothing real is"
        assert d.app.screen.review.own.went_well == "ging goed"
        d.press("e")
        await d.until(lambda: list(tmp_path.rglob("debriefs/*.json")))
        assert d.app.clipboard == ""
    assert started == []
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path: after[path] for path in before} == before
    new = {path.relative_to(tmp_path).parts[0] for path in after.keys() - before.keys()}
    assert new == {"practice"}
    assert not any(b"geoefend" in data for path, data in after.items() if "practice" not in path.parts)
    assert seen_in(tmp_path) == shown
    real.close()


async def test_odd_text_stops_nobody(opened, practice):
    async with driving(opened("in-trouble")) as d:
        await ring(d)
        await say(d, practice, "[b]x[/b] [link=https://x.example]")
        await d.see("[b]x[/b] [link=https://x.example]")
        practice.say("y" * 5000)
        d.main.show_talk()
        await d.rest()
        assert replace(practice.talk, seed=1).said


@pytest.mark.parametrize("name", ["new-customer", "payment-run"])
async def test_every_kind_of_call(opened, practice, name):
    async with driving(opened(name)) as d:
        await ring(d)
        assert d.call.kind is practice.talk.scenario.kind
        await say_models(d, practice)
        assert practice.talk.result.promise == practice.talk.result.best
        await debriefed(d)


async def test_in_a_small_window_a_card_and_the_other_language_leave_the_line_in_sight(opened, practice):
    async with driving(opened("in-trouble"), (80, 24)) as d:
        await ring(d)
        d.press("f3", "2")
        await d.see("Objection 2", "mevrouw Roelofs:")
        assert in_line(d) and d.main.query_one(Talk).region.height > 5
        d.press("escape")
        await d.gone("Objection 2")
        assert in_line(d)
        d.main.action_request("language")
        await d.rest()
        assert in_line(d) and d.main.query_one(Talk).display
