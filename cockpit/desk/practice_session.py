"""Practising at the desk: a talk with the simulated debtor beside a workspace that is only in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from enum import StrEnum
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from cockpit.core.calendar import at, next_working_day
from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.desk.calling import CallInHand
from cockpit.desk.desk import Desk
from cockpit.desk.practice_coach import Coached, choices, coached
from cockpit.desk.practice_store import PracticeStore
from cockpit.desk.practising import concluded, debrief_json, debrief_markdown
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings
from cockpit.language.spoken import Spoken
from cockpit.playbook.library import Library as Playbooks
from cockpit.roleplay.attempts import Attempt, Debrief
from cockpit.roleplay.library import Library, Shelved
from cockpit.roleplay.rehearsal import Rehearsal, rehearse
from cockpit.roleplay.scenario import Scenario
from cockpit.store import files
from cockpit.store.memory import MemoryStore

BEGINNERS = 2
"""Up to this level the script is in sight, and there are lines to choose between."""

_STARTS = time(10)
_PHONE = "020 555 0100"  # rings nowhere; the command to dial is taken out as well
_EXPORTS = "debriefs"


class Noted(StrEnum):
    """What stands in the agreement panel, beside what the debtor promised."""

    AS_AGREED = "as-agreed"
    DIFFERS = "differs"
    NOTHING = "nothing"


class Practice:
    """One trainee, his scenarios and his talk. `now` gives UTC, `new_seed` a number for a new talk.

    The talk is held at ten o'clock on the first working day from today, and the clock runs on from there.
    """

    def __init__(
        self,
        library: Library,
        store: PracticeStore,
        trainee: str,
        settings: Settings,
        now: Callable[[], datetime],
        new_seed: Callable[[], int],
        playbooks: Playbooks | None = None,
    ) -> None:
        self.library = library
        self.store = store
        self.trainee = trainee
        self.new_seed = new_seed
        self.talk: Rehearsal | None = None
        self._settings = harmless(settings)
        self._now = now
        self._playbooks = playbooks or Playbooks()
        self._earlier: list[Rehearsal] = []

    # -- the talk ---------------------------------------------------------------------------------------

    def nobody(self) -> Desk:
        """A desk with nobody to call."""
        return Desk(self._session(self._settings, self._now))

    def begin(self, scenario: Scenario, seed: int) -> Desk:
        """A desk with the debtor of a scenario in hand, for a talk that is still to begin."""
        settings = replace(
            self._settings, caller=scenario.caller, firm=scenario.firm, country=scenario.country
        )
        zone = ZoneInfo(settings.zone)
        on = next_working_day(self._now().astimezone(zone).date(), scenario.country, 0)
        begun, starts = self._now(), at(on, _STARTS, zone)

        def clock() -> datetime:
            return starts + (self._now() - begun)

        self.talk = rehearse(scenario, seed, on, Spoken(scenario.language, scenario.country))
        self._earlier = []
        session = self._session(settings, clock)
        session.store.replace_ledger(ledger_of(scenario, on, clock()))
        desk = Desk(session)
        desk.board.load()
        if desk.choose(scenario.id) and desk.hand is not None:
            desk.hand.use(scenario.kind)
        return desk

    def _session(self, settings: Settings, clock: Callable[[], datetime]) -> Session:
        numbers = count(1)
        return Session(
            MemoryStore(clock),
            settings,
            clock,
            lambda p: f"{p}-practice-{next(numbers)}",
            None,
            self._playbooks,
        )

    def say(self, text: str) -> None:
        """Say something; "" is silence. Nothing happens when the talk is over."""
        if self.talk is not None and self.talk.state.over is None:
            self._earlier.append(self.talk)
            self.talk = self.talk.say(text)

    def take_back(self) -> bool:
        """The talk as it was before the last sentence; False when nothing was said."""
        if not self._earlier:
            return False
        self.talk = self._earlier.pop()
        return True

    @property
    def is_over(self) -> bool:
        """Whether the debtor is no longer on the line."""
        return self.talk is not None and self.talk.state.over is not None

    @property
    def is_for_beginners(self) -> bool:
        """Whether the script and lines to choose between help along."""
        return self.talk is not None and self.talk.scenario.level <= BEGINNERS

    def coach(self) -> Coached | None:
        """What there is to say about the last sentence."""
        return coached(self.talk.said[-1]) if self.talk is not None and self.talk.said else None

    def choices(self) -> tuple[str, ...]:
        """The lines between which a beginner may choose now."""
        return choices(self.talk) if self.talk is not None and self.is_for_beginners else ()

    # -- afterwards -------------------------------------------------------------------------------------

    def tries(self, scenario: Scenario) -> Sequence[Attempt]:
        """His tries at a scenario, oldest first. Raises `StoreError`, `NotForPractice`."""
        same = (scenario.id, scenario.language)
        return [one for one in self.store.attempts(self.trainee) if (one.scenario, one.language) == same]

    def conclude(self, talk: Rehearsal) -> Debrief:
        """What the talk came to; it is remembered. Raises `StoreError`, `NotForPractice`."""
        return concluded(self.store, talk, self.trainee, self._now())

    def scenarios(self, language: str, level: int | None) -> Sequence[Shelved]:
        """Those in a language, or all when there are none in it."""
        return self.library.scenarios(language, level) or self.library.scenarios("", level)

    def export(self, told: Debrief) -> Path:
        """Write the debrief as Markdown and JSON beside the tries; the path of the Markdown.

        Raises `StoreError`, `NotForPractice`.
        """
        self.store.attempts(self.trainee)
        attempt, folder = told.attempt, self.store.folder / _EXPORTS
        path = folder / f"{attempt.scenario}.{attempt.language}-{attempt.at:%Y%m%d-%H%M%S}.md"
        try:
            files.make_folder(self.store.folder)
            files.make_folder(folder)
            files.replace(path, debrief_markdown(told).encode("utf-8", "replace"))
            files.replace(path.with_suffix(".json"), _json_of(told))
        except OSError as error:
            raise files.failure(error, path) from None
        return path


def _json_of(told: Debrief) -> bytes:
    import json

    return json.dumps(debrief_json(told), ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def harmless(settings: Settings) -> Settings:
    """The settings with nothing in them by which practice could reach a telephone or a mail server."""
    return replace(settings, dial="", smtp_host="", smtp_user="", listen_seconds=0)


def ledger_of(scenario: Scenario, on: date, now: datetime) -> Ledger:
    """The debtor of a scenario and his invoices, as they are on the day of the talk; `now` is UTC."""
    debtor = Debtor(
        scenario.id,
        scenario.debtor,
        scenario.country,
        scenario.language,
        phone=_PHONE,
        contact_person=scenario.contact,
    )
    invoices = tuple(
        Invoice(
            one.number,
            scenario.id,
            min(scenario.due_of(one, on), on),
            scenario.due_of(one, on),
            one.amount,
            one.amount,
            one.what,
            reminders=one.reminders,
        )
        for one in scenario.invoices
    )
    return Ledger({debtor.id: debtor}, invoices, now, scenario.title)


def noted(hand: CallInHand | None, talk: Rehearsal) -> Noted | None:
    """What was written down of what was promised; None when there was nothing to write and nothing is."""
    promise = talk.result.promise
    understood = hand.understood if hand is not None else None
    if understood is None or not understood.is_promise:
        return Noted.NOTHING if promise else None
    if not promise:
        return Noted.DIFFERS
    first, *rest = promise
    total = sum((amount for amount, _day in rest), first[0])
    same = (understood.amount, understood.day) == (total, min(day for _amount, day in promise))
    return Noted.AS_AGREED if same else Noted.DIFFERS
