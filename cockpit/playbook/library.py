"""The playbooks that come with the cockpit. The one place in this room that reads files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from cockpit.core.call import CallKind
from cockpit.playbook.reading import Common, read_common, read_objections, read_playbook
from cockpit.playbook.script import Objection, Playbook
from cockpit.playbook.tables import PlaybookError

_SHELF = files("cockpit.playbook") / "playbooks"


@cache
def languages() -> tuple[str, ...]:
    """The languages in which a script can be spoken, as in ("en", "nl"): those with a `common` file."""
    names = (entry.name.split(".") for entry in _SHELF.iterdir())
    return tuple(sorted(name[1] for name in names if name[0] == "common" and name[-1] == "toml"))


def load(kind: CallKind, language: str) -> Playbook:
    """The script for one kind of call, read once. "nl_BE" and "nl-BE" are "nl".

    Raises `PlaybookError` when there is none in that language or when a file cannot be used.
    """
    return _load(kind, language.replace("-", "_").partition("_")[0].lower())


@cache
def _load(kind: CallKind, language: str) -> Playbook:
    path = f"{kind.value}.{language}.toml"
    if language not in languages():
        raise PlaybookError(path, "", f"a language out of {', '.join(languages())}")
    common, objections = _shared(language)
    return read_playbook(path, _text(path), common, objections)


@cache
def _shared(language: str) -> tuple[Common, tuple[Objection, ...]]:
    path = f"common.{language}.toml"
    common = read_common(path, _text(path))
    path = f"objections.{language}.toml"
    return common, read_objections(path, _text(path), common)


def _text(path: str) -> str:
    try:
        return (_SHELF / path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise PlaybookError(path, "", "a file in UTF-8 that can be read") from problem
