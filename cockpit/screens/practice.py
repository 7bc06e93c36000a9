"""The cockpit with a simulated debtor on the line: the same screen, on a workspace that is only in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual import on
from textual.app import ComposeResult

from cockpit.desk.practice_record import Review
from cockpit.desk.practice_session import Practice
from cockpit.desk.wrapping import WrapUp
from cockpit.language import _, dates
from cockpit.roleplay.library import Shelved
from cockpit.roleplay.rehearsal import Rehearsal
from cockpit.roleplay.scenario import Scenario
from cockpit.screens import panes, practice_show, practice_tries, sizes, writing
from cockpit.screens.cockpit import CockpitScreen
from cockpit.screens.debrief import Afterwards, DebriefScreen
from cockpit.screens.help import place_of
from cockpit.screens.practice_actions import PRACTICE_ACTIONS
from cockpit.screens.practice_choice import ChooseScenario
from cockpit.screens.practice_end import end_call
from cockpit.screens.practice_help import PracticeHelp
from cockpit.screens.practice_look import AS_ALWAYS, IN_SCRIPT
from cockpit.screens.practice_pause import PauseScreen
from cockpit.screens.small import Confirm, Leader
from cockpit.screens.views.script_view import digit, is_last_step
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.notes import NotesArea
from cockpit.widgets.plain import Plain
from cockpit.widgets.talk import Talk


class PracticeScreen(CockpitScreen):
    """In the talk the focus lives in the line that is said next; Escape there asks whether to give up."""

    UNSTYLED = sizes.PLACES

    def __init__(
        self,
        practice: Practice,
        keys: Mapping[str, str],
        first: Scenario | None,
        seed: int,
        level: int | None = None,
    ) -> None:
        """Begins with the scenario `first`, or has one of a level chosen."""
        super().__init__(practice.nobody, keys)
        self.practice = practice
        self._level = level
        self._first, self._seed = first, seed
        self.coaches = True
        self._taken_back = ""
        self._own: Mapping[str, Callable[[], None]] = {
            "outcome": self.end,
            "undo": self.take_back,
            "escape": self._escape,
            "script": self._help_along,
            "stamp": self._stamp,
            "queue": self._notes,
            "wording": self._coach,
            "quit": self._leave,
            "kept": self.pause,
            "leader": self._all_actions,
            "help": self._help,
        }

    @property
    def mark(self) -> str:
        """Practice, and nothing else."""
        return _("PRACTICE") + " · "

    def compose(self) -> ComposeResult:
        yield Plain(_("PRACTICE"), id="practice-banner")
        yield from super().compose()
        yield KeyBar(id="practice-keys")

    async def _open(self) -> None:
        await self.query_one("#panes").mount(Talk(), after="#middle")
        await super()._open()
        if self._first is not None:
            self.begin(self._first, self._seed)
        else:
            self.choose_scenario()

    # -- a talk, from its choice to its debrief ---------------------------------------------------------

    def choose_scenario(self) -> None:
        """Have a scenario chosen; without one, what goes on goes on, and else it is enough for today."""
        asked = ChooseScenario(self.practice, self._level)
        self.app.push_screen(asked, self._chosen)

    def _chosen(self, chosen: Shelved | None) -> None:
        if chosen is not None:
            self.begin(chosen.scenario, self.practice.new_seed())
        elif self.practice.talk is None:
            self.app.exit()

    def begin(self, scenario: Scenario, seed: int) -> None:
        """A new talk, at its preparation."""
        self.desk = self.practice.begin(scenario, seed)
        self.shown, self.detour, self.preparing = None, "", False
        self.set_class(self.practice.is_for_beginners and not self.has_class("-narrow"), "-helped")
        panes.show_all(self)
        self.focus_queue()
        self.action_request("next")

    def end(self) -> None:
        """The talk is over, for whatever reason: it is wrapped up as at work."""
        talk = self.practice.talk
        if talk is None or not self.is_talking:
            self._no_talk()
        else:
            end_call(self, partial(self._concluded, talk))

    def give_up(self) -> None:
        """The talk is over, and nothing is recorded of it."""
        if self.practice.talk is not None:
            self._concluded(self.practice.talk, None)

    def _no_talk(self) -> None:
        self.say(_("There is no talk yet: {key} goes on.").format(key=self.key_label("next")))

    def _concluded(self, talk: Rehearsal, wrap_up: WrapUp | None) -> None:
        """What the talk came to."""
        earlier = practice_tries.trying(self.say, lambda: self.practice.tries(talk.scenario)) or ()
        review = practice_tries.trying(self.say, lambda: self.practice.conclude(talk, wrap_up))
        if review is None:
            review = self.practice.look_back(talk, wrap_up, earlier)
        shown = DebriefScreen(review, earlier, partial(self._export, review))
        self.app.push_screen(shown, partial(self._after, talk))

    def _after(self, talk: Rehearsal, afterwards: Afterwards | None) -> None:
        if afterwards is Afterwards.AGAIN:
            self.begin(talk.scenario, self.practice.new_seed())
        elif afterwards is Afterwards.SAME:
            self.begin(talk.scenario, talk.seed)
        else:
            self.practice.talk = None
            self.choose_scenario()

    def _export(self, review: Review) -> str:
        path = practice_tries.trying(self.say, lambda: self.practice.export(review))
        return _("Written: {path}").format(path=path) if path else ""

    # -- what is asked for ------------------------------------------------------------------------------

    def action_request(self, name: str) -> None:
        """As at work, apart from what has another meaning here, or none."""
        if not self.is_open or self.desk.hand is None:
            return
        if name == "next" and self.is_talking and self._at_end:
            name = "outcome"
        if name in self._own:
            self.trying(self._own[name])
        elif name in AS_ALWAYS or name.startswith("objection:"):
            if self.is_talking and name.partition(":")[0] in IN_SCRIPT:
                self.add_class("-helped")
            if name == "agreement":
                self.remove_class("-reading")
            super().action_request(name)
        else:
            self.say(_("Not while you practise."))
        self.show_talk()

    @property
    def _at_end(self) -> bool:
        hand = self.desk.hand
        at_end = hand is not None and is_last_step(hand) and not hand.call.objection and not self.detour
        return at_end or self.practice.is_over

    @on(Talk.Said)
    def _said(self, event: Talk.Said) -> None:
        self._taken_back = ""
        self.practice.say(event.text)
        self.show_talk()
        hand = self.desk.hand
        if hand is not None and self.practice.follow(hand) and self.has_class("-helped"):
            panes.show_preparation(self)
            panes.show_script(self)

    def take_back(self) -> None:
        """What if I had said something else: the sentence stands in the line again, to be changed."""
        if not self.is_talking:
            super().action_request("undo")
            return
        said = self.practice.take_back()
        if said is None:
            self.say(_("Nothing was said yet."))
            return
        line = self.query_one(Talk).line
        if line.value in {"", self._taken_back}:
            self._taken_back = "" if said in self.practice.choices() else said
            line.fill(self._taken_back)
        self.focus_notes()

    def pause(self) -> None:
        """The talk and its clock stand still until a key is pressed."""
        talk, hand = self.practice.talk, self.desk.hand
        if talk is None or hand is None or not self.is_talking:
            self._no_talk()
            return
        self.practice.pause()
        shown = PauseScreen(talk.scenario.contact, hand.call.seconds(self.desk.session.now()))
        self.app.push_screen(shown, lambda _none: self.practice.go_on())

    def _all_actions(self) -> None:
        cards = self.desk.hand.playbook.objections if self.desk.hand else ()
        leader = Leader([(digit(one.number), one.id) for one in cards], PRACTICE_ACTIONS)
        self.app.push_screen(leader, lambda name: self.action_request(name) if name else None)

    def _help(self) -> None:
        self.app.push_screen(PracticeHelp(place_of(self), self.key_label))

    def focus_notes(self) -> None:
        """Home: the line that is said next, once there is somebody on the line."""
        if not self.is_talking:
            super().focus_notes()
            return
        self.remove_class("-agreeing", "-looking")
        self.add_class("-writing", "-reading")
        self.set_focus(self.query_one(Talk).line)

    def on_descendant_focus(self) -> None:
        """In a small window that side is shown on which the focus is."""
        if not self.is_open:
            return
        if self.is_talking:
            right = self.query_one("#right")
            self.set_class(self.focused is None or right not in self.focused.ancestors, "-reading")
            self.call_after_refresh(self.fit_agreement)
        practice_show.show_keys(self)

    def fit_agreement(self) -> None:
        """Show it again, which was fitted to nothing while out of sight; what was typed since stays."""
        writing.take_typed(self)
        panes.show_agreement(self)

    def _escape(self) -> None:
        if self.is_talking and self.focused is self.query_one(Talk).line and not self._in_card:
            question = Confirm(_("Give up this talk?"), _("Give up"), _("Go on"))
            self.app.push_screen(question, lambda answer: self.give_up() if answer == "yes" else None)
        elif not (self.is_talking or self.has_class("-writing")):
            self.choose_scenario()
        else:
            super().action_request("escape")

    @property
    def _in_card(self) -> bool:
        return bool(self.detour or (self.desk.hand and self.desk.hand.call.objection))

    def _help_along(self) -> None:
        if self.is_talking:
            self.toggle_class("-helped")
            self.focus_notes()

    def _stamp(self) -> None:
        super().focus_notes()
        clock = dates.clock(self.desk.session.local_now())
        self.query_one("#notes", NotesArea).stamp(clock)

    def _notes(self) -> None:
        if self.is_talking and self.focused is self.query_one(Talk).line:
            super().focus_notes()
        elif self.is_talking:
            self.focus_notes()
        else:
            super().action_request("queue")

    def _coach(self) -> None:
        self.coaches = not self.coaches
        self.say(_("The coach is back.") if self.coaches else _("The coach is silent until the end."))

    def _leave(self) -> None:
        if not self.is_talking:
            self.app.exit()
            return
        question = Confirm(_("Stop practising? This talk is not kept."), _("Stop"), _("Go on"))
        self.app.push_screen(question, lambda answer: self.app.exit() if answer == "yes" else None)

    # -- what is shown ----------------------------------------------------------------------------------

    def show_talk(self) -> None:
        """The talk and its keys."""
        practice_show.show_talk(self)

    def on_resize(self) -> None:
        """What is fitted to the width by hand is fitted again."""
        if self.is_open:
            self.call_after_refresh(self.show_talk)
