"""A scenario to begin with: a commented file that is sound as it is, with the names that may stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files as resources
from pathlib import Path

from cockpit.language import translator
from cockpit.language.practice_sentences import act
from cockpit.playbook import Library as Playbooks
from cockpit.roleplay.acts import Act
from cockpit.roleplay.move_files import load
from cockpit.roleplay.scenario_files import scenario_name
from cockpit.store import files

_SHELF = resources("cockpit.roleplay") / "templates"


class NotNew(Exception):
    """The file is there already; it is left as it is."""


class BadName(Exception):
    """No scenario can have this name."""


def template(language: str) -> str:
    """The text of a scenario to begin with, in a language of `move_files.languages()`."""
    text = (_SHELF / f"{language}.toml").read_text(encoding="utf-8")
    return text + "\n" + "\n".join(_names(language)) + "\n"


def new_scenario(folder: Path, name: str, language: str) -> Path:
    """Write a scenario to begin with into a team's own folder, which is made; its path.

    Raises `BadName`, `NotNew`, `StoreError`.
    """
    path = folder / f"{name}.{language}.toml"
    if scenario_name(path.name) is None or path.parent != folder:
        raise BadName(name)
    if path.exists():
        raise NotNew(str(path))
    try:
        files.make_folder(folder)
        files.replace(path, template(language).encode("utf-8"))
    except OSError as error:
        raise files.failure(error, path) from None
    return path


def _names(language: str) -> Iterator[str]:
    """The names of moves, reactions and objections, each with what it means, as comments."""
    _ = translator(language).gettext
    titles = {one.id: one.title for one in Playbooks().cards(language)}
    about = {sign.name: sign.about for sign in load(language).moves}
    yield from _listed(_("Moves of the collector, for by and at"), about)
    yield from _listed(_("Objections, for id"), titles)
    yield from _listed(_("Reactions, for [lines]"), {one.value: act(one, language) for one in Act})


def _listed(title: str, names: dict[str, str]) -> Iterator[str]:
    yield "#"
    yield f"# {title}:"
    yield from (f"#   {name:<23} {about.rstrip('.')}" for name, about in names.items())
