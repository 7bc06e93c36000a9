"""The cockpit with a trainer on the line: all as at work, on a workspace that is only in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual.app import ComposeResult

from cockpit.desk.duo import Duo, Roles, Round, what_was_recorded
from cockpit.desk.duo_words import write_round
from cockpit.desk.wrapping import WrapUp
from cockpit.language import _
from cockpit.language.spoken import Spoken
from cockpit.roleplay.card import card
from cockpit.roleplay.library import Shelved
from cockpit.roleplay.observing import Marks, Recorded, sheet
from cockpit.roleplay.scenario import Scenario
from cockpit.screens import panes, practice_tries
from cockpit.screens.cockpit import CockpitScreen
from cockpit.screens.duo_debrief import DuoDebrief, Onward
from cockpit.screens.duo_roles import AskRoles
from cockpit.screens.observer_sheet import ObserverSheet
from cockpit.screens.practice_choice import ChooseScenario
from cockpit.screens.practice_end import end_call
from cockpit.screens.practice_look import AS_ALWAYS
from cockpit.screens.small import Confirm
from cockpit.screens.views.script_view import is_last_step
from cockpit.widgets.plain import Plain
from cockpit.widgets.queue_list import QueueList

ALSO = frozenset({"undo", "script", "stamp", "queue", "wording", "speak"})
"""What works as at work here and has another meaning, or none, with the simulated debtor."""

DUO_LOOK = """
DuoScreen #practice-banner { height: 1; background: $practice; color: $background; text-style: bold;
    text-align: center; text-wrap: nowrap; text-overflow: ellipsis; }
DuoScreen .pane { border: heavy $practice; border-title-color: $practice; }
DuoScreen .pane:focus-within { border: double $practice; border-title-color: $practice; }
"""
"""What the sheet of the application has to say more: a first screen has none of its own."""


class DuoScreen(CockpitScreen):
    """Choose, name the roles, call, fill in the sheet, look back, swap."""

    def __init__(
        self, duo: Duo, keys: Mapping[str, str], first: Scenario | None = None, level: int | None = None
    ) -> None:
        """Begins with the scenario `first`, or has one of a level chosen."""
        super().__init__(duo.practice.nobody, keys)
        self.duo = duo
        self._first, self._level = first, level
        self._marks: Marks = {}
        self._own: Mapping[str, Callable[[], None]] = {
            "outcome": self.end,
            "escape": self._escape,
            "quit": self._leave,
        }

    @property
    def mark(self) -> str:
        """Practice, and nothing else."""
        return _("PRACTICE") + " · "

    def compose(self) -> ComposeResult:
        yield Plain(_("PRACTICE"), id="practice-banner")
        yield from super().compose()

    async def _open(self) -> None:
        await super()._open()
        if self._first is not None:
            self._ask_roles(self._first)
        else:
            self.choose_scenario()

    # -- a round, from its choice to its debrief --------------------------------------------------------

    def choose_scenario(self) -> None:
        """Have a scenario chosen; without one, what goes on goes on, and else it is enough for today."""
        self.app.push_screen(ChooseScenario(self.duo.practice, self._level, alone=False), self._chosen)

    def _chosen(self, chosen: Shelved | None) -> None:
        if chosen is not None:
            self._ask_roles(chosen.scenario)
        elif self.duo.practice.talk is None:
            self.app.exit()

    def _ask_roles(self, scenario: Scenario) -> None:
        on = self.duo.day(scenario)
        made = card(scenario, on, Spoken(scenario.language, scenario.country))
        self.app.push_screen(
            AskRoles(scenario.title, self.duo.roles, made), partial(self._roles_given, scenario)
        )

    def _roles_given(self, scenario: Scenario, roles: Roles | None) -> None:
        if roles is None:
            self.choose_scenario()
            return
        self.duo.roles = roles
        self.begin(scenario)

    def begin(self, scenario: Scenario) -> None:
        """A new round, at its preparation."""
        self.desk = self.duo.begin(scenario)
        self.shown, self.detour, self.preparing, self._marks = None, "", False, {}
        panes.show_all(self)
        self._show_banner(scenario)
        self.focus_queue()
        self.action_request("next")

    def end(self) -> None:
        """The talk is over: it is wrapped up as at work, then the observer fills in the sheet."""
        hand, talk = self.desk.hand, self.duo.practice.talk
        if hand is None or talk is None or not self.is_talking:
            self.say(_("There is no talk yet: {key} goes on.").format(key=self.key_label("next")))
            return
        end_call(self, self._wrapped_up)

    def _wrapped_up(self, wrap_up: WrapUp) -> None:
        self._fill_in(what_was_recorded(wrap_up, self.desk.session.zone))

    def _fill_in(self, recorded: Recorded) -> None:
        """Have the observer fill in the sheet."""
        talk = self.duo.practice.talk
        if talk is not None:
            asked = ObserverSheet(sheet(talk.scenario), recorded, self.duo.roles, self._marks)
            self.app.push_screen(asked, partial(self._filled_in, asked, recorded))

    def _filled_in(self, asked: ObserverSheet, recorded: Recorded, marks: Marks | None) -> None:
        self._marks = dict(asked.marks)
        talk = self.duo.practice.talk
        if talk is None:
            return
        if marks is None:
            question = Confirm(_("Leave the sheet? This talk is not kept."), _("Leave"), _("Fill it in"))
            self.app.push_screen(question, partial(self._sheet_left, recorded))
            return
        earlier = practice_tries.trying(self.say, lambda: self.duo.practice.tries(talk.scenario)) or ()
        made = self.duo.conclude(talk.scenario, recorded, marks, talk.on, earlier)
        practice_tries.trying(self.say, lambda: self.duo.keep(made))
        rivals = self.duo.rivals(made.scenario)
        shown = DuoDebrief(made, rivals, partial(self._export, made))
        self.app.push_screen(shown, partial(self._after, made.scenario))

    def _sheet_left(self, recorded: Recorded, answer: str | None) -> None:
        if answer == "yes":
            self.duo.practice.talk = None
            self.choose_scenario()
        else:
            self._fill_in(recorded)

    def _after(self, scenario: Scenario, onward: Onward | None) -> None:
        if onward is Onward.SWAP:
            self.duo.swap()
            self._ask_roles(scenario)
        elif onward is Onward.AGAIN:
            self.begin(scenario)
        else:
            self.duo.practice.talk = None
            self.choose_scenario()

    def _export(self, made: Round) -> str:
        path = practice_tries.trying(self.say, lambda: write_round(self.duo, made))
        return _("Written: {path}").format(path=path) if path else ""

    # -- what is asked for ------------------------------------------------------------------------------

    def action_request(self, name: str) -> None:
        """As at work, apart from what would reach outside, and the end of the talk."""
        if not self.is_open or self.desk.hand is None:
            return
        if name == "next" and self.is_talking and self._at_end:
            name = "outcome"
        if name in self._own:
            self.trying(self._own[name])
        elif name in AS_ALWAYS | ALSO or name.startswith("objection:"):
            super().action_request(name)
        else:
            self.say(_("Not while you practise."))

    @property
    def _at_end(self) -> bool:
        hand = self.desk.hand
        return hand is not None and is_last_step(hand) and not hand.call.objection and not self.detour

    def _escape(self) -> None:
        between = not self.is_talking and not self.preparing
        if between and self.focused is self.query_one(QueueList):
            self.choose_scenario()
        else:
            super().action_request("escape")

    def _leave(self) -> None:
        if not self.is_talking:
            self.app.exit()
            return
        question = Confirm(_("Stop practising? This talk is not kept."), _("Stop"), _("Go on"))
        self.app.push_screen(question, lambda answer: self.app.exit() if answer == "yes" else None)

    def _show_banner(self, scenario: Scenario) -> None:
        roles = self.duo.roles
        told = _("PRACTICE · {title} · {trainee} calls, {trainer} plays {contact} · nobody is really called")
        text = told.format(
            title=scenario.title, trainee=roles.trainee, trainer=roles.trainer, contact=scenario.contact
        )
        self.query_one("#practice-banner", Plain).show(text)
