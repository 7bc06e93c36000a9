"""The cockpit with a simulated debtor on the line: the same screen, on a workspace that is only in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content

from cockpit.desk.practice_session import Practice, noted
from cockpit.desk.practice_store import NotForPractice
from cockpit.language import _, amounts, dates, sentences
from cockpit.roleplay.attempts import Debrief, debrief
from cockpit.roleplay.library import Shelved
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.transcript import Speaker
from cockpit.screens import panes
from cockpit.screens.cockpit import CockpitScreen
from cockpit.screens.debrief import DebriefScreen
from cockpit.screens.practice_choice import ChooseScenario
from cockpit.screens.practice_look import AS_ALWAYS, IN_SCRIPT
from cockpit.screens.small import Confirm
from cockpit.screens.views.script_view import is_last_step
from cockpit.store.port import StoreError
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.notes import NotesArea
from cockpit.widgets.plain import Plain, lines
from cockpit.widgets.queue_list import QueueList
from cockpit.widgets.talk import Sentence, Talk

_T = TypeVar("_T")


class PracticeScreen(CockpitScreen):
    """In the talk the focus lives in the line that is said next; Escape there asks whether to give up."""

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
        self._coaches = True
        self._own: Mapping[str, Callable[[], None]] = {
            "outcome": self.end,
            "undo": self.take_back,
            "escape": self._escape,
            "script": self._help_along,
            "stamp": self._stamp,
            "queue": self._notes,
            "wording": self._coach,
            "quit": self._leave,
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
        """The talk is over, for whatever reason: what it came to."""
        talk = self.practice.talk
        if talk is None or not self.is_talking:
            self.say(_("There is no talk yet: {key} goes on.").format(key=self.key_label("next")))
            return
        earlier = self._trying_practice(lambda: self.practice.tries(talk.scenario)) or ()
        told = self._trying_practice(lambda: self.practice.conclude(talk))
        if told is None:
            told = debrief(talk, self.practice.trainee, self.desk.session.now(), earlier)
        panel = noted(self.desk.hand, talk)
        shown = DebriefScreen(told, earlier, panel, partial(self._export, told))
        self.app.push_screen(shown, partial(self._after, talk.scenario))

    def _after(self, scenario: Scenario, again: bool | None) -> None:
        if again:
            self.begin(scenario, self.practice.new_seed())
        else:
            self.practice.talk = None
            self.choose_scenario()

    def _export(self, told: Debrief) -> str:
        path = self._trying_practice(lambda: self.practice.export(told))
        return _("Written: {path}").format(path=path) if path else ""

    def _trying_practice(self, do: Callable[[], _T]) -> _T | None:
        try:
            return do()
        except StoreError as error:
            self.say(sentences.store_error(error))
        except NotForPractice as error:
            self.say(_("{path} holds real work; nothing is practised there.").format(path=error))
        return None

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
        self.practice.say(event.text)
        self.show_talk()

    def take_back(self) -> None:
        """What if I had said something else."""
        if not self.is_talking:
            super().action_request("undo")
        elif self.practice.take_back():
            self.focus_notes()
        else:
            self.say(_("Nothing was said yet."))

    def focus_notes(self) -> None:
        """Home: the line that is said next, once there is somebody on the line."""
        super().focus_notes()
        if self.is_talking:
            self.add_class("-reading")
            self.set_focus(self.query_one(Talk).line)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """In a small window that side is shown on which one is."""
        if self.is_open and self.is_talking:
            self.set_class(self.query_one("#right") not in event.widget.ancestors, "-reading")

    def _escape(self) -> None:
        if self.is_talking and self.focused is self.query_one(Talk).line and not self._in_card:
            question = Confirm(_("Give up this talk?"), _("Give up"), _("Go on"))
            self.app.push_screen(question, lambda answer: self.end() if answer == "yes" else None)
        elif not self.is_talking and not self.preparing and self.focused is self.query_one(QueueList):
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
        self._coaches = not self._coaches
        self.say(_("The coach is back.") if self._coaches else _("The coach is silent until the end."))

    def _leave(self) -> None:
        if not self.is_talking:
            self.app.exit()
            return
        question = Confirm(_("Stop practising? This talk is not kept."), _("Stop"), _("Go on"))
        self.app.push_screen(question, lambda answer: self.app.exit() if answer == "yes" else None)

    # -- what is shown ----------------------------------------------------------------------------------

    def show_talk(self) -> None:
        """The talk, the banner and the keys."""
        talk = self.practice.talk
        if talk is None:
            return
        scenario = talk.scenario
        told = _("PRACTICE · level {level} · seed {seed} · {title} · nobody is really called")
        self.query_one("#practice-banner", Plain).show(
            told.format(title=scenario.title, level=scenario.level, seed=talk.seed)
        )
        who = {Speaker.COLLECTOR: _("You"), Speaker.DEBTOR: scenario.contact}
        said = [Sentence(who[o.speaker], o.text, o.speaker is Speaker.COLLECTOR) for o in talk.lines]
        hint = _("say something; Enter alone is silence")
        if self.practice.is_over:
            hint = _("The talk is over: {key} shows how it went").format(key=self.key_label("outcome"))
        box = self.query_one(Talk)
        owed = amounts.money(scenario.total)
        panes.entitle(box, f"{self.mark}{scenario.contact} · {owed}", scenario.debtor)
        box.show(said, self._coach_line(), self.practice.choices(), hint)
        if self.is_talking:
            self._show_keys()

    def _coach_line(self) -> Content:
        found = self.practice.coach() if self._coaches else None
        if found is None:
            return Content("")
        if found.is_praise:
            return Content.styled(f"✓ {found.text}", "$done")
        rather = _("Rather: “{text}”").format(text=found.rather) if found.rather else ""
        told = [Content.styled(f"✗ {found.text}", "$gap")]
        return lines(*told, *([Content.styled(f"  {rather}", "$cue")] if rather else []))

    def _show_keys(self) -> None:
        names = [
            ("outcome", _("end the talk")),
            ("undo", _("take back")),
            ("agreement", _("agreement")),
            ("queue", _("notes")),
            ("script", _("script")),
            ("wording", _("coach")),
            ("next", _("next line")),
            ("objection", _("objection")),
        ]
        pairs = [("enter", _("say it")), *((self.key_of(name), words) for name, words in names)]
        self.query_one("#practice-keys", KeyBar).keys(pairs, self.app.size.width)
