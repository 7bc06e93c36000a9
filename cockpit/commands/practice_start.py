"""`cockpit practice start`: the cockpit with a simulated debtor or a trainer, apart from all real work."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from secrets import randbelow

from textual.app import SystemCommand
from textual.screen import Screen

from cockpit.app import CockpitApp
from cockpit.commands.log_file import log_to
from cockpit.commands.opening import needs_terminal, theme_files
from cockpit.commands.session import must_be_ours, utc_now
from cockpit.commands.workspace import Place
from cockpit.desk.duo import Duo, Roles
from cockpit.desk.practice_session import Practice, harmless
from cockpit.desk.practising import practice_store
from cockpit.desk.settings import Settings
from cockpit.language import _
from cockpit.playbook.library import Library as Playbooks
from cockpit.roleplay.library import Library
from cockpit.roleplay.scenario import Scenario
from cockpit.screens.cockpit import CockpitScreen
from cockpit.screens.duo import DUO_LOOK, DuoScreen
from cockpit.screens.duo_wanted import DuoWanted
from cockpit.screens.practice import PracticeScreen
from cockpit.screens.practice_actions import PRACTICE_ACTIONS
from cockpit.screens.practice_look import LOOK

_SEEDS = 10_000


class PracticeApp(CockpitApp):
    """The application on a simulated debtor."""

    CSS_PATH = str(Path(__file__).parents[1] / "cockpit.tcss")
    CSS = LOOK + DUO_LOOK

    def __init__(
        self,
        practice: Practice,
        settings: Settings,
        themes: Mapping[str, Path],
        first: Scenario | None = None,
        seed: int | None = None,
        level: int | None = None,
        roles: Roles | None = None,
    ) -> None:
        """Begins with the scenario `first`, or has one of a level chosen; with `roles`, as a duo."""
        super().__init__(harmless(settings), practice.nobody, themes)
        self._practice, self._first, self._level, self._roles = practice, first, level, roles
        self._seed = practice.new_seed() if seed is None else seed

    def get_default_screen(self) -> CockpitScreen:
        """The main screen of practice in the place of the main screen."""
        if self._roles is not None:
            self.main = self._duo(self._roles, self._first)
        else:
            self.main = PracticeScreen(self._practice, self.keys, self._first, self._seed, self._level)
        return self.main

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The command palette: what works in practice, by its name there."""
        if not isinstance(self.main, PracticeScreen):
            yield from super().get_system_commands(screen)
            return
        for action in PRACTICE_ACTIONS:
            if action.id != "palette":
                yield SystemCommand(
                    _(action.label), _(action.help), partial(self.main.action_request, action.id)
                )

    def _duo(self, roles: Roles, first: Scenario | None) -> DuoScreen:
        return DuoScreen(Duo(self._practice, roles, utc_now), self.keys, first, self._level)

    def on_duo_wanted(self, event: DuoWanted) -> None:
        """From practice with the simulated debtor to practice with a trainer."""
        self.main = self._duo(Roles(self._practice.trainee, ""), event.scenario)
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(self.main)


def new_seed() -> int:
    """A number that nobody chose."""
    return randbelow(_SEEDS) + 1


def start(options: Namespace, place: Place, library: Library, first: Scenario | None) -> int:
    """Practise until the trainee leaves; the exit status of the program."""
    needs_terminal()
    must_be_ours(place)
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
    roles = Roles(trainee, options.trainer, options.observer).cleaned() if options.duo else None
    app = PracticeApp(
        practice, place.settings, theme_files(place.folder), first, options.seed, options.level, roles
    )
    app.run()
    return app.return_code or 0
