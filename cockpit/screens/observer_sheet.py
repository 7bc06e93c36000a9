"""The observer's sheet: yes or no to every check, beside what was recorded in the cockpit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from cockpit.desk.duo import Roles
from cockpit.desk.duo_words import recorded_lines, sign
from cockpit.language import N_, _
from cockpit.language.practice_sentences import check
from cockpit.roleplay.check_files import Check, worths
from cockpit.roleplay.observing import Marks, Recorded
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_list import Line, LineList
from cockpit.widgets.plain import Plain, fit

_STYLES = {True: "$done", False: "$gap", None: "$muted"}
_RECORDED = 10


class ObserverSheet(ModalScreen[Marks | None]):
    """Y or N answers the highlighted check and goes on to the next; F5 is done, Escape leaves it.

    What is left open counts as it was noted; what was not noted either was not seen.
    """

    CSS = """
    ObserverSheet .dialog { width: 97%; max-width: 110; height: 96%; padding: 0 1; border: heavy $practice; }
    ObserverSheet .dialog-title { color: $practice; }
    ObserverSheet #sheet-recorded { height: auto; color: $cue; }
    ObserverSheet #sheet-count { height: 1; color: $muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Leave"), show=False),
        Binding("f5", "done", N_("Done"), id="next", show=False, priority=True),
        Binding("y,j,Y,J", "answer('yes')", N_("yes"), show=False),
        Binding("n,N", "answer('no')", N_("no"), show=False),
        Binding("minus,delete,backspace", "answer('')", N_("not seen"), show=False),
    ]

    def __init__(self, checks: Sequence[Check], recorded: Recorded, roles: Roles, marks: Marks) -> None:
        super().__init__()
        self._checks, self._recorded, self._roles = checks, recorded, roles
        self.marks: dict[Check, bool | None] = {one: marks.get(one) for one in checks}

    def compose(self) -> ComposeResult:
        with Container(classes="dialog"):
            who = self._roles.observer or self._roles.trainer
            told = _("PRACTICE · {observer} fills in what {trainee} did")
            yield Plain(told.format(observer=who, trainee=self._roles.trainee), classes="dialog-title")
            yield Plain(" · ".join(recorded_lines(self._recorded)), id="sheet-recorded")
            yield LineList(id="sheet", compact=True)
            yield Plain("", id="sheet-count")
            yield KeyBar()

    def on_mount(self) -> None:
        self._show()  # a key that comes before the first frame has its line
        self.query_one(LineList).focus()
        keys = [
            ("f5", _("done")),
            (_("y"), _("yes")),
            (_("n"), _("no")),
            ("-", _("not seen")),
            ("↑ ↓", _("choose")),
            ("esc", _("leave")),
        ]
        self.query_one(KeyBar).keys(keys, self.app.size.width)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        self.query_one(LineList).show([Line(one.value, self._row(one)) for one in self._checks])
        seen = sum(mark is not None for mark in self.marks.values())
        told = _("{n} of {all} answered · what is left open counts as it was noted, or not at all")
        self.query_one("#sheet-count", Plain).show(told.format(n=seen, all=len(self.marks)))

    def _row(self, one: Check) -> Content:
        mark, reading = self.marks[one], self._recorded.readings.get(one)
        room = max(self.query_one(LineList).size.width - _RECORDED - 12, 20)
        words = {True: _("yes"), False: _("no"), None: "…"}[mark]
        name = fit(f"{check(one)} ({worths()[one].source})", room)
        noted = "" if reading is None else f"{_('noted')} {sign(reading)}"
        answer = Content.styled(f"{sign(mark)} {fit(words, 4)} ", _STYLES[mark])
        return Content.assemble(answer, name, (fit(noted, _RECORDED, right=True), "$cue"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter and a click: yes, then no, then open again."""
        event.stop()
        one = self._chosen()
        if one is not None:
            self.marks[one] = {None: True, True: False, False: None}[self.marks[one]]
            self._show()

    def _chosen(self) -> Check | None:
        name = self.query_one(LineList).chosen
        return Check(name) if name else None

    def action_answer(self, answer: str) -> None:
        """Answer the highlighted check, and go on to the next."""
        one = self._chosen()
        if one is None:
            return
        self.marks[one] = {"yes": True, "no": False}.get(answer)
        self._show()
        self.query_one(LineList).action_cursor_down()

    def action_done(self) -> None:
        """The sheet is filled in; an empty one says nothing, and is asked for again."""
        if all(mark is None for mark in self.marks.values()):
            told = _("Nothing is filled in yet: {yes} or {no} at every check that you saw.")
            self.notify(told.format(yes=_("y"), no=_("n")), markup=False, timeout=5)
            return
        self.dismiss(dict(self.marks))

    def action_leave(self) -> None:
        self.dismiss(None)
