"""Themes: a TOML file becomes a Textual theme with the cockpit's own named colours.

A file has `dark`, and the tables `[title]` (a name to show per interface language), `[colors]` (the base
colours of Textual) and `[tokens]` (the cockpit's colours). The file's own name is the name of the theme. A
colour is written #rgb or #rrggbb; what a file leaves out follows another colour (`FOLLOWS`), so that a theme
may be as short as a background, a foreground and a primary colour.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from textual.theme import Theme

from cockpit.core.text import clean_line
from cockpit.core.toml_text import read_toml
from cockpit.language import _, current
from cockpit.language.system_errors import reason
from cockpit.plain_files import beginning

REQUIRED = ("background", "foreground", "primary")
"""The base colours that a theme cannot do without."""

FOLLOWS: Mapping[str, str] = {
    "surface": "background",
    "panel": "surface",
    "secondary": "foreground",
    "accent": "primary",
    "success": "foreground",
    "warning": "foreground",
    "error": "foreground",
    "overdue": "warning",
    "promised": "accent",
    "broken": "error",
    "practice": "accent",
    "golden": "warning",
    "done": "success",
    "gap": "warning",
    "script-now": "foreground",
    "script-next": "secondary",
    "cue": "secondary",
    "muted": "secondary",
    "pane-border": "secondary",
    "pane-border-focus": "primary",
    "selection": "panel",
}
"""Which colour stands in for one that a theme leaves out, in the order in which they are filled."""

BASE = (*REQUIRED, "surface", "panel", "secondary", "accent", "success", "warning", "error")
TOKENS = tuple(name for name in FOLLOWS if name not in BASE)
GROUNDS = ("background", "surface", "panel", "selection")
"""What text stands on; `selection` is behind the chosen row."""

TEXT_CONTRAST = 4.5
BORDER_CONTRAST = 3.0
SIZE_LIMIT = 64_000

_BORDERS = ("pane-border", "pane-border-focus")
_TABLES: Mapping[str, tuple[str, ...]] = {"colors": BASE, "tokens": TOKENS}
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is the matter with a theme file: its name, the key (`tokens.overdue`, or empty) and a sentence."""

    file: str
    key: str
    reason: str


class BadTheme(Exception):
    """A theme file that cannot be used, and the first thing that is wrong with it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.file}: {problem.key}: {problem.reason}")
        self.problem = problem


@dataclass
class CockpitTheme(Theme):
    """A Textual theme that also has a title to show, per interface language."""

    titles: dict[str, str] = field(default_factory=dict)

    def title(self) -> str:
        """The title in the present interface language, else in English, else the name."""
        return self.titles.get(current()) or self.titles.get("en") or self.name


@dataclass(frozen=True, slots=True)
class Loaded:
    """The themes of a folder by name, the files that were refused, and what is hard to read in the others."""

    themes: tuple[CockpitTheme, ...] = ()
    failed: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()


def load_themes(folder: Path) -> Loaded:
    """All themes of a folder. A bad file costs only itself; a folder that is not there has no themes."""
    themes: list[CockpitTheme] = []
    failed: list[Problem] = []
    notices: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            theme = load_theme(path)
        except BadTheme as bad:
            failed.append(bad.problem)
        else:
            themes.append(theme)
            notices.extend(hard_to_read(theme))
    return Loaded(tuple(themes), tuple(failed), tuple(notices))


def load_theme(path: Path) -> CockpitTheme:
    """One theme; its name is the file's name without `.toml`. Raises `BadTheme`."""
    file = clean_line(path.name, 80)
    try:
        data = _read(path)
        _check_names("", data, ("dark", "title", *_TABLES))
        dark = data.get("dark", True)
        if not isinstance(dark, bool):
            raise _Wrong("dark", _("Write true or false."))
        titles = {tag: clean_line(text, 40) for tag, text in _texts(data, "title").items()}
        colors = fill(_colors(data))
    except _Wrong as wrong:
        raise BadTheme(Problem(file, wrong.key, wrong.reason)) from wrong
    return CockpitTheme(
        name=file.removesuffix(".toml"),
        primary=colors["primary"],
        secondary=colors["secondary"],
        warning=colors["warning"],
        error=colors["error"],
        success=colors["success"],
        accent=colors["accent"],
        foreground=colors["foreground"],
        background=colors["background"],
        surface=colors["surface"],
        panel=colors["panel"],
        dark=dark,
        variables=variables(colors),
        titles=titles,
    )


def fill(given: Mapping[str, str]) -> dict[str, str]:
    """All base colours and tokens, those that were left out taken from the colour that they follow.

    `given` holds at least the `REQUIRED` colours.
    """
    colors = dict(given)
    for name, other in FOLLOWS.items():
        colors.setdefault(name, colors[other])
    return colors


def variables(colors: Mapping[str, str]) -> dict[str, str]:
    """The variables for style sheets: our tokens, and Textual's own where its choice is too faint to read."""
    own = {name: colors[name] for name in TOKENS}
    return own | {
        "border": colors["pane-border-focus"],
        "border-blurred": colors["pane-border"],
        "text-disabled": colors["muted"],  # Textual writes placeholders in it
        "footer-key-foreground": colors["accent"],
        "footer-description-foreground": colors["foreground"],
        "block-cursor-foreground": colors["foreground"],
        "block-cursor-background": colors["selection"],
        "block-cursor-blurred-foreground": colors["foreground"],
        "block-cursor-blurred-background": colors["panel"],
        "input-selection-background": colors["selection"],
        "scrollbar": colors["pane-border"],
        "scrollbar-hover": colors["pane-border-focus"],
        "scrollbar-active": colors["pane-border-focus"],
        "scrollbar-background": colors["background"],
    }


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart in lightness, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def hard_to_read(theme: CockpitTheme) -> Iterator[Problem]:
    """What in a theme stands out too little: text under 4.5 : 1 on any ground, pane borders under 3 : 1."""
    colors = {name: str(getattr(theme, name)) for name in BASE} | theme.variables
    for name in ("foreground", *TOKENS):
        if name == "selection":
            continue
        grounds, least = (GROUNDS[:3], BORDER_CONTRAST) if name in _BORDERS else (GROUNDS, TEXT_CONTRAST)
        ground = min(grounds, key=lambda g: contrast(colors[name], colors[g]))
        ratio = contrast(colors[name], colors[ground])
        if ratio < least:
            table = "colors" if name in BASE else "tokens"
            reason = _("Hard to read on {ground}: contrast {ratio}, at least {least} is needed.").format(
                ground=ground, ratio=f"{ratio:.1f}", least=f"{least:.1f}"
            )
            yield Problem(f"{theme.name}.toml", f"{table}.{name}", reason)


class _Wrong(Exception):
    """One key of a file is wrong; the file's name is added where it is known."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(key, reason)
        self.key = key
        self.reason = reason


def _read(path: Path) -> dict[str, object]:
    try:
        raw = beginning(path, SIZE_LIMIT)
        if len(raw) > SIZE_LIMIT:
            raise _Wrong("", _("The file is too large for a theme."))
        return read_toml(raw.decode("utf-8"))
    except OSError as error:
        detail = reason(error)
    except (ValueError, RecursionError) as error:
        detail = clean_line(str(error), 200)
    raise _Wrong("", _("The file cannot be read: {detail}").format(detail=detail))


def _colors(data: Mapping[str, object]) -> dict[str, str]:
    """The colours that the file gives, all as #rrggbb."""
    given: dict[str, str] = {}
    for table, names in _TABLES.items():
        texts = _texts(data, table)
        _check_names(f"{table}.", texts, names)
        for name, text in texts.items():
            if not _HEX.fullmatch(text):
                raise _Wrong(f"{table}.{name}", _("Write a colour as #rrggbb."))
            given[name] = text if len(text) == 7 else "#" + "".join(2 * digit for digit in text[1:])
    for name in REQUIRED:
        if name not in given:
            raise _Wrong(f"colors.{name}", _("A theme needs this colour."))
    return given


def _texts(data: Mapping[str, object], table: str) -> dict[str, str]:
    found = data.get(table, {})
    if not isinstance(found, dict):
        raise _Wrong(table, _("This has to be a table: [{table}].").format(table=table))
    for name, text in found.items():
        if not isinstance(text, str):
            raise _Wrong(f"{table}.{clean_line(name, 40)}", _("Write this between quotation marks."))
    return found


def _check_names(prefix: str, found: Iterable[str], known: Sequence[str]) -> None:
    for name in found:
        if name not in known:
            nearest = difflib.get_close_matches(name, known, n=1, cutoff=0)[0]
            reason = _("There is no such key; the nearest is “{nearest}”.").format(nearest=nearest)
            raise _Wrong(prefix + clean_line(name, 40), reason)


def _luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
