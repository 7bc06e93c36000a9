"""How everybody who practises is getting on: all side by side, and below it all about the highlighted one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import OptionList

from cockpit.core.text import fold
from cockpit.desk.practice_store import PracticeStore
from cockpit.desk.practising import progress_of
from cockpit.desk.progress_words import bars, progress_lines, trend
from cockpit.language import N_, _, ngettext
from cockpit.roleplay.library import Library
from cockpit.roleplay.progress import Progress
from cockpit.screens import practice_tries
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_list import Line, LineList
from cockpit.widgets.plain import Plain, fit, hanging, lines

_BARS, _NUMBERS = 13, 34


def open_progress(screen: Screen[Any], store: PracticeStore, library: Library, trainee: str) -> None:
    """Show how everybody stands, `trainee` highlighted; what cannot be read is said instead."""
    found = practice_tries.trying(
        lambda text: screen.notify(text, markup=False, timeout=6), lambda: progress_of(store, library)
    )
    if found:
        screen.app.push_screen(ProgressScreen(found, trainee))
    elif found is not None:
        screen.notify(_("Nobody has practised yet."), markup=False, timeout=4)


class ProgressScreen(ModalScreen[None]):
    """Arrows choose whose progress is shown in full; page keys scroll it. Escape goes back."""

    CSS = """
    ProgressScreen .dialog { width: 97%; max-width: 120; height: 94%; padding: 0 1; border: heavy $practice; }
    ProgressScreen .dialog-title { color: $practice; }
    ProgressScreen #progress-list { height: auto; max-height: 40%; }
    ProgressScreen #progress-scroll { height: 1fr; border-top: solid $pane-border;
        scrollbar-size-vertical: 1; }
    ProgressScreen #progress-text { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("f5", "leave", N_("Back"), id="next", show=False),
        Binding("pagedown", "page(1)", N_("Page down"), show=False, priority=True),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, priority=True),
    ]

    def __init__(self, found: Sequence[Progress], trainee: str = "") -> None:
        super().__init__()
        self._found = {fold(one.trainee): one for one in found}
        self._first = fold(trainee)

    def compose(self) -> ComposeResult:
        with Container(classes="dialog"):
            yield Plain(_("PRACTICE · how everybody is getting on"), classes="dialog-title")
            yield LineList(id="progress-list", compact=True)
            with VerticalScroll(id="progress-scroll", can_focus=False):
                yield Plain("", id="progress-text")
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(LineList).focus()
        keys = [("esc", _("back")), ("↑ ↓", _("choose")), ("pg ↓", _("scroll"))]
        self.query_one(KeyBar).keys(keys, self.app.size.width)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        rows = [Line(name, self._row(one)) for name, one in self._found.items()]
        self.query_one(LineList).show(rows, self._first if self._first in self._found else None)
        self._first = ""
        self._show_one()

    def _row(self, one: Progress) -> Content:
        room = max(self.query_one(LineList).size.width - _BARS - _NUMBERS - 4, 10)
        talks = ngettext("{n} talk", "{n} talks", one.talks).format(n=one.talks)
        level = _("level {n}").format(n=one.level)
        numbers = f"{fit(talks, 13, right=True)} {fit(level, 10, right=True)} {one.average:>3}{trend(one)}"
        return Content.assemble(
            fit(one.trainee, room), fit(numbers, _NUMBERS), (f" {bars(one.months)}", "$done")
        )

    def _show_one(self) -> None:
        one = self._found.get(self.query_one(LineList).chosen or "")
        if one is None:
            return
        text = self.query_one("#progress-text", Plain)
        width = max(text.size.width, 30)
        text.show(lines(*(hanging(Content(""), line, width) for line in progress_lines(one))))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.query_one("#progress-scroll").scroll_to(y=0, animate=False)
        self._show_one()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()

    def action_page(self, by: int) -> None:
        """Scroll what is shown of the highlighted one."""
        scroll = self.query_one("#progress-scroll")
        # At once: a key right behind this one goes on from there.
        page = by * max(scroll.size.height - 1, 1)
        scroll.scroll_relative(y=page, animate=False, immediate=True)

    def action_leave(self) -> None:
        self.dismiss(None)
