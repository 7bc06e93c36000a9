"""A call with a simulated debtor, on the screen: the same cockpit, and nothing reaches the real work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from app.conftest import Clock
from driving import driving

from cockpit.commands.opening import theme_files
from cockpit.commands.practice_start import PracticeApp
from cockpit.core.call import Phase
from cockpit.core.money import Money
from cockpit.desk.practice_session import Practice
from cockpit.desk.practising import practice_store
from cockpit.desk.settings import Settings
from cockpit.language import use
from cockpit.roleplay.library import Library
from cockpit.screens.debrief import DebriefScreen
from cockpit.screens.practice_choice import ChooseScenario
from cockpit.screens.small import Confirm
from cockpit.store.memory import MemoryStore
from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace
from cockpit.widgets.line_list import LineList
from cockpit.widgets.talk import Talk

SIZES = [(80, 24), (120, 36), (160, 45)]
LIBRARY = Library()
SETTINGS = Settings(caller="Sanne", dial="tel:{number}", smtp_host="mail.firma.example")


@pytest.fixture(autouse=True)
def english(dutch):
    use("en")


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    store = practice_store(tmp_path)
    return Practice(LIBRARY, store, "Sanne", SETTINGS, Clock(), lambda: 77)


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


async def say_models(d, practice, leave: int = 0) -> None:
    for line in practice.talk.model[: len(practice.talk.model) - leave]:
        await say(d, practice, line)


async def debriefed(d) -> None:
    d.press("f9")
    await d.until(lambda: isinstance(d.app.screen, DebriefScreen), "the debrief")
    await d.rest()


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_call_with_the_model_lines_reaches_the_best(opened, practice, size):
    async with driving(opened(), size) as d:
        await ring(d)
        await d.see("PRACTICE", "mevrouw Bos: Bakkerij Zonneveld, met")
        for pane in ("#left", "#middle", "#right", Talk):
            assert "PRACTICE" in str(d.main.query_one(pane).border_title), pane
        assert d.app.screen.query_one("#practice-banner").region.height == 1
        await say_models(d, practice)
        await d.see("Dank u wel, mevrouw Bos")
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
        await d.see("Your last tries")
        d.press("escape")
        await d.until(lambda: isinstance(d.app.screen, ChooseScenario))


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
        d.type("wednesday")
        await d.until(lambda: d.hand.understood.day == date(2026, 11, 25))
        assert d.main.focused.region.width > 0
        d.press("f4")
        await d.until(lambda: in_line(d))
        await debriefed(d)
        await d.see("✓ The agreement panel says what was promised")


async def test_an_empty_panel_is_told(opened, practice):
    async with driving(opened()) as d:
        await ring(d)
        await say_models(d, practice)
        await debriefed(d)
        await d.see("✗ The agreement panel says nothing of what was promised")


async def test_what_if_i_had_said_something_else(opened, practice):
    async with driving(opened("in-trouble")) as d:
        await ring(d)
        begun = practice.talk
        await say(d, practice, "U moet nu betalen.")
        await d.see("U moet nu betalen.", "✗")
        d.press("ctrl+r")
        await d.until(lambda: practice.talk is begun)
        await d.gone("U moet nu betalen.")
        assert in_line(d)
        d.press("ctrl+r")
        await d.see("Nothing was said yet")


async def test_an_empty_line_is_silence(opened, practice):
    async with driving(opened()) as d:
        await ring(d)
        d.press("enter")
        await d.until(lambda: practice.talk.said)
        assert practice.talk.said[0].text == ""


async def test_beginners_choose_by_number_and_others_type(opened, practice):
    async with driving(opened("grote-klant")) as d:
        await ring(d)
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
        assert d.main.query_one(Talk).region.width > 30


async def test_the_coach_can_be_silent_until_the_end(opened, practice):
    async with driving(opened("in-trouble")) as d:
        await ring(d)
        d.press("ctrl+n")
        await say(d, practice, "Waarom hebt u niet betaald?")
        await d.see("Waarom hebt u niet betaald?")
        assert "✗" not in d.text
        d.press("ctrl+n")
        await d.see("✗")


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
        assert practice.store.attempts() == (), "nothing was said"


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


async def test_practice_never_reaches_the_real_work(opened, practice, tmp_path, started):
    Workspace.open(tmp_path, now=Clock()).close()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    async with driving(opened()) as d:
        await ring(d)
        session = d.app.desk.session
        assert isinstance(session.store, MemoryStore)
        assert session.outbox is None
        assert not session.settings.dial and not session.settings.smtp_host
        for name in ("import", "outbox", "dial", "settings", "report", "skip", "kind", "theme"):
            d.main.action_request(name)
        await d.rest()
        assert d.app.screen is d.main and d.call.phase is Phase.TALK
        await say_models(d, practice)
        await debriefed(d)
        d.press("e")
        await d.until(lambda: list(tmp_path.rglob("debriefs/*.json")))
    assert started == []
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    new = {path.relative_to(tmp_path).parts[0] for path in after.keys() - before.keys()}
    assert new == {"practice"}
    assert {path: after[path] for path in before} == before
    store = Workspace.open(tmp_path, now=Clock(), read_only=True)
    assert not store.ledger().debtors and not store.standings() and store.last_call() is None
    store.close()


async def test_odd_text_stops_nobody(opened, practice):
    async with driving(opened("in-trouble")) as d:
        await ring(d)
        await say(d, practice, "[b]x[/b] [link=https://x.example]")
        await d.see("[b]x[/b] [link=https://x.example]")
        practice.say("y" * 5000)
        d.main.show_talk()
        await d.rest()
        assert replace(practice.talk, seed=1).said


@pytest.mark.parametrize("name", ["new-customer", "wrong-person", "payment-run", "was-ill"])
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
