"""Earlier calls and agreements of the debtor in hand: to read, to mark what became of them, to correct."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from cockpit.core.text import shorten
from cockpit.desk.board import Board
from cockpit.desk.calling import CallInHand
from cockpit.desk.correcting import Correction, history, undo
from cockpit.desk.desk import Desk
from cockpit.desk.session import Session
from cockpit.language import N_, _, sentences
from cockpit.screens import panes, sizes, writing
from cockpit.screens.history_acts import ACTS, Act, acts_for
from cockpit.screens.small import Pick
from cockpit.screens.views.history_detail import detail
from cockpit.screens.views.history_rows import Entry, HistoryList, Kind
from cockpit.store.port import StoreError
from cockpit.widgets.choices import Choice
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_list import Line, LineList
from cockpit.widgets.plain import Plain

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

_LETTERS = sorted({act.key for act in ACTS})
_T = TypeVar("_T")


def open_history(screen: CockpitScreen) -> None:
    """Show the history of the debtor in hand; what was corrected there is in the queue at once."""
    hand = screen.desk.hand
    if hand is None:
        screen.say(_("Choose a debtor first."))
        return
    writing.flush(screen)
    try:
        shown = HistoryScreen(screen.desk, hand)
    except StoreError as error:
        screen.say(sentences.store_error(error))
        return

    def closed(_nothing: None) -> None:
        panes.show_all(screen)
        if screen.desk.is_live:
            screen.focus_notes()

    screen.app.push_screen(shown, closed)


class HistoryScreen(ModalScreen[None]):
    """A list, and beside or below it all about the highlighted line. Enter offers what can be done."""

    CSS = """
    HistoryScreen .dialog { width: 97%; max-width: 150; height: 94%; padding: 0 1; }
    HistoryScreen #history-body { height: 1fr; layout: vertical; }
    HistoryScreen #history-list { height: 3fr; }
    HistoryScreen #history-detail { height: 2fr; border-top: solid $pane-border; scrollbar-size-vertical: 1; }
    HistoryScreen #history-detail:focus { border-top: solid $pane-border-focus; }
    HistoryScreen #history-text { height: auto; }
    HistoryScreen.-side #history-body { layout: horizontal; }
    HistoryScreen.-side #history-list { width: 3fr; height: 1fr; }
    HistoryScreen.-side #history-detail { width: 2fr; height: 1fr; border-top: none; padding-left: 1;
        border-left: solid $pane-border; }
    HistoryScreen.-side #history-detail:focus { border-left: solid $pane-border-focus; }
    """
    HORIZONTAL_BREAKPOINTS = sizes.SIDE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f5", "leave", N_("Back"), show=False),
        Binding("u,U", "undo", N_("Undo"), show=False),
        *(Binding(f"{letter},{letter.upper()}", f"act('{letter}')", show=False) for letter in _LETTERS),
    ]

    def __init__(self, desk: Desk, hand: CallInHand) -> None:
        super().__init__()
        self.desk = desk
        self.account = hand.account
        self.session: Session = hand.session
        self.board: Board = hand.board
        self.past = history(self.session, self.account.debtor.id)
        self._pages = 1
        self._entries: dict[str, Entry] = {}
        self._made: list[Correction] = []

    def compose(self) -> ComposeResult:
        sizes.fit(self)
        with Container(classes="dialog"):
            with Container(id="history-body"):
                yield LineList(id="history-list", compact=True)
                with VerticalScroll(id="history-detail"):
                    yield Plain("", id="history-text")
            yield KeyBar(id="history-keys")

    def on_mount(self) -> None:
        name = shorten(self.account.debtor.name, 50)
        self.query_one(".dialog").border_title = Content(f"{name} · {_('history')}")
        self._show()
        self.query_one(LineList).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_highlighted)

    # -- what the acts use ------------------------------------------------------------------------------

    async def ask(self, question: ModalScreen[_T]) -> _T | None:
        """Put a question on top of the history and wait for the answer."""
        return await self.app.push_screen_wait(question)

    def local(self, moment: datetime) -> datetime:
        """A moment on the collector's clock."""
        return moment.astimezone(self.session.zone)

    def say(self, text: str) -> None:
        """One sentence that goes away by itself."""
        self.notify(text, markup=False, timeout=6)

    # -- showing ----------------------------------------------------------------------------------------

    @property
    def _listed(self) -> HistoryList:
        standing = self.board.standing(self.account.debtor.id)
        return HistoryList(
            self.past,
            standing,
            self.session.zone,
            self.session.now(),
            self._pages,
            self.account.invoices,
            self.session.settings.grace_days,
        )

    @property
    def _highlighted(self) -> Entry | None:
        return self._entries.get(self.query_one(LineList).chosen or "")

    def _show(self) -> None:
        entries = self._listed.entries()
        self._entries = {entry.id: entry for entry in entries}
        rows = [Line(e.id, e.line, e.kind is Kind.HEADING) for e in entries]
        self.query_one(LineList).show(rows)
        self._show_highlighted()

    def _show_highlighted(self) -> None:
        entry = self._highlighted
        self.query_one("#history-text", Plain).show(detail(entry, self._listed))
        keys = [("esc", _("back"))]
        acts = acts_for(entry)
        if acts:
            keys.append(("enter", _("what to do")))
        keys += [(act.key, _(act.label)) for act in acts]
        if self._made:
            keys.append(("u", _("undo")))
        bar = self.query_one(KeyBar)
        bar.keys(keys, bar.size.width or self.size.width)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.query_one("#history-detail").scroll_to(y=0, animate=False)
        self._show_highlighted()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        entry = self._highlighted
        if entry is not None and entry.kind is Kind.MORE:
            self._pages += 1
            place = event.option_index
            self._show()
            self.query_one(LineList).highlighted = place  # the first of those that came to light
        elif acts_for(entry):
            self._offer()

    # -- doing ------------------------------------------------------------------------------------------

    def action_act(self, letter: str) -> None:
        """Do what the letter stands for with the highlighted line, if it can be done there."""
        act = next((a for a in acts_for(self._highlighted) if a.key == letter), None)
        if act is not None:
            self._do(act)

    @work
    async def _offer(self) -> None:
        acts = acts_for(self._highlighted)
        choices = [Choice(act.key, act.key, _(act.label)) for act in acts]
        letter = await self.ask(Pick(_("What to do?"), choices))
        if letter:
            self.action_act(letter)

    @work(exclusive=True, group="act")
    async def _do(self, act: Act) -> None:
        entry = self._highlighted
        if entry is None:
            return
        try:
            made = await act.do(self, entry)
        except StoreError as error:
            self.say(sentences.store_error(error))
            return
        if made is not None:
            self._made.append(made)
            self.reload()

    def action_undo(self) -> None:
        """Take the last correction of this sitting back, by a further revision."""
        if not self._made:
            self.say(_("There is nothing to take back."))
            return
        try:
            undo(self.session, self.board, self.account.debtor.id, self._made[-1], _("taken back"))
        except StoreError as error:
            self.say(sentences.store_error(error))
            return
        self._made.pop()
        self.reload()
        self.say(_("Taken back."))

    def reload(self) -> None:
        """Show what is on file now."""
        self.past = history(self.session, self.account.debtor.id)
        self._show()

    def action_leave(self) -> None:
        self.dismiss(None)
