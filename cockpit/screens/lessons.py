"""The collector's own lessons, newest first: searched by typing, and from each to the debtor's history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from cockpit.desk.desk import Desk
from cockpit.desk.lessons import Lesson, Lessons, Look, matching, to_look_at
from cockpit.language import N_, _, dates, ngettext, sentences
from cockpit.screens import drilling, panes, writing
from cockpit.screens.history import HistoryScreen
from cockpit.screens.stepping import in_steps
from cockpit.store.port import StoreError
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.line_list import Line, LineList
from cockpit.widgets.plain import Plain, fit

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

_DAY, _NAME = 16, 22
_LOOKS: Mapping[Look | None, tuple[str, str, str]] = {
    None: ("", N_("all"), ""),
    Look.WENT_WELL: ("✓", N_("Went well"), "$done"),
    Look.BETTER: ("↑", N_("Could be better"), "$overdue"),
    Look.NEXT_TIME: ("→", N_("Next time"), "$promised"),
}
"""The filters, each with its sign and colour."""


def open_lessons(screen: CockpitScreen) -> None:
    """Show the lessons; what was corrected in a history is in the queue at once."""
    writing.flush(screen)

    def closed(_nothing: None) -> None:
        panes.show_all(screen)
        if screen.desk.is_live:
            screen.focus_notes()

    screen.app.push_screen(LessonsScreen(screen.desk), closed)


class LessonsScreen(ModalScreen[None]):
    """Letters search, arrows go through the list, Tab filters, Enter opens the history of the debtor, F8
    makes a drill out of the call."""

    CSS = """
    LessonsScreen .dialog { width: 97%; max-width: 150; height: 94%; padding: 0 1; }
    LessonsScreen #lesson-looks { height: 1; }
    LessonsScreen #lesson-count { height: 1; color: $muted; }
    LessonsScreen #lesson-text { height: 5; border-top: solid $pane-border; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("f5", "leave", N_("Back"), id="next", show=False),
        Binding("up", "list('cursor_up')", N_("Up"), show=False, priority=True),
        Binding("down", "list('cursor_down')", N_("Down"), show=False, priority=True),
        Binding("pageup", "list('page_up')", N_("Page up"), show=False, priority=True),
        Binding("pagedown", "list('page_down')", N_("Page down"), show=False, priority=True),
        Binding("enter", "open", N_("History"), show=False, priority=True),
        Binding("f8", "drill", N_("Make a drill"), show=False, priority=True),
        Binding("tab", "filter(1)", N_("Filter"), show=False, priority=True),
        Binding("shift+tab", "filter(-1)", N_("Filter"), show=False, priority=True),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.lessons = Lessons(desk.session, desk.board)
        self.look: Look | None = None
        self._shown: dict[str, Lesson] = {}
        self._problem = ""

    def compose(self) -> ComposeResult:
        with Container(classes="dialog"):
            yield LineInput(id="lesson-search", compact=True)
            yield Plain("", id="lesson-looks")
            yield LineList(id="lesson-list", compact=True)
            yield Plain("", id="lesson-text")
            yield Plain("", id="lesson-count")
            yield KeyBar(id="lesson-keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = Content(_("Lessons"))
        search = self.query_one(LineInput)
        search.placeholder = _("type to search in the lessons and the names")
        search.focus()
        self._read()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        """Look the calls through; what was found is shown when that is done."""
        try:
            await in_steps(self.lessons.steps(), self._tell)
        except StoreError as error:
            self._problem = sentences.store_error(error)
        self._show()

    def _tell(self, number: int) -> None:
        text = ngettext("{n} call looked through …", "{n} calls looked through …", number)
        self.query_one("#lesson-count", Plain).show(text.format(n=number))

    # -- showing ----------------------------------------------------------------------------------------

    def _show(self) -> None:
        found = matching(self.lessons.found, self.query_one(LineInput).value, self.look)
        self._shown = {lesson.id: lesson for lesson in found}
        self.query_one(LineList).show([Line(lesson.id, self._line(lesson)) for lesson in found])
        parts: list[tuple[str, str]] = []
        for look, (sign, name, style) in _LOOKS.items():
            here = look is self.look
            parts += [("▸" if here else " ", "$accent"), (f"{sign} " if sign else "", style)]
            parts.append((f"{_(name)}  ", "bold" if here else "$muted"))
        self.query_one("#lesson-looks", Plain).show(Content.assemble(*parts))
        self.query_one("#lesson-count", Plain).show(self._problem or self._count(len(found)))
        self._show_highlighted()

    def _count(self, number: int) -> str:
        if not self.lessons.found:
            return _("No lesson was written down yet: the wrap-up of a call asks for them.")
        text = ngettext("{n} lesson", "{n} lessons", number).format(n=number)
        if self.lessons.has_more:
            most = len(self.lessons.found)
            text += " · " + _("only the last {n} were looked through, there are older ones").format(n=most)
        return text

    def _line(self, lesson: Lesson) -> Content:
        sign, _name, style = _LOOKS[lesson.look]
        day = fit(self._day(lesson, "medium"), _DAY)
        name = fit(lesson.name, _NAME - 1)
        return Content.assemble((f"{sign} ", style), (day, "$muted"), (f"{name} ", "$cue"), lesson.text)

    def _show_highlighted(self) -> None:
        lesson = self._shown.get(self.query_one(LineList).chosen or "")
        detail = Content("")
        if lesson is not None:
            sign, name, style = _LOOKS[lesson.look]
            head = f"{lesson.name} · {self._day(lesson, 'full')}"
            if lesson.caller and lesson.caller != self.desk.session.settings.caller:
                head += f" · {lesson.caller}"
            detail = Content.assemble((f"{sign} {_(name)}", style), f" · {head}\n", (lesson.text, "bold"))
        self.query_one("#lesson-text", Plain).show(detail)
        keys = [("enter", _("history")), ("f8", _("make a drill"))] if lesson else []
        bar = self.query_one(KeyBar)
        bar.keys([*keys, ("↑ ↓", _("choose")), ("tab", _("filter")), ("esc", _("back"))], bar.size.width)

    def _day(self, lesson: Lesson, style: dates.Style) -> str:
        return dates.day(lesson.at.astimezone(self.desk.session.zone), style=style)

    # -- what the keys do -------------------------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self) -> None:
        self._show()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._show_highlighted()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    async def action_list(self, name: str) -> None:
        """Move the highlight; the focus stays in the box."""
        await self.query_one(LineList).run_action(name)

    def action_filter(self, by: int) -> None:
        """The next of the three lines, or all."""
        looks = list(_LOOKS)
        self.look = looks[(looks.index(self.look) + by) % len(looks)]
        self._show()

    def action_open(self) -> None:
        """The history of the debtor of the highlighted lesson."""
        lesson = self._shown.get(self.query_one(LineList).chosen or "")
        if lesson is None:
            return
        try:
            hand = to_look_at(self.desk.session, self.desk.board, lesson.debtor_id)
            shown = HistoryScreen(self.desk, hand)
        except StoreError as error:
            self.notify(sentences.store_error(error), markup=False, timeout=6)
            return
        self.app.push_screen(shown)

    def action_drill(self) -> None:
        """A scenario to practise with, out of the call of the highlighted lesson."""
        lesson = self._shown.get(self.query_one(LineList).chosen or "")
        if lesson is None:
            return
        try:
            call = self.desk.session.store.call(lesson.call_id)
        except StoreError as error:
            self.notify(sentences.store_error(error), markup=False, timeout=6)
            return
        if call is not None:
            drilling.make(self, self.desk.session, self.desk.board, call)

    def action_leave(self) -> None:
        self.dismiss(None)
