"""The scenarios that come along, and a team's own. The one place in this room that reads a folder.

A team's own lie in one folder (`scenarios` in the workspace). One with the name and the language of one of
ours takes its place. A file that cannot be used is reported in `Library.problems`; the others go on working.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cockpit.core.call import CallKind
from cockpit.playbook.library import text_of
from cockpit.playbook.places import Places
from cockpit.playbook.problems import N_, PlaybookError
from cockpit.roleplay.move_files import languages, tag_of
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.scenario_files import read_scenario

SHELF = Path(__file__).parent / "scenarios"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A scenario with the text of its file, and whether it is one of the team's own."""

    scenario: Scenario
    text: str
    is_own: bool


class Library:
    """Our scenarios with those of the folder `own` in front of them; the folder need not be there.

    All files are read when the first is asked for.
    """

    def __init__(self, own: Path | None = None) -> None:
        self._own = own
        self._read: dict[tuple[str, str], Shelved] | None = None
        self._problems: list[PlaybookError] = []

    @property
    def problems(self) -> tuple[PlaybookError, ...]:
        """What is wrong with files that cannot be used: each mistake in them."""
        self._all()
        return tuple(self._problems)

    def files(self) -> tuple[Path, ...]:
        """Every file, ours first, whether it can be used or not."""
        return (*_files(SHELF), *(_files(self._own) if self._own else ()))

    def scenarios(
        self, language: str = "", level: int | None = None, kind: CallKind | None = None
    ) -> tuple[Shelved, ...]:
        """Those in a language (all when it is empty), of a level and kind, easy ones first."""
        tag = tag_of(language)
        found = [
            one
            for one in self._all().values()
            if tag in {"", one.scenario.language}
            and level in {None, one.scenario.level}
            and kind in {None, one.scenario.kind}
        ]
        return tuple(sorted(found, key=lambda o: (o.scenario.level, o.scenario.id, o.scenario.language)))

    def find(self, name: str, language: str) -> Shelved | None:
        """A scenario by its id, in this language or else in the first one that has it; None without one.

        "grote-klant.nl" names one with its language.
        """
        wanted, _, named = name.partition(".")
        known = self._all()
        for tag in filter(None, (named, "" if named else tag_of(language))):
            if (wanted, tag) in known:
                return known[wanted, tag]
        others = (one for (other, _), one in sorted(known.items()) if other == wanted and not named)
        return next(others, None)

    def _all(self) -> dict[tuple[str, str], Shelved]:
        if self._read is None:
            self._read = {}
            for path in self.files():
                for one in self._shelved(path):
                    self._read[one.scenario.id, one.scenario.language] = one
        return self._read

    def _shelved(self, path: Path) -> Iterator[Shelved]:
        """The scenario of a file, or nothing and its problems."""
        try:
            text = text_of(path)
            scenario, wrong = read_whole(str(path), text)
        except PlaybookError as error:
            self._problems.append(error)
            return
        self._problems += wrong
        if not wrong:
            yield Shelved(scenario, text, path.parent != SHELF)


def read_whole(path: str, text: str) -> tuple[Scenario, tuple[PlaybookError, ...]]:
    """The scenario in a file with all that is wrong with it, also a language in which nobody can talk.

    Raises `PlaybookError` for a file that is no TOML or has no name as `id.language.toml`.
    """
    found: list[PlaybookError] = []
    scenario = read_scenario(path, text, found)
    wrong = _told_once(found)
    if scenario.language not in languages():
        expected, place = N_("a language out of {names}"), Places(text).of(("language",))
        names = {"names": ", ".join(languages())}
        wrong.append(PlaybookError(path, "language", expected, names, place=(place.line, place.column)))
    return scenario, tuple(wrong)


def _told_once(found: list[PlaybookError]) -> list[PlaybookError]:
    """One sentence for each place: what is wrong inside of something that is wrong itself follows from it."""
    places = {error.where for error in found}
    return [error for error in found if not any(error.where.startswith(f"{place}, ") for place in places)]


def _files(folder: Path) -> tuple[Path, ...]:
    """The files of a folder that may be scenarios."""
    try:
        return tuple(sorted(p for p in folder.iterdir() if p.suffix == ".toml" and p.name[:1] != "."))
    except OSError:  # not there, or not ours to read: then there are none
        return ()
