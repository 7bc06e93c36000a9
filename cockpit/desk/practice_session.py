"""Practising at the desk: a talk with the simulated debtor beside a workspace that is only in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from cockpit.core.calendar import at, next_working_day
from cockpit.core.call import Phase, Stage
from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.desk.calling import CallInHand
from cockpit.desk.desk import Desk
from cockpit.desk.practice_choices import Guide
from cockpit.desk.practice_coach import Coached, coached
from cockpit.desk.practice_record import Review, compared
from cockpit.desk.practice_store import PracticeStore
from cockpit.desk.practising import concluded, review_json, review_markdown
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings
from cockpit.desk.wrapping import WrapUp
from cockpit.language.spoken import Spoken
from cockpit.playbook import steps_in
from cockpit.playbook.library import Library as Playbooks
from cockpit.roleplay.attempts import Attempt, Debrief, debrief
from cockpit.roleplay.library import Library, Shelved
from cockpit.roleplay.rehearsal import Rehearsal, rehearse
from cockpit.roleplay.scenario import Scenario
from cockpit.store.memory import MemoryStore

BEGINNERS = 2
"""Up to this level the script is in sight, and there are lines to choose between."""

_STARTS = time(10)
_MAIL = "administratie@{id}.example"  # goes nowhere
_PHONE = "020 555 0100"  # rings nowhere; the command to dial is taken out as well


class Practice:
    """One trainee, his scenarios and his talk. `now` gives UTC, `new_seed` a number for a new talk.

    The talk is held at ten o'clock on the first working day from today, and the clock runs on from there,
    apart from a pause.
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
        self.taken_back = 0
        self._earlier: list[Rehearsal] = []
        self._guide: Guide | None = None
        self._paused_at: datetime | None = None
        self._stood = timedelta()

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
            return starts + ((self._paused_at or self._now()) - begun) - self._stood

        self.talk = rehearse(scenario, seed, on, Spoken(scenario.language, scenario.country))
        self._earlier, self.taken_back = [], 0
        self._paused_at, self._stood = None, timedelta()
        self._guide = Guide(self.talk, self._playbooks) if self.is_for_beginners else None
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

    def take_back(self) -> str | None:
        """The talk as it was before the last sentence, which is given back; None when nothing was said."""
        if not self._earlier or self.talk is None:
            return None
        said = self.talk.said[-1].text
        self.talk = self._earlier.pop()
        self.taken_back += 1
        return said

    def pause(self) -> None:
        """The clock of the talk stands still until `go_on`."""
        self._paused_at = self._paused_at or self._now()

    def go_on(self) -> None:
        """The clock of the talk runs on from where it stood."""
        if self._paused_at is not None:
            self._stood += self._now() - self._paused_at
            self._paused_at = None

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
        """The lines between which a beginner may choose now; they follow whatever was said."""
        return self._guide.choices(self.talk) if self.talk is not None and self._guide is not None else ()

    def follow(self, hand: CallInHand) -> bool:
        """Take the script on to the stage that the talk has come to, never back; whether it went on."""
        talk, order = self.talk, list(Stage)
        if talk is None or hand.call.objection or hand.call.phase is not Phase.TALK:
            return False
        stage = talk.where.stage
        steps = steps_in(hand.playbook, stage)
        if order.index(stage) <= order.index(hand.step.stage) or not steps:
            return False
        hand.change(hand.call.go_to(steps[0].id))
        return True

    # -- afterwards -------------------------------------------------------------------------------------

    def tries(self, scenario: Scenario) -> Sequence[Attempt]:
        """His tries at a scenario, oldest first. Raises `StoreError`, `NotForPractice`."""
        same = (scenario.id, scenario.language)
        return [one for one in self.store.attempts(self.trainee) if (one.scenario, one.language) == same]

    def conclude(self, talk: Rehearsal, wrap_up: WrapUp | None) -> Review:
        """What the talk came to, and what was recorded of it; None when it was given up.

        The try is remembered. Raises `StoreError`, `NotForPractice`.
        """
        return self._reviewed(concluded(self.store, talk, self.trainee, self._now()), talk, wrap_up)

    def look_back(self, talk: Rehearsal, wrap_up: WrapUp | None, earlier: Sequence[Attempt]) -> Review:
        """The same of a talk that cannot be remembered."""
        return self._reviewed(debrief(talk, self.trainee, self._now(), earlier), talk, wrap_up)

    def _reviewed(self, told: Debrief, talk: Rehearsal, wrap_up: WrapUp | None) -> Review:
        if wrap_up is None:
            return Review(told, taken_back=self.taken_back)
        zone = ZoneInfo(self._settings.zone)
        recorded = compared(wrap_up.call, wrap_up.agreement, talk, zone)
        return Review(told, recorded, wrap_up.call.evaluation, self.taken_back)

    def scenarios(self, language: str, level: int | None) -> Sequence[Shelved]:
        """Those in a language, or all when there are none in it."""
        return self.library.scenarios(language, level) or self.library.scenarios("", level)

    def export(self, review: Review) -> Path:
        """Write the debrief as Markdown and JSON beside the tries; the path of the Markdown.

        Raises `StoreError`, `NotForPractice`.
        """
        attempt = review.told.attempt
        name = f"{attempt.scenario}.{attempt.language}-{attempt.at:%Y%m%d-%H%M%S}"
        return self.store.export(name, review_markdown(review), review_json(review))


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
        email=_MAIL.format(id=scenario.id),
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
