"""With a trainer on the line: the cockpit as at work, the card behind its curtain, the sheet, the swap."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from app.conftest import Clock
from driving import driving

from cockpit.commands import practice_start
from cockpit.commands.opening import theme_files
from cockpit.commands.practice_start import PracticeApp
from cockpit.core.money import Money
from cockpit.core.outcome import Reach, Result
from cockpit.desk.duo import Roles
from cockpit.desk.practice_session import Practice
from cockpit.desk.practising import practice_store
from cockpit.desk.settings import Settings
from cockpit.language import use
from cockpit.roleplay.check_files import Check
from cockpit.roleplay.library import Library
from cockpit.roleplay.observing import Recorded
from cockpit.screens.curtain import CurtainScreen
from cockpit.screens.duo import DuoScreen
from cockpit.screens.duo_debrief import DuoDebrief
from cockpit.screens.duo_roles import AskRoles
from cockpit.screens.observer_sheet import ObserverSheet
from cockpit.screens.practice_choice import ChooseScenario
from cockpit.screens.practice_end import PracticeOutcome, PracticeWrapUp
from cockpit.screens.small import Confirm
from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace

LIBRARY = Library()
SETTINGS = Settings(caller="Sanne", dial="tel:{number}", smtp_host="mail.firma.example")
SIZES = [(80, 24), (120, 36)]


@pytest.fixture(autouse=True)
def english(dutch, monkeypatch):
    use("en")
    monkeypatch.setattr(practice_start, "utc_now", Clock())


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    return Practice(LIBRARY, practice_store(tmp_path), "Sanne", SETTINGS, Clock(), lambda: 77)


@pytest.fixture
def opened(practice, tmp_path):
    def make(name: str | None = "grote-klant", roles: Roles | None = None) -> PracticeApp:
        first = LIBRARY.find(name, "nl").scenario if name else None
        return PracticeApp(practice, SETTINGS, theme_files(tmp_path), first, 1, None, roles)

    return make


async def call(d) -> None:
    """Take the roles as they stand, prepare, and have the trainer on the line."""
    await d.until(lambda: isinstance(d.app.screen, AskRoles), "the roles")
    d.press("f5")
    await d.until(lambda: d.app.screen is d.main and d.main.preparing, "the preparation")
    d.press("f5")
    await d.until(lambda: d.main.is_talking and d.main.focused.id == "notes", "the notes")


async def agree(d, amount: str, day: str) -> None:
    d.press("f4")
    await d.until(lambda: d.main.focused.id == "field-when", "the day")
    d.type(day)
    await d.until(lambda: d.hand.understood.day is not None, "a day")
    assert amount in d.call.entry.amount


async def sheet(d) -> ObserverSheet:
    """End the talk as at work, with the right person reached; then the sheet."""
    d.press("f9")
    await d.until(lambda: isinstance(d.app.screen, PracticeOutcome), "the outcome")
    await d.rest()
    d.press(str(list(Reach).index(Reach.RIGHT_PERSON) + 1))
    await d.until(lambda: d.app.screen.outcome, "who was reached")
    if d.app.screen.outcome.result is None:
        d.press("123456789abcdef"[list(Result).index(Result.REFUSES)])
        await d.until(lambda: d.app.screen.outcome.result, "what was said")
    d.press("f5")
    await d.until(lambda: isinstance(d.app.screen, PracticeWrapUp), "the wrap-up")
    await d.rest()
    d.press("f5")
    await d.until(lambda: isinstance(d.app.screen, ObserverSheet), "the sheet")
    await d.rest()
    return d.app.screen


async def fill(d, answers: str) -> None:
    d.press(*answers)
    await d.rest()
    d.press("f5")
    await d.until(lambda: isinstance(d.app.screen, DuoDebrief), "the debrief")
    await d.rest()


@pytest.mark.parametrize("size", SIZES)
async def test_a_round_from_the_names_to_the_swap(opened, practice, size):
    async with driving(opened(roles=Roles("Sanne", "Joris", "Kim")), size) as d:
        await call(d)
        await d.see("PRACTICE", "Sanne calls, Joris")
        for pane in ("#left", "#middle", "#right"):
            assert "PRACTICE" in str(d.main.query_one(pane).border_title), pane
        assert d.main.query_one("#middle").query("*"), "the script is there as at work"
        d.type("Oven stond stil")
        await agree(d, "1,842", "friday")
        asked = await sheet(d)
        await d.see("Kim fills in what Sanne did", "€1,842.50 on Fri")
        d.press("end")
        await d.see("noted ✓", "noted ✗")
        d.press("home")
        assert set(asked.marks.values()) == {None}
        await fill(d, "y" * 24 + "nn")
        made = d.app.screen.made
        assert made.attempt.amount == Money(Decimal("1842.50"))
        assert made.attempt.day == date(2026, 11, 27)
        assert made.attempt.duet.trainer == "Joris" and made.attempt.duet.observer == "Kim"
        assert made.attempt.checks[Check.NO_CLOSED] is False
        assert made.attempt.checks[Check.READ_BACK] is True
        assert Check.READ_BACK in made.differing, "heard, and not ticked in the panel"
        assert practice.store.attempts("Sanne") == (made.attempt,)
        await d.see(
            "€1,842.50 on Friday", "The best possible was", "of 100 points", "Ask no closed questions"
        )
        d.press("e")
        folder = practice.store.folder / "debriefs"
        await d.until(lambda: list(folder.glob("duo-*.json")), "the export")
        shape = json.loads(next(folder.glob("duo-*.json")).read_text("utf-8"))
        assert (shape["notes"], shape["duo"]["trainer"]) == ("Oven stond stil", "Joris")
        assert "Kim watched" in next(folder.glob("duo-*.md")).read_text("utf-8")
        d.press("f5")
        await d.until(lambda: isinstance(d.app.screen, AskRoles), "the roles again")
        await d.rest()
        await d.until(lambda: d.app.screen.query("#trainee"), "the names")
        assert d.app.screen.roles == Roles("Kim", "Sanne", "Joris")


async def test_the_scores_of_both_stand_side_by_side(opened, practice):
    async with driving(opened(roles=Roles("Sanne", "Joris"))) as d:
        await call(d)
        await sheet(d)
        await fill(d, "n" * 5)
        d.press("f5")
        await call(d)
        await d.see("Joris calls, Sanne")
        await agree(d, "1,842", "tuesday")
        await sheet(d)
        await d.see("Sanne fills in what Joris did")
        await fill(d, "y" * 5)
        d.press("end")
        text = await d.see("points  ", "Next: Sanne calls, Joris plays")
        assert "nothing agreed" in text and "Tue 24 N" in text
        scores = next(line for line in text.splitlines() if "points  " in line)
        totals = [one.attempt.total for one in d.main.duo.rounds]
        assert totals == [int(n) for n in scores.split() if n.isdigit()]
        assert [one.trainee for one in practice.store.attempts()] == ["Sanne", "Joris"]


async def test_the_card_stays_behind_its_curtain_until_the_trainer_lifts_it(opened, practice):
    secret = "houdt zijn rekening graag ruim"
    async with driving(opened(roles=Roles("Sanne", "Joris"))) as d:
        await d.until(lambda: isinstance(d.app.screen, AskRoles))
        d.press("f2")
        await d.until(lambda: isinstance(d.app.screen, CurtainScreen))
        await d.see("Behind this curtain")
        assert secret not in d.text
        d.press("space")
        await d.see(secret)
        d.press("space")
        await d.gone(secret)
        d.press("space")
        await d.see(secret)
        d.app.screen.on_app_blur(None)
        await d.gone(secret)
        d.press("escape")
        await d.until(lambda: isinstance(d.app.screen, AskRoles))
        d.press("f5")
        await d.until(lambda: d.app.screen is d.main and d.main.preparing)
        assert secret not in d.text


async def test_names_are_asked_for(opened):
    async with driving(opened(roles=Roles("Sanne", ""))) as d:
        await d.until(lambda: isinstance(d.app.screen, AskRoles))
        d.press("f5")
        await d.see("Two names are needed")
        d.type("sanne")
        d.press("f5")
        await d.see("Nobody has two of these roles")
        d.press("escape")
        await d.until(lambda: isinstance(d.app.screen, ChooseScenario))
        d.press("escape")
        await d.until(lambda: d.app._exit)


async def test_nothing_real_is_reached_and_leaving_the_sheet_asks_first(opened, practice, tmp_path, started):
    Workspace.open(tmp_path, now=Clock()).close()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    async with driving(opened(roles=Roles("Sanne", "Joris"))) as d:
        await d.until(lambda: isinstance(d.app.screen, AskRoles))
        d.press("f5")
        await d.until(lambda: d.main.preparing)
        d.press("f9")
        await d.rest()
        assert any("no talk yet" in heard for heard in d.messages)
        d.press("f5")
        await d.until(lambda: d.main.is_talking)
        session = d.app.desk.session
        assert session.outbox is None and not session.settings.dial and not session.settings.smtp_host
        for name in ("import", "outbox", "dial", "settings", "report", "skip", "kind", "theme", "lessons"):
            d.main.action_request(name)
        await d.rest()
        assert d.app.screen is d.main and d.main.is_talking
        await sheet(d)
        d.press("f5")
        await d.rest()
        assert any("Nothing is filled in" in heard for heard in d.messages)
        d.press("y", "n", "enter", "escape")
        await d.until(lambda: isinstance(d.app.screen, Confirm), "whether to leave it")
        d.press("n")
        await d.until(lambda: isinstance(d.app.screen, ObserverSheet), "the sheet again")
        await d.rest()
        again = d.app.screen
        assert list(again.marks.values())[:4] == [True, False, True, None]
        d.press("-")
        await d.until(lambda: list(again.marks.values())[:1] == [None])
        d.press("escape")
        await d.until(lambda: isinstance(d.app.screen, Confirm))
        d.press("y")
        await d.until(lambda: isinstance(d.app.screen, ChooseScenario), "the list")
        await d.rest()
        assert practice.store.attempts() == ()
    assert started == []
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


async def test_what_cannot_be_kept_is_said_and_the_debrief_is_there_all_the_same(opened, practice):
    def full(_attempt) -> None:
        raise StoreError("disk-full", path="tries.jsonl")

    practice.store.add = full
    async with driving(opened(roles=Roles("Sanne", "Joris"))) as d:
        await d.until(lambda: isinstance(d.app.screen, AskRoles))
        nothing = Recorded(0, "", "", None, None, False, False, (), False, None)
        d.app.pop_screen()
        d.main.begin(practice.library.find("grote-klant", "nl").scenario)
        d.main._fill_in(nothing)
        await d.until(lambda: isinstance(d.app.screen, ObserverSheet))
        await fill(d, "y")
        assert any("tries.jsonl" in heard for heard in d.messages)


async def test_from_practice_alone_to_practice_with_a_trainer(opened, practice):
    async with driving(opened(None)) as d:
        await d.until(lambda: isinstance(d.app.screen, ChooseScenario))
        await d.see("D with a trainer", "P progress")
        d.press("d")
        await d.until(lambda: isinstance(d.app.screen, AskRoles), "the roles")
        assert isinstance(d.main, DuoScreen)
        await d.until(
            lambda: d.app.screen.focused and d.app.screen.focused.id == "trainer", "the first empty name"
        )
        d.type("Joris")
        d.press("enter")
        await d.until(lambda: d.app.screen.focused.id == "observer")
        d.press("enter")
        await d.until(lambda: d.app.screen is d.main and d.main.preparing)
        d.press("f5")
        await d.until(lambda: d.main.is_talking)
        d.press("ctrl+q")
        await d.until(lambda: isinstance(d.app.screen, Confirm))
        d.press("n")
        await d.until(lambda: d.app.screen is d.main)
        assert d.main.is_talking
