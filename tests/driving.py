"""Driving the cockpit as a person does: keys as fast as a terminal sends them, then wait for what they do."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import asynccontextmanager
from unicodedata import lookup

from textual import events
from textual.css.query import NoMatches
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key

from cockpit.app import CockpitApp

PATIENCE = 20.0
"""Seconds after which a test gives up; the machine may be busy with other things."""


class Driver:
    """A running cockpit. Keys are posted without waiting in between; `see` waits for what they do."""

    def __init__(self, app: CockpitApp, pilot: object) -> None:
        self.app, self.pilot = app, pilot
        self.messages = listening(app)
        """Every notification that was given, also those that are gone again."""

    @property
    def main(self):
        return self.app.main

    @property
    def hand(self):
        return self.app.desk.hand

    @property
    def call(self):
        return self.app.desk.hand.call

    @property
    def text(self) -> str:
        """What a person reads on the screen."""
        return "\n".join("".join(s.text for s in strip).rstrip() for strip in self.strips)

    @property
    def strips(self):
        return self.app.screen._compositor.render_strips()

    def key(self, name: str) -> None:
        """Post one key, by its name or as the character itself."""
        if len(name) == 1 and not name.isalnum():
            name = _character_to_key(name)
        original = REPLACED_KEYS.get(name, name)
        try:
            character = lookup(_get_unicode_name_from_key(original))
        except KeyError:
            character = name if len(name) == 1 else None
        event = events.Key(name, character)
        event.set_sender(self.app)
        self.app._driver.send_message(event)

    def press(self, *names: str) -> None:
        """Post keys by name."""
        for name in names:
            self.key(name)

    def type(self, text: str) -> None:
        """Post a text, character by character."""
        for character in text:
            event = events.Key(character if character.isalnum() else _character_to_key(character), character)
            event.set_sender(self.app)
            self.app._driver.send_message(event)

    def paste(self, text: str) -> None:
        self.app._driver.send_message(events.Paste(text))

    async def until(self, holds: Callable[[], object], what: str = "") -> None:
        """Wait until something holds."""
        end = time.monotonic() + PATIENCE
        while not self._holds(holds):
            assert self.app._exception is None, self.app._exception
            assert time.monotonic() < end, f"never: {what}\n{self.text}"
            await asyncio.sleep(0.01)

    @staticmethod
    def _holds(holds: Callable[[], object]) -> bool:
        try:
            return bool(holds())
        except (LookupError, NoMatches):  # a widget of a screen that is only just coming
            return False

    async def see(self, *needles: str) -> str:
        """Wait until all of these stand on the screen; the screen as it was then."""
        await self.until(lambda: all(n in self.text for n in needles), f"{needles!r} on the screen")
        return self.text

    async def gone(self, *needles: str) -> str:
        """Wait until none of these stands on the screen."""
        await self.until(lambda: not any(n in self.text for n in needles), f"{needles!r} gone")
        return self.text

    async def rest(self) -> None:
        """Wait until everything that was asked for is done, also what may not be seen."""
        await self.pilot.pause()
        await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.until(lambda: self.app.screen.size == (width, height), "the new size")


def listening(app: CockpitApp) -> list[str]:
    """A list to which every notification of the app will be added."""
    if not hasattr(app, "heard"):
        notify, app.heard = app.notify, []

        def heard(message: str, **how: object) -> None:
            app.heard.append(message)
            notify(message, **how)

        app.notify = heard
    return app.heard


@asynccontextmanager
async def driving(app: CockpitApp, size: tuple[int, int] = (120, 36)):
    """The cockpit, opened and ready for the first key."""
    listening(app)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        driver = Driver(app, pilot)
        await driver.until(lambda: app.main.has_class("-open"), "the cockpit open")
        yield driver
