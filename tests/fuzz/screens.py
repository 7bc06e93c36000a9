"""Target: every box of every screen. Hostile text is typed and pasted into it, and what is painted is read.

Screens are found by asking for every action of the cockpit in every phase of the work: in the queue, before
a call, in it, after it, and in practice. Text goes in as a terminal sends it, by paste and by key, with a few
keys behind it that go on, back or undo.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, cycle
from random import Random
from unittest.mock import patch

from driving import Driver, driving
from fuzz.folders import guarded, new_folder
from fuzz.fuzzing import Found, Outcome, TooSlow, told, within
from fuzz.hostile import HARMFUL, a_piece, a_text
from fuzz.keeping import known
from fuzz.made import Maker
from rich.cells import cell_len
from textual.widgets import Input, TextArea

from cockpit.app import CockpitApp
from cockpit.commands.opening import theme_files
from cockpit.commands.practice_start import PracticeApp
from cockpit.desk import outside
from cockpit.desk.demo import fill
from cockpit.desk.desk import Desk
from cockpit.desk.practice_session import Practice
from cockpit.desk.practising import practice_store
from cockpit.desk.session import Session
from cockpit.desk.settings import read
from cockpit.language import use
from cockpit.paths import bundled
from cockpit.roleplay.library import Library
from cockpit.screens.requests import REQUESTS
from cockpit.store.codec import encode
from cockpit.store.memory import MemoryStore

NAME = "screens: every box"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HERE = new_folder()
SIZES = ((120, 36), (80, 24), (160, 45), (60, 18))
PLACES = ("talk", "queue", "prepare", "wrap-up", "practice")
KEYS = (
    "enter",
    "tab",
    "f5",
    "escape",
    "ctrl+z",
    "ctrl+u",
    "backspace",
    "ctrl+w",
    "home",
    "down",
    "ctrl+y",
    "f2",
    "f4",
    "f8",
    "delete",
    "shift+tab",
)
LIMIT = 5.0
"""Seconds of processor time for one text."""

MOST_AT_ONCE = 12
"""Texts in one box before the next one has its turn."""


class Left(Exception):
    """The program was closed, or the screen cannot be found any more: begin anew."""


def an_app(place: str, random: Random) -> CockpitApp:
    """The cockpit on the demo, or on a workspace of which every word was made up."""
    settings = replace(read(bundled("sample_data") / "settings.toml")[0], listen_seconds=0)
    if place == "practice":
        practice = Practice(
            Library(), practice_store(HERE / "practice"), "Jo", settings, lambda: MONDAY, lambda: 7
        )
        first = Library().find("grote-klant", "nl")
        return PracticeApp(practice, settings, theme_files(HERE), first.scenario if first else None, 5)
    store = MemoryStore(lambda: MONDAY)
    if random.random() < 0.5:
        fill(store, MONDAY, settings.zone)
    else:
        store, _ = known(Maker([a_text(random), a_text(random)], random.randrange(2**32)))
    numbers = count(1)
    session = Session(
        store, settings, lambda: MONDAY, lambda prefix: f"{prefix}-{next(numbers)}", HERE / "outbox"
    )
    return CockpitApp(settings, lambda: Desk(session), theme_files(HERE))


def harmless(d: Driver) -> None:
    """Nothing on the screen can do anything to a terminal, and no foreign word is a command."""
    if d.app._exception is not None:
        raise d.app._exception
    for strip in d.strips:
        assert cell_len("".join(segment.text for segment in strip)) == d.app.size.width, strip
        for segment in strip:
            assert not HARMFUL.search(segment.text), segment
            assert segment.control is None
            assert "@click" not in (segment.style.meta if segment.style else {}), segment


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_in(inner)


class Visit:
    """One run of the program, until so many texts were put in or it was left."""

    def __init__(self, d: Driver, place: str, random: Random, outcome: Outcome) -> None:
        self.d, self.place, self.random, self.outcome = d, place, random, outcome
        self.doing = ""

    async def rest(self) -> None:
        """Let everything that was sent be done: the keys are handed out one behind the other."""
        app = self.d.app
        for lap in range(400):
            if app._exit or not app.screen_stack:
                raise Left
            await asyncio.sleep(0 if lap < 20 else 0.005)
            pumps = filter(None, (app, *app.screen_stack[-1:], app.focused))
            if lap > 5 and self.has_settled() and all(pump._message_queue.empty() for pump in pumps):
                break
        for _ in range(6):
            await asyncio.sleep(0)
        if app._exit or not app.is_running:
            raise Left

    def has_settled(self) -> bool:
        """Whether no key waits for the one before it, see `KeysInOrder`."""
        app = self.d.app
        return not app._held and (app._done or app._typing)

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.d.press(key)
            await self.rest()

    async def home(self) -> None:
        """Back to the main screen, by the key that always goes back."""
        for _ in range(8):
            if self.d.app.screen is self.d.main:
                return
            await self.press("escape")
        raise Left

    async def arrive(self) -> None:
        """To the phase of the work in which the screens are looked for."""
        steps = {"queue": (), "prepare": ("f5",), "talk": ("f5", "f5"), "practice": ("f5",)}
        await self.rest()
        await self.press(*steps.get(self.place, ("f5", "f5", "f9", "6", "8", "f5")))

    def boxes(self) -> list[Input | TextArea]:
        screen = self.d.app.screen
        return [box for box in screen.query("Input, TextArea") if box.focusable and box.region.area]

    async def walk(self, upto: int) -> None:
        """Every action in turn, and every box that is in sight then."""
        await self.arrive()
        names = ["", *REQUESTS]
        self.random.shuffle(names)
        for name in names:
            self.doing = f"{self.place} / {name}"
            if name:
                await self.home()
                if name not in {"quit", "language", "write-item"}:  # the last is asked for by a row
                    self.d.main.action_request(name)
                    await self.rest()
            for box in self.boxes():
                await self.fill(box, min(upto - self.outcome.cases, MOST_AT_ONCE))
            if self.outcome.cases >= upto:
                return

    async def fill(self, box: Input | TextArea, texts: int) -> None:
        for number in range(texts):
            if not (box.is_attached and box.focusable and box.screen is self.d.app.screen):
                return
            text = a_text(self.random)
            self.last = f"{self.doing} / {box.id or type(box).__name__}: {text!r}"
            begun = time.process_time()
            with within(LIMIT):
                box.focus()
                await self.put(text, with_keys=self.random.random() < 0.12)
                if number % 3 == 0 or self.keys:
                    harmless(self.d)
            self.outcome.count(time.process_time() - begun, self.last)

    async def put(self, text: str, *, with_keys: bool) -> None:
        """A paste or typed letters, and then perhaps a few keys that do something."""
        if self.random.random() < 0.8:
            self.d.paste(text)
        else:
            self.d.type("".join(c for c in text[:12] if not "\ud800" <= c <= "\udfff"))
        await self.rest()
        self.keys = self.random.choices(KEYS, k=self.random.randint(1, 3)) if with_keys else []
        if self.keys:
            self.last += f" then {self.keys}"
            await self.press(*self.keys)
            self.d.type(a_piece(self.random)[:6])
            await self.rest()


def clean_in_store(app: CockpitApp) -> None:
    """What was typed is kept as harmless text."""
    if isinstance(app, PracticeApp) or not app.main.is_open:
        return
    store = app.desk.session.store
    ledger = store.ledger()
    numbers = {*ledger.debtors, *(invoice.number for invoice in ledger.invoices)}  # whatever they are
    for call in store.drafts().values():
        for text in texts_in(encode(call)):
            if call.opened_at == MONDAY and text not in numbers:
                assert not HARMFUL.search(text.replace("\n", "").replace("\t", "")), text


async def visit(place: str, size: tuple[int, int], random: Random, outcome: Outcome, upto: int) -> None:
    app = an_app(place, random)
    one = None
    try:
        async with driving(app, size) as d:
            one = Visit(d, place, random, outcome)
            one.last = place
            with suppress(Left):
                await one.walk(upto)
            clean_in_store(app)
    except (Exception, TooSlow) as error:
        outcome.failures.append(told(error, getattr(one, "last", place)))


def run(cases: int, seed: int = 1) -> Outcome:
    """So many texts, in one run of the program after the other."""
    outcome, random, begun = Outcome(NAME), Random(seed), time.monotonic()
    rounds = zip(cycle(PLACES), cycle(SIZES), count())
    with patch.object(outside, "start", lambda command: None), guarded() as written:
        for place, size, number in rounds:
            use(("nl", "en")[number % 2])
            asyncio.run(visit(place, size, random, outcome, cases))
            if outcome.cases >= cases or len(outcome.failures) >= 20:
                break
    if written:
        outcome.failures.append(Found(f"written outside: {written}", "screens", ""))
    use("en")
    outcome.seconds = time.monotonic() - begun
    return outcome
