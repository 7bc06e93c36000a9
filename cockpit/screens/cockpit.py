"""The main screen: queue, script, notes. A table of requests; each is one call to the desk and a new look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from cockpit.core.call import Phase
from cockpit.language import _
from cockpit.late import late
from cockpit.screens import footer, layout, sizes, writing
from cockpit.screens.beside import Beside
from cockpit.screens.sparing import SparingScreen
from cockpit.widgets.actions import ACTIONS, BY_ID, key_name
from cockpit.widgets.agreement_form import AgreementForm
from cockpit.widgets.checklist import Checklist
from cockpit.widgets.notes import NotesArea
from cockpit.widgets.queue_list import QueueList
from cockpit.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from cockpit.desk import first_named, opening
    from cockpit.desk.calling import CallInHand
    from cockpit.desk.desk import Desk
    from cockpit.screens import panes, requests
    from cockpit.screens.listening import Floor
    from cockpit.store.port import StoreError
else:
    opening, first_named = late("cockpit.desk.opening"), late("cockpit.desk.first_named")
    panes, requests = late("cockpit.screens.panes"), late("cockpit.screens.requests")

_T = TypeVar("_T")

# How long the highlight rests before the rest of the screen follows it: longer than from repeat to repeat
# of an arrow held down, and done before a finger comes down again; typing, longer than from letter to letter.
_SETTLE = 0.12
_TYPED = 0.25
_TICK = 20.0  # how often the clock and the golden hours are looked at
_LONG = 20.0  # seconds to read a sentence about the workspace
_LOOK = 0.1  # seconds between two looks whether it was read
_PATIENCE = 2.0  # how long the workspace may take to be read before it is said that it does
_RETRY = 5.0  # how often an unwritten draft is tried again


class CockpitScreen(SparingScreen):
    """Three panes from 120 columns, two from 100, one below; the focus lives in the notes during a call."""

    HORIZONTAL_BREAKPOINTS = sizes.WIDTHS
    VERTICAL_BREAKPOINTS = sizes.HEIGHTS
    AUTO_FOCUS = ""  # the first focus is given when the workspace was read
    BINDINGS: ClassVar[list[BindingType]] = [
        # Priority: the request is carried out before the next key goes anywhere, however fast one types.
        # An action without a key has one that no keyboard has: one's own can come in its place.
        *(
            Binding(a.key or f"no-{a.id}", f"request('{a.id}')", a.label, id=a.id, show=False, priority=True)
            for a in ACTIONS
        ),
        Binding("escape", "request('escape')", "", show=False, priority=True),
    ]

    class Opened(Message):
        """The workspace was read; `error` says what in it could not be."""

        def __init__(self, error: StoreError | None) -> None:
            super().__init__()
            self.error = error

    def __init__(self, open_desk: Callable[[], Desk], keys: Mapping[str, str]) -> None:
        super().__init__()
        self._open_desk = open_desk
        self.desk: Desk
        self.keys = keys
        self.shown: CallInHand | None = None
        self.detour = ""
        self.floor: Floor | None = None
        self.told: tuple[object, ...] | None = None
        self._had_focus: Widget | None = None
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        sizes.fit(self)
        yield from layout.three_panes()

    def on_mount(self) -> None:
        footer.entitle(self)  # the first frame has the names of its panes
        footer.show_keys(self)
        self.app.call_after_refresh(self._open)  # what the screen itself is told to do now, it does at once

    async def _open(self) -> None:
        """Load the workspace once the first frame stands: the ledger may be large."""
        await self.query_one("#right").mount_all(layout.notes_and_agreement())
        footer.retitle(self)
        self.desk = self._open_desk()
        reading = Beside(lambda: opening.sit_down(self.desk))
        if reading.is_done(_PATIENCE):
            self._opened(reading)
        else:
            text = _("The folder of the workspace gives no answer yet. It is waited for; {key} leaves.")
            self.notify(text.format(key=self.key_label("quit")), markup=False, timeout=_LONG)
            self._waiting = self.set_interval(_LOOK, lambda: self._opened(reading))

    def _opened(self, reading: Beside[tuple[bool, StoreError | None]]) -> None:
        """Show what was read, as soon as it was."""
        if not reading.is_done():
            return
        if self._waiting is not None:
            self._waiting.stop()
        resumed, error = reading.result()
        self.add_class("-open", update=False)
        if self.mark:
            footer.entitle(self)
        panes.show_all(self)
        self.set_interval(_TICK, lambda: self.trying(lambda: panes.show_clock(self)))
        self.set_interval(_RETRY, lambda: writing.retry(self))
        if resumed:
            self.notify(writing.here_again(self), markup=False)
            self.focus_notes()
        else:
            self.set_focus(self.query_one(QueueList))
        self.post_message(self.Opened(error))

    @property
    def is_open(self) -> bool:
        """Whether the workspace was read; before that there is no desk, and nothing can be asked for."""
        return self.has_class("-open")

    def on_resize(self) -> None:
        """What is fitted to the width by hand is fitted again."""
        self.set_class(self.size.height < sizes.LOW, "-low")
        if self.is_open:
            self._had_focus = self._had_focus or self.focused
            self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        writing.take_typed(self)
        panes.show_hand(self)
        if self._had_focus is not None and not (self.has_class("-tiny") or self.has_class("-flat")):
            self._focus_again(self._had_focus)
            self._had_focus = None

    def _focus_again(self, box: Widget) -> None:
        """What is hidden in a window that becomes small loses the focus, and gets it back here."""
        if all(node.display for node in box.ancestors_with_self if isinstance(node, Widget)):
            self.set_focus(box)
        elif self.desk.is_live:
            self.focus_notes()
        else:
            self.focus_queue()

    @property
    def mark(self) -> str:
        """What stands before the name of every pane, where the work is not real, or not ours."""
        looking = self.is_open and self.desk.session.only_looking
        return _("only looking") + " · " if looking else ""

    # -- requests -----------------------------------------------------------------------------------

    def action_request(self, name: str) -> None:
        """Carry out one request of the table; `objection:<id>` opens that card."""
        if not self.is_open:
            if name == "quit":
                self.app.exit()
            return
        writing.take_typed(self)
        self.do_now("choose")
        self.do_now("leave search")
        name, _colon, argument = name.partition(":")
        self.trying(lambda: requests.REQUESTS[name](self, argument))
        self.tidy_later()

    # -- what the widgets tell ----------------------------------------------------------------------

    @on(QueueList.Highlighted)
    def _highlighted(self, event: QueueList.Highlighted) -> None:
        self.later("choose", _SETTLE, lambda: self._rests_on(event.debtor_id))

    @on(QueueList.Taken)
    def _taken(self, event: QueueList.Taken) -> None:
        if self.choose(event.debtor_id):
            self.action_request("next")
        elif self.desk.is_live:
            self.say(_("First end this call: {key}.").format(key=self.key_label("outcome")))

    @on(Checklist.Ticked)
    def _ticked(self, event: Checklist.Ticked) -> None:
        if self.desk.hand:
            self.desk.hand.change(self.desk.hand.call.tick(event.item))
            panes.show_preparation(self)

    @on(Checklist.Wanted)
    def _wanted(self, event: Checklist.Wanted) -> None:
        requests.REQUESTS["write-item"](self, event.item)

    @on(NotesArea.Written)
    def _written(self) -> None:
        writing.take_typed(self)

    @on(Input.Changed, "#contact")
    def _contact(self) -> None:
        writing.take_typed(self)
        panes.show_script(self)

    @on(Input.Submitted, "#contact")
    def _contact_done(self) -> None:
        self.focus_notes()

    @on(AgreementForm.Typed)
    def _typed(self) -> None:
        writing.take_typed(self)
        panes.show_agreement(self)
        panes.show_script(self)

    @on(AgreementForm.Leave)
    def _left(self) -> None:
        self.focus_notes()

    @on(Input.Blurred, "#field-when")
    def _day_named(self) -> None:
        if self.desk.hand:
            writing.take_typed(self)
            first_named.note_first_day(self.desk.hand)

    @on(SearchBox.Typed)
    def _searched(self, event: SearchBox.Typed) -> None:
        panes.show_queue(self, event.text)
        found = self.query_one(QueueList).highlighted
        if found is not None:
            self.later("choose", _TYPED, lambda: self._rests_on(found))

    def _rests_on(self, debtor_id: str) -> None:
        """The highlight moves on no more: now the rest of the screen follows it."""
        panes.show_reason(self, debtor_id)
        if not self.desk.is_live:
            self.choose(debtor_id)
            self.tidy_later()

    @on(Input.Submitted, "#search")
    def _found(self) -> None:
        self.set_focus(self.query_one(QueueList))

    @property
    def preparing(self) -> bool:
        """Whether the collector is at the checklist, not yet calling."""
        return self.has_class("-preparing")

    @preparing.setter
    def preparing(self, value: bool) -> None:
        self.update_classes({"-preparing": value})

    # -- small services for the requests --------------------------------------------------------------

    def choose(self, debtor_id: str) -> bool:
        """Take a debtor in hand and show him; in a call the one on the line stays."""
        self.cancel_later("choose")
        if self.desk.hand is not None and not self.desk.is_live:
            writing.flush(self)
        chosen = bool(self.trying(lambda: self.desk.choose(debtor_id)))
        if chosen:
            self.detour = ""
            panes.show_hand(self, fresh=True)
        return chosen

    def trying(self, do: Callable[[], _T]) -> _T | None:
        """Do what the workspace is needed for. What is in the way is said; None then."""
        from cockpit.language import sentences
        from cockpit.store.port import StoreError

        try:
            return do()
        except StoreError as error:
            self.say(sentences.store_error(error))
            return None

    def focus_notes(self) -> None:
        """The home of the focus during a call."""
        self.update_classes({"-agreeing": False, "-looking": False, "-reading": False, "-writing": True})
        self.set_focus(self.query_one("#notes", NotesArea))

    def focus_queue(self) -> None:
        """The home of the focus between two calls."""
        self.update_classes({"-writing": False, "-looking": True})
        self.set_focus(self.query_one(QueueList))

    def say(self, text: str) -> None:
        """One sentence that goes away by itself."""
        self.notify(text, markup=False, timeout=4)

    def key_of(self, action: str) -> str:
        """The key of an action, the user's own included."""
        return self.keys.get(action, "") or "ctrl+o"

    def key_label(self, action: str) -> str:
        """The key of an action as it is printed on the keyboard; with its letter when it has no key."""
        return key_name(self.keys[action]) or f"^O {BY_ID[action].leader}"

    @property
    def is_talking(self) -> bool:
        """Whether there is somebody on the line."""
        return self.desk.phase is Phase.TALK
