"""Which workspace and which language a command works with. Loaded by every command, so it loads little."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cockpit.desk import settings as settings_file
from cockpit.desk.settings import Settings
from cockpit.desk.settings_checks import Problem
from cockpit.language import available, use
from cockpit.paths import named

VARIABLE = "COCKPIT_WORKSPACE"
LOG_NAME = "cockpit.log"

PLAYBOOKS = "playbooks"
RULES = "rules"
SCENARIOS = "scenarios"
"""The folders of a workspace for a team's own playbooks, tone rules and scenarios."""

PRACTICE = "practice"
"""The folder of a workspace in which tries are kept, apart from all real work."""


class CannotDo(Exception):
    """A command could not do what was asked; the text is a sentence in the interface language."""


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of a collector, his settings, and what is wrong with them."""

    folder: Path
    settings: Settings
    problems: tuple[Problem, ...] = ()

    @property
    def settings_path(self) -> Path:
        """Where the settings are looked for."""
        return self.folder / settings_file.FILE_NAME

    @property
    def playbooks(self) -> Path:
        """Where a team's own playbooks are looked for."""
        return self.folder / PLAYBOOKS

    @property
    def rules(self) -> Path:
        """Where a team's own tone rules are looked for."""
        return self.folder / RULES

    @property
    def scenarios(self) -> Path:
        """Where a team's own scenarios are looked for."""
        return self.folder / SCENARIOS

    @property
    def practice(self) -> Path:
        """Where tries and debriefs are kept."""
        return self.folder / PRACTICE


def find(wanted: str | None) -> Place:
    """The folder that was asked for, with its settings."""
    folder = folder_of(wanted)
    if not os.access(folder, os.F_OK):
        from cockpit.store.version import finish_upgrade

        with suppress(OSError):  # then it cannot be read either, which is said where that matters
            finish_upgrade(folder)
    return settled(folder)


def folder_of(wanted: str | None) -> Path:
    """The folder that was asked for, else the one in COCKPIT_WORKSPACE, else the user's own data folder."""
    asked = wanted or os.environ.get(VARIABLE, "")
    return named(asked).absolute() if asked else _own_folder()


def settled(folder: Path) -> Place:
    """The place that a folder is, with its settings."""
    return Place(folder, *settings_file.read(folder / settings_file.FILE_NAME))


def choose_language(wanted: str | None, settings: Settings) -> None:
    """The language of the screen: what was asked for, then the settings, then the computer, then English."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    computer = next((value for name in names if (value := os.environ.get(name))), "")
    spoken = (tag for tag in (wanted, settings.language, computer) if tag and speaks(tag))
    use(next(spoken, "en"))


def speaks(tag: str) -> bool:
    """Whether there is an interface in this language: `nl`, `nl-BE`, `nl_BE.UTF-8`."""
    return tag.replace("-", "_").partition("_")[0].partition(".")[0].lower() in available()


def _own_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("call-cockpit", appauthor=False)
