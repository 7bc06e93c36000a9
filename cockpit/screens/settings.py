"""The settings as they hold now, where their file is, and what in it cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from cockpit.desk import outside
from cockpit.desk.settings import Settings, problem_sentence, read
from cockpit.desk.settings_template import MEANINGS, shown, write_template
from cockpit.language import N_, _, sentences
from cockpit.language.system_errors import reason
from cockpit.screens.beside import Beside
from cockpit.store.port import StoreError
from cockpit.widgets.actions import keys_with
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.plain import Plain, fit, hanging, lines

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

_KEY = 28


def open_settings(screen: CockpitScreen) -> None:
    """Show the settings; the file itself is only written where there was none."""
    path: Path | None = getattr(screen.app, "settings_path", None)
    themes: Iterable[str] = getattr(screen.app, "theme_files", {})
    screen.app.push_screen(SettingsScreen(screen.desk.session.settings, path, list(themes)))


class SettingsScreen(ModalScreen[None]):
    """Every setting with its value and meaning. `settings` hold now; what the file says is read anew."""

    CSS = """
    SettingsScreen .dialog { width: 97%; max-width: 120; height: 94%; padding: 0 1; }
    SettingsScreen #settings-scroll { height: 1fr; scrollbar-size-vertical: 1; }
    SettingsScreen #settings-text { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("f5", "leave", N_("Back"), id="next", show=False),
        Binding("w,W", "write", N_("Write the file"), show=False),
        Binding("o,O", "open", N_("Open the file"), show=False),
    ]

    def __init__(self, settings: Settings, path: Path | None, themes: list[str]) -> None:
        super().__init__()
        self._settings, self._path, self._themes = settings, path, themes

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            with VerticalScroll(id="settings-scroll"):
                yield Plain("", id="settings-text")
            yield KeyBar(id="settings-keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = Content(_("Settings"))
        self.query_one("#settings-scroll").focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    @property
    def _has_file(self) -> bool:
        return self._path is not None and self._path.exists()

    def _show(self) -> None:
        width = max(self.query_one("#settings-scroll").size.width - 1, 20)
        text = lines(*self._file(width), "", *self._values(width))
        self.query_one("#settings-text", Plain).show(text)
        keys = [("esc", _("back"))]
        if self._has_file:
            keys.append(("o", _("open the file")))
        elif self._path is not None:
            keys.append(("w", _("write a file to start from")))
        bar = self.query_one(KeyBar)
        bar.keys(keys, bar.size.width)

    def _file(self, width: int) -> list[Content]:
        """Where the file is, and all that is wrong with it."""
        if self._path is None:
            return [Content(_("This cockpit has no settings file."))]
        where = _("File: {path}").format(path=self._path)
        said = Content(where).wrap(width)
        if not self._has_file:
            return [*said, Content.styled(_("There is no such file yet; everything is as shipped."), "$cue")]
        settings, problems = read(self._path)
        if settings != self._settings:
            text = _("The file was changed since the cockpit was opened; it counts from the next start on.")
            said += Content.styled(text, "$cue").wrap(width)
        wrong = [problem_sentence(p) for p in problems] + self._beyond_the_file(settings)
        for sentence in wrong:
            said.append(hanging(Content.styled("▲ ", "bold $gap"), Content.styled(sentence, "$gap"), width))
        return said

    def _beyond_the_file(self, settings: Settings) -> list[str]:
        """What only shows here: a theme or a key that does not exist."""
        wrong = []
        if self._themes and settings.theme not in self._themes:
            nearest = get_close_matches(settings.theme, self._themes, n=1, cutoff=0)[0]
            text = _("Settings: there is no theme “{theme}”; the nearest that exists is “{nearest}”.")
            wrong.append(text.format(theme=settings.theme, nearest=nearest))
        return [*wrong, *keys_with(settings.keys)[1]]

    def _values(self, width: int) -> list[Content]:
        shipped = Settings()
        rows = []
        for key, meaning in MEANINGS.items():
            value, own = shown(self._settings, key), getattr(self._settings, key) != getattr(shipped, key)
            mark = ("● ", "$accent") if own else ("  ", "")
            head = Content.assemble(mark, (fit(key, _KEY), "bold"))
            rows.append(hanging(head, Content.styled(value or "–", "bold" if own else ""), width))
            rows.append(hanging(Content(" " * (_KEY + 2)), Content.styled(_(meaning), "$muted"), width))
        note = _("● is not as it was shipped")
        return [*rows, Content(""), Content.styled(note, "$muted")]

    def action_write(self) -> None:
        """Write the commented template, only where there is no file."""
        if self._path is None or self._has_file:
            return
        path = self._path
        try:
            Beside(lambda: write_template(path)).in_time(path)
        except StoreError as error:
            self._say(sentences.store_error(error))
            return
        except OSError as error:
            self._say(_("It cannot be written: {why}").format(why=reason(error)))
            return
        self._say(_("The file is there: take the # away where you want a change."))
        self._show()

    def action_open(self) -> None:
        """Open the file with the program that is set for it."""
        if self._path is None or not self._has_file:
            return
        try:
            outside.start(outside.opener(str(self._path)))
        except outside.NotStarted:
            self._say(_("No program could be started for it; open {path} yourself.").format(path=self._path))

    def _say(self, text: str) -> None:
        self.notify(text, markup=False, timeout=8)

    def action_leave(self) -> None:
        self.dismiss(None)
