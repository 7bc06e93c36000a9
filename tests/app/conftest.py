"""The cockpit on the demo data, in memory, on Monday 23 November 2026, 10:00 in Amsterdam."""

from __future__ import annotations

import os

for name in ("NO_COLOR", "TEXTUAL", "TEXTUAL_FILTERS", "TEXTUAL_DEBUG", "TEXTUAL_DRIVER", "TEXTUAL_THEME"):
    os.environ.pop(name, None)

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from cockpit.app import CockpitApp
from cockpit.commands.opening import theme_files
from cockpit.desk import outside
from cockpit.desk.demo import fill
from cockpit.desk.desk import Desk
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings, read
from cockpit.language import use
from cockpit.paths import bundled
from cockpit.store.memory import MemoryStore

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings() -> Settings:
    """Those of the demo; a test that is not about listening does not wait for the customer."""
    return replace(read(bundled("sample_data") / "settings.toml")[0], listen_seconds=0)


@pytest.fixture
def store(clock: Clock, settings: Settings) -> MemoryStore:
    store = MemoryStore()
    fill(store, clock(), settings.zone)
    return store


@pytest.fixture
def session(store: MemoryStore, settings: Settings, clock: Clock, tmp_path: Path) -> Session:
    numbers = count(1)
    return Session(
        store, settings, clock, lambda prefix: f"{prefix}-test-{next(numbers)}", tmp_path / "outbox"
    )


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session)


@pytest.fixture
def cockpit(desk: Desk, tmp_path: Path) -> CockpitApp:
    return CockpitApp(desk.session.settings, lambda: desk, theme_files(tmp_path))


@pytest.fixture
def make_cockpit(session: Session, tmp_path: Path) -> Callable[..., CockpitApp]:
    """The cockpit with other settings: make_cockpit(theme="day")."""

    def make(**changes: object) -> CockpitApp:
        changed = replace(session, settings=replace(session.settings, **changes))
        return CockpitApp(changed.settings, lambda: Desk(changed), theme_files(tmp_path))

    return make


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    use("nl")
    yield
    use("en")


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """No test starts a program; what would have been started is in this list."""
    commands: list[list[str]] = []
    monkeypatch.setattr(outside, "start", lambda command: commands.append(list(command)))
    return commands


@pytest.fixture(autouse=True)
def opened_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test begins when the workspace was read, however busy the machine is."""
    run_test = CockpitApp.run_test

    @asynccontextmanager
    async def run(app: CockpitApp, **options: Any) -> AsyncIterator[Pilot[None]]:
        async with run_test(app, **options) as pilot:
            while not app.main.is_open and app._exception is None:
                await pilot.pause()
            yield pilot

    monkeypatch.setattr(CockpitApp, "run_test", run)


def screen_text(app: CockpitApp) -> str:
    """What a person reads on the screen."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)
