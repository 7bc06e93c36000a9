"""The rules that come with the cockpit, and a team's own beside them. The one place here that reads files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from cockpit.plain_files import NotPlain, beginning
from cockpit.tone.notation import N_
from cockpit.tone.reading import read_rules
from cockpit.tone.rules import RuleError, RuleSet

_SHELF = files("cockpit.tone") / "rules"
_FILE_LIMIT = 1_000_000


@cache
def languages() -> tuple[str, ...]:
    """The languages that can be judged, as in ("en", "nl"): those with a rule file."""
    names = (entry.name for entry in _SHELF.iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml")))


def load(lang: str, own: Path | None = None) -> RuleSet:
    """The rules of a language ("nl_BE" and "nl-BE" are "nl"), changed by a team's own file when it is given.

    Raises `RuleError` for a language without rules and for an own file that cannot be used; the built-in
    rules are still there: `load(lang)`.
    """
    tag = lang.replace("-", "_").partition("_")[0].lower()
    builtin = _builtin(tag)
    if own is None:
        return builtin
    return read_rules(str(own), _text(own), tag, _builtin_text(tag))


@cache
def _builtin(tag: str) -> RuleSet:
    return read_rules(f"{tag}.toml", _builtin_text(tag), tag)


@cache
def _builtin_text(tag: str) -> str:
    if tag not in languages():
        raise RuleError(
            f"{tag}.toml", 0, "", N_("a language out of {names}"), {"names": ", ".join(languages())}
        )
    return (_SHELF / f"{tag}.toml").read_text(encoding="utf-8")


def _text(path: Path) -> str:
    try:
        raw = beginning(path, _FILE_LIMIT)
        if len(raw) > _FILE_LIMIT:
            raise RuleError(str(path), 0, "", N_("a file of at most 1 MB"))
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except NotPlain as problem:
        expected = N_("an ordinary file, and no folder, pipe or device")
        raise RuleError(str(path), 0, "", expected) from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise RuleError(str(path), 0, "", N_("a file in UTF-8 that can be read")) from problem
