"""Choosing the colours: each theme is put on while the highlight is on it, Escape takes the old one back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from cockpit.language import N_, _
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_list import Line, LineList
from cockpit.widgets.plain import Plain, lines
from cockpit.widgets.themes import BadTheme, CockpitTheme, Problem, hard_to_read, load_theme

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

_SWATCHES = {
    "overdue": N_("overdue"),
    "promised": N_("promised"),
    "broken": N_("broken"),
    "golden": N_("golden hour"),
    "done": N_("done"),
    "gap": N_("still unknown"),
    "cue": N_("cue"),
    "muted": N_("aside"),
}


def open_themes(screen: CockpitScreen) -> None:
    """Let the collector choose a theme; only the settings file keeps it for the next time."""
    files: Mapping[str, Path] = getattr(screen.app, "theme_files", {})

    def chosen(name: str | None) -> None:
        if name is not None:
            line = f'theme = "{name}"'
            screen.say(_("A line {line} in the settings file keeps this theme.").format(line=line))

    screen.app.push_screen(ThemesScreen(files, screen.key_of("next")), chosen)


class ThemesScreen(ModalScreen[str | None]):
    """The themes by their titles. A file that cannot be used says why, and changes nothing."""

    CSS = """
    ThemesScreen { background: transparent; }
    ThemesScreen LineList { height: auto; max-height: 10; }
    ThemesScreen #swatches { height: auto; margin: 1 0; }
    ThemesScreen #theme-said { height: auto; max-height: 6; margin-bottom: 1; }
    ThemesScreen #theme-said.-wrong { color: $gap; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("f5", "accept", N_("Take"), id="next", show=False),
    ]

    def __init__(self, files: Mapping[str, Path], next_key: str) -> None:
        super().__init__()
        self._next_key = next_key
        self._themes: dict[str, CockpitTheme] = {}
        self._wrong: dict[str, Problem] = {}
        for name, path in files.items():
            try:
                self._themes[name] = load_theme(path)
            except BadTheme as bad:
                self._wrong[name] = bad.problem

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Plain(_("Colours"), classes="dialog-title")
            yield LineList(id="themes", compact=True)
            yield Plain("", id="swatches")
            yield Plain("", id="theme-said")
            yield KeyBar(id="theme-keys")

    def on_mount(self) -> None:
        self._before = self.app.theme
        listed = self.query_one(LineList)
        listed.show([Line(name, self._row(name)) for name in [*self._themes, *self._wrong]], self._before)
        listed.focus()
        words = [(f"${name}", _(word)) for name, word in _SWATCHES.items()]
        self.query_one("#swatches", Plain).show(
            Content("  ").join([Content.styled(word, style) for style, word in words])
        )

    def on_resize(self) -> None:
        keys = [(self._next_key, _("take")), ("esc", _("the old colours again"))]
        self.query_one(KeyBar).keys(keys, self.size.width)

    def _row(self, name: str) -> Content:
        theme = self._themes.get(name)
        if theme is None:
            return Content.assemble((f"✗ {name}", "$gap"), f"  {_('cannot be used')}")
        kind = _("dark") if theme.dark else _("light")
        return Content.assemble(theme.title(), (f"  {name} · {kind}", "$muted"))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._try(event.option.id or "")

    def on_option_list_option_selected(self) -> None:
        self.action_accept()

    def _try(self, name: str) -> None:
        """Put a theme on, or say what is wrong with its file."""
        theme, problem = self._themes.get(name), self._wrong.get(name)
        if theme is not None:
            self.app.register_theme(theme)
            self.app.theme = name
        said = [problem] if problem else list(hard_to_read(theme))[:3] if theme else []
        shown = self.query_one("#theme-said", Plain)
        shown.set_class(bool(said), "-wrong")
        shown.display = bool(said)
        shown.show(lines(*(_sentence(p) for p in said)))

    def action_accept(self) -> None:
        """Keep the theme that is on; a file that cannot be used was never put on."""
        name = self.query_one(LineList).chosen
        if name in self._themes:
            self.dismiss(name)

    def action_leave(self) -> None:
        self.app.theme = self._before
        self.dismiss(None)


def _sentence(problem: Problem) -> str:
    where = f"{problem.file}, {problem.key}" if problem.key else problem.file
    return f"▲ {where}: {problem.reason}"
