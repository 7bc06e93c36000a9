"""The live script: the current line strong, the next ones faint, a card when the customer objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

from cockpit.widgets.plain import replace_content


@dataclass(frozen=True, slots=True)
class Words:
    """One piece of a line; a gap is the name, in brackets, of a field that is not known yet."""

    text: str
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line as it is said. `label` stands before it, `cue` after it as a stage direction."""

    words: tuple[Words, ...]
    label: str = ""
    cue: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ScriptView:
    """What the script pane shows: a title, the lines of now, the lines that follow.

    `days` are what a line offers, with the key that takes the first of them. `branches` are other ways on,
    each with its key. `quiet` stands instead of lines while nothing is said.
    """

    title: str = ""
    now: tuple[Spoken, ...] = ()
    next_title: str = ""
    next: tuple[Spoken, ...] = ()
    card: bool = False
    hint: str = ""
    branches: tuple[tuple[str, str], ...] = ()
    quiet: str = ""
    days: tuple[str, str] | None = None


class Script(Static):
    """Shows a `ScriptView`. It never takes the focus: that lives in the notes."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id, markup=False)
        self._view = ScriptView()

    def show(self, view: ScriptView) -> None:
        """Show a view."""
        content = draw(view)
        if view != self._view or not content.is_same(self._content_shown):
            before, self._content_shown = self._content_shown, content
            self._view = view
            self.set_class(view.card, "-card")
            replace_content(self, before, content)

    _content_shown = Content("")


def draw(view: ScriptView) -> Content:
    """A view as text: the lines of now in quotation marks, gaps in brackets and colour."""
    parts: list[Content] = []
    if view.title:
        parts += [Content.styled(view.title, "bold $promised" if view.card else "bold $accent"), Content("")]
    if view.quiet:
        parts.append(Content.styled(view.quiet, "italic $cue"))
    for line in view.now:
        parts += [*_line(line, "$script-now"), Content("")]
    if view.days:
        key, days = view.days
        parts += [Content.assemble((f"{key}  ", "bold $accent"), days), Content("")]
    if view.branches:
        parts += [Content.assemble((f"{key}  ", "bold $accent"), words) for key, words in view.branches]
        parts.append(Content(""))
    if view.hint:
        parts += [Content.styled(f"→ {view.hint}", "$cue"), Content("")]
    if view.next:
        parts.append(Content.styled(view.next_title, "$muted"))
        for line in view.next:
            parts += _line(line, "$script-next")
    return Content("\n").join(parts)


def _line(line: Spoken, style: str) -> Sequence[Content]:
    said = Content.assemble(
        *((f"{line.label}  ", "$muted") for _ in [0] if line.label),
        ("“", style),
        *((w.text, "bold $gap") if w.gap else (w.text, style) for w in line.words),
        ("”", style),
    )
    below = []
    if line.cue and style == "$script-now":
        below.append(Content.styled(f"   {line.cue}", "italic $cue"))
    return [said, *below]
