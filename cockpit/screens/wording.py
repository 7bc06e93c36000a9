"""What is underlined in the words that the collector writes, why, and how to say it instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen

from cockpit.core.call import Call
from cockpit.core.text import shorten
from cockpit.desk.wording import Marked, Reader, Wording
from cockpit.language import N_, _, current
from cockpit.language.teachings import tips
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.marks import Mark
from cockpit.widgets.notes import NotesArea
from cockpit.widgets.plain import Plain

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

Box = NotesArea | LineInput

_QUOTE = 60  # characters of what is marked that fit in the heading


def look(screen: CockpitScreen) -> None:
    """Look at the boxes of the right pane again and underline what is found."""
    hand = screen.desk.hand
    if hand is None:
        return
    count = sum(mark(box, screen.desk.wording, hand.call, reader) for box, reader in _boxes(screen))
    hint = screen.query_one("#marked", Plain)
    hint.set_class(bool(count), "-any")
    hint.show(hint_for(count, screen.key_label("wording")) if count else "")


def hint_for(count: int, key: str) -> str:
    """One line that says how much is underlined, and which key says more."""
    return _("{n} underlined · {key} says more").format(n=count, key=key)


def mark(box: Box, wording: Wording, call: Call, reader: Reader) -> int:
    """Underline what is to be said about the words of a box, and tell how much that is."""
    found = wording.look(text_of(box), reader, call)
    box.mark(tuple(Mark(m.row, m.finding.start, m.finding.end, m.quote) for m in found))
    return len(found)


def text_of(box: Box) -> str:
    """What stands in a box."""
    return box.text if isinstance(box, NotesArea) else box.value


def explain(screen: CockpitScreen) -> None:
    """Say more about what is underlined in the box with the focus, or else in the first one that has any."""
    hand = screen.desk.hand
    if hand is None:
        return
    boxes = sorted(_boxes(screen), key=lambda pair: pair[0] is not screen.focused)
    for box, reader in boxes:
        found = screen.desk.wording.look(text_of(box), reader, hand.call)
        if found:
            ask_about(screen, box, found, screen.desk.wording, screen.keys.get("wording", ""))
            return
    screen.say(_("Nothing is underlined."))


def ask_about(screen: Screen[None], box: Box, found: Sequence[Marked], wording: Wording, key: str) -> None:
    """Open the explanation at the cursor; what is taken there replaces the words in the box."""

    def taken(marked: Marked | None) -> None:
        if marked is not None:
            replace_in(box, marked)
        screen.set_focus(box)

    screen.app.push_screen(WordingScreen(found, _at_cursor(box, found), wording, key), taken)


def replace_in(box: Box, marked: Marked) -> None:
    """Put the proposal in the place of what it replaces; undo takes it back like anything typed."""
    start, end = marked.finding.replaces
    if isinstance(box, NotesArea):
        result = box.replace(marked.finding.suggestion, (marked.row, start), (marked.row, end))
        box.move_cursor(result.end_location)
    else:
        box.replace(marked.finding.suggestion, start, end)


def _boxes(screen: CockpitScreen) -> Iterator[tuple[Box, Reader]]:
    yield screen.query_one("#notes", NotesArea), Reader.HOUSE
    for name in ("if_we", "in_return"):
        yield screen.query_one(f"#field-{name}", LineInput), Reader.PART


def _at_cursor(box: Box, found: Sequence[Marked]) -> int:
    """The finding in which the cursor stands or that follows it; the first when none does."""
    cursor = box.cursor_location if isinstance(box, NotesArea) else (0, box.cursor_position)
    behind = (n for n, m in enumerate(found) if (m.row, m.finding.end) >= cursor)
    return next(behind, 0)


class WordingScreen(ModalScreen[Marked | None]):
    """One finding at a time: what it does to the reader, what to say instead, and where that comes from."""

    CSS = """
    WordingScreen VerticalScroll { height: auto; max-height: 70vh; }
    WordingScreen #said { height: auto; }
    WordingScreen KeyBar { margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("enter,f5", "take", N_("Replace"), show=False),
        Binding("right,down,tab", "turn(1)", N_("Next"), show=False),
        Binding("left,up,shift+tab", "turn(-1)", N_("Previous"), show=False),
    ]

    def __init__(self, found: Sequence[Marked], at: int, wording: Wording, key: str) -> None:
        super().__init__()
        self._found, self._at, self._wording = found, at, wording
        if key:
            self._bindings.bind(key, "turn(1)", show=False)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Plain("", id="quote", classes="dialog-title")
            with VerticalScroll(can_focus=False):
                yield Plain("", id="said")
            yield KeyBar()

    def on_mount(self) -> None:
        self._show()

    @property
    def marked(self) -> Marked:
        """The finding on show."""
        return self._found[self._at]

    def action_turn(self, by: int) -> None:
        """To another finding of the same box; after the last comes the first."""
        self._at = (self._at + by) % len(self._found)
        self._show()

    def action_take(self) -> None:
        """Take the proposal; without one there is nothing to take."""
        self.dismiss(self.marked if self.marked.finding.suggestion else None)

    def action_leave(self) -> None:
        self.dismiss(None)

    def _show(self) -> None:
        finding = self.marked.finding
        place = f"{self._at + 1}/{len(self._found)} · " if len(self._found) > 1 else ""
        self.query_one("#quote", Plain).show(f"{place}“{shorten(self.marked.quote, _QUOTE)}”")
        rule = self._wording.rules(current()).rule(finding.rule)
        parts = [Content(rule.message if rule else finding.message), Content("")]
        if finding.suggestion:
            parts += [
                Content.styled(_("Instead:"), "$muted"),
                Content.styled(f"“{finding.suggestion}”", "bold $script-now"),
            ]
            parts.append(Content(""))
        parts += [Content.styled(tip, "$muted") for tip in tips(finding.source) or (finding.source,)]
        other = rule.other_side if rule else finding.other_side
        if other:
            parts.append(Content.styled(other, "$muted"))
        self.query_one("#said", Plain).show(Content("\n").join(parts))
        keys = [("enter", _("replace"))] if finding.suggestion else []
        keys += [("→", _("next"))] if len(self._found) > 1 else []
        keys.append(("escape", _("leave it as it is")))
        self.query_one(KeyBar).keys(keys, 56)
