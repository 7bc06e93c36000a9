"""Progress on the screen: the trainer's overview, and all about one trainee."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from app.conftest import Clock
from driving import driving

from cockpit.commands.opening import theme_files
from cockpit.commands.practice_start import PracticeApp
from cockpit.core.money import Money
from cockpit.desk.practice_session import Practice
from cockpit.desk.practice_store import to_json
from cockpit.desk.practising import practice_store
from cockpit.desk.settings import Settings
from cockpit.language import use
from cockpit.roleplay.attempts import Attempt, Duet
from cockpit.roleplay.check_files import Check
from cockpit.roleplay.library import Library
from cockpit.screens.practice_choice import ChooseScenario
from cockpit.screens.progress import ProgressScreen, open_progress

LIBRARY = Library()
NAMES = ("Sanne", "Joris", "Kim", "[b]x[/b]")


def attempts(number):
    scenarios = [one.scenario for one in LIBRARY.scenarios("nl")]
    for n in range(number):
        one = scenarios[n % len(scenarios)]
        yield Attempt(
            NAMES[n % len(NAMES)],
            datetime(2022, 1, 3, 9, tzinfo=UTC) + timedelta(hours=43 * n),
            one.id,
            one.language,
            one.level,
            one.kind,
            n,
            date(2022, 1, 3),
            min(30 + n // 15, 100),
            Money(Decimal(900)) if n % 3 else None,
            date(2022, 1, 10) if n % 3 else None,
            {check: bool((n + place) % 4) for place, check in enumerate(Check)},
            Duet("Joris", "", 60, {}) if n % 10 == 0 else None,
        )


@pytest.fixture
def practice(tmp_path):
    use("en")
    return Practice(LIBRARY, practice_store(tmp_path), "Kim", Settings(), Clock(), lambda: 1)


@pytest.fixture
def app(practice, tmp_path):
    return PracticeApp(practice, Settings(), theme_files(tmp_path), None, 1)


def fill(store, number):
    import json

    store.folder.mkdir(parents=True)
    lines = (json.dumps(to_json(one)) for one in attempts(number))
    store.path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_overview_and_one_trainee_after_five_years(app, practice, size):
    fill(practice.store, 1000)
    async with driving(app, size) as d:
        await d.until(lambda: isinstance(d.app.screen, ChooseScenario))
        began = time.perf_counter()
        d.press("p")
        await d.until(lambda: isinstance(d.app.screen, ProgressScreen))
        await d.see("PRACTICE", "Sanne", "Joris", "[b]x[/b]", "▸ Kim", "Kim · 250 talks", "Next: ")
        assert time.perf_counter() - began < 5, "seconds, on a busy machine"
        d.press(*["pagedown"] * 12)
        await d.see("No closed questions")
        d.press("up")
        await d.see("Joris · 250 talks", "Average of late")
        d.press("escape")
        await d.until(lambda: isinstance(d.app.screen, ChooseScenario))


async def test_nothing_to_show_and_what_cannot_be_read_is_said(app, practice):
    async with driving(app) as d:
        await d.until(lambda: isinstance(d.app.screen, ChooseScenario))
        open_progress(d.app.screen, practice.store, LIBRARY, "kim")
        await d.see("Nobody has practised yet")
        practice.store.path.mkdir(parents=True)
        open_progress(d.app.screen, practice.store, LIBRARY, "kim")
        await d.until(lambda: len(d.messages) > 1)
        assert "tries.jsonl" in d.messages[-1], d.messages
        practice.store.path.rmdir()
        (practice.store.folder / "ledger.json").write_text("{}")
        open_progress(d.app.screen, practice.store, LIBRARY, "kim")
        await d.until(lambda: "holds real work" in d.messages[-1])
        assert isinstance(d.app.screen, ChooseScenario)
