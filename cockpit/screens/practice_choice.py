"""Which scenario to practise: all of them by level, each with how it went last."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from cockpit.desk.practice_session import Practice
from cockpit.language import N_, _, current, dates, labels
from cockpit.roleplay.attempts import Attempt
from cockpit.roleplay.library import Shelved
from cockpit.screens import practice_tries
from cockpit.screens.duo_wanted import DuoWanted
from cockpit.screens.progress import open_progress
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_list import Line, LineList
from cockpit.widgets.plain import Plain, fit, lines

_POINTS = 4


class ChooseScenario(ModalScreen[Shelved | None]):
    """Arrows and Enter choose, D practises it with a trainer, P shows progress; Escape chooses none."""

    CSS = """
    ChooseScenario .dialog { width: 97%; max-width: 110; height: 94%; padding: 0 1; border: heavy $practice; }
    ChooseScenario .dialog-title { color: $practice; }
    ChooseScenario #scenario-text { height: 5; border-top: solid $pane-border; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("f5", "take", N_("Take"), id="next", show=False),
        Binding("d,D", "duo", N_("With a trainer"), show=False),
        Binding("p,P", "progress", N_("Progress"), show=False),
    ]

    def __init__(self, practice: Practice, level: int | None = None, alone: bool = True) -> None:
        """`alone`: with the simulated debtor, and a trainer is one key away."""
        super().__init__()
        self._alone = alone
        self._practice = practice
        self._found = {
            f"{one.scenario.id}.{one.scenario.language}": one for one in practice.scenarios(current(), level)
        }
        self._last: dict[str, Attempt] = {}

    def compose(self) -> ComposeResult:
        with Container(classes="dialog"):
            yield Plain(_("PRACTICE · choose who is called"), classes="dialog-title")
            yield LineList(id="scenarios", compact=True)
            yield Plain("", id="scenario-text")
            yield KeyBar()

    def on_mount(self) -> None:
        tries = practice_tries.trying(
            lambda text: self.notify(text, markup=False),
            lambda: self._practice.store.attempts(self._practice.trainee),
        )
        self._last = {f"{one.scenario}.{one.language}": one for one in tries or ()}
        self.query_one(LineList).focus()
        back = _("stop") if self._practice.talk is None else _("back")
        keys = [("f5", _("practise")), ("↑ ↓", _("choose"))]
        keys += [("d", _("with a trainer"))] if self._alone else []
        keys += [("p", _("progress")), ("esc", back)]
        self.query_one(KeyBar).keys(keys, self.app.size.width)
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        shown: list[Line] = []
        level = 0
        for name, one in self._found.items():
            if one.scenario.level != level:
                level = one.scenario.level
                head = _("level {n}").format(n=level)
                shown.append(Line(f"level-{level}", Content.styled(head, "bold $muted"), heading=True))
            shown.append(Line(name, self._row(name, one)))
        self.query_one(LineList).show(shown)

    def _row(self, name: str, one: Shelved) -> Content:
        last = self._last.get(name)
        points = "" if last is None else str(last.total)
        room = max(self.query_one(LineList).size.width - _POINTS - 4, 20)
        sign = "✓" if last is not None and last.passed else " "
        row = f"{sign} {fit(one.scenario.title, room - 2)}{fit(points, _POINTS, right=True)}"
        return Content.styled(row, "$done") if sign.strip() else Content(row)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        one = self._found.get(event.option.id or "")
        if one is None:
            return
        scenario, last = one.scenario, self._last.get(event.option.id or "")
        head = f"{scenario.debtor} · {labels.kind(scenario.kind)}"
        told = _("not practised yet") if last is None else self._told(last)
        text = lines(Content.styled(head, "bold"), scenario.goal, Content.styled(told, "$muted"))
        self.query_one("#scenario-text", Plain).show(text)

    @staticmethod
    def _told(last: Attempt) -> str:
        told = _("last time, {day}: {total} of 100 points")
        return told.format(day=dates.day(last.at.date(), style="medium"), total=last.total)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Practise the highlighted one."""
        found = self._found.get(self.query_one(LineList).chosen or "")
        if found is not None:
            self.dismiss(found)

    def action_duo(self) -> None:
        """Practise the highlighted one with a trainer on the line."""
        found = self._found.get(self.query_one(LineList).chosen or "")
        if found is not None and self._alone:
            self.post_message(DuoWanted(found.scenario))

    def action_progress(self) -> None:
        """How everybody is getting on."""
        open_progress(self, self._practice.store, self._practice.library, self._practice.trainee)

    def action_leave(self) -> None:
        self.dismiss(None)
