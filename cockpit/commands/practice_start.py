"""`cockpit practice start`: the cockpit with a simulated debtor, apart from the real workspace."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from secrets import randbelow

from cockpit.app import CockpitApp
from cockpit.commands.opening import log_to, needs_terminal, theme_files
from cockpit.commands.session import utc_now
from cockpit.commands.workspace import Place
from cockpit.desk.practice_session import Practice, harmless
from cockpit.desk.practising import practice_store
from cockpit.desk.settings import Settings
from cockpit.language import _
from cockpit.playbook.library import Library as Playbooks
from cockpit.roleplay.library import Library
from cockpit.roleplay.scenario import Scenario
from cockpit.screens.cockpit import CockpitScreen
from cockpit.screens.practice import PracticeScreen
from cockpit.screens.practice_look import LOOK

_SEEDS = 10_000


class PracticeApp(CockpitApp):
    """The application on a simulated debtor."""

    CSS_PATH = str(Path(__file__).parents[1] / "cockpit.tcss")
    CSS = LOOK

    def __init__(
        self,
        practice: Practice,
        settings: Settings,
        themes: Mapping[str, Path],
        first: Scenario | None = None,
        seed: int | None = None,
        level: int | None = None,
    ) -> None:
        """Begins with the scenario `first`, or has one of a level chosen."""
        super().__init__(harmless(settings), practice.nobody, themes)
        self._practice, self._first, self._level = practice, first, level
        self._seed = practice.new_seed() if seed is None else seed

    def get_default_screen(self) -> CockpitScreen:
        """The main screen of practice in the place of the main screen."""
        self.main = PracticeScreen(self._practice, self.keys, self._first, self._seed, self._level)
        return self.main


def new_seed() -> int:
    """A number that nobody chose."""
    return randbelow(_SEEDS) + 1


def start(options: Namespace, place: Place, library: Library, first: Scenario | None) -> int:
    """Practise until the trainee leaves; the exit status of the program."""
    needs_terminal()
    log_to(place.folder)
    trainee = options.trainee or place.settings.caller or _("trainee")
    practice = Practice(
        library,
        practice_store(place.folder),
        trainee,
        place.settings,
        utc_now,
        new_seed,
        Playbooks(place.playbooks),
    )
    app = PracticeApp(practice, place.settings, theme_files(place.folder), first, options.seed, options.level)
    app.run()
    return app.return_code or 0
