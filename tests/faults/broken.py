"""The real cockpit with something broken in it, which fails when F1 is pressed or when its moment comes.

    python tests/faults/broken.py <what is broken> <what `cockpit` takes>

Names and a number are in the error and in a local variable: none of it may be seen again.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from threading import Thread

sys.path.insert(0, str(Path(__file__).parents[2]))

from textual.app import App, ComposeResult
from textual.screen import Screen

from cockpit.screens import layout, writing
from cockpit.screens.cockpit import CockpitScreen
from cockpit.screens.requests import REQUESTS
from cockpit.store.drafts import Drafts
from cockpit.store.workspace import Workspace
from cockpit.widgets.notes import NotesArea

PRIVATE = ("Mevr. Bos", "020 555 0199")


def boom(*_given: object, **_more: object) -> None:
    """Fail with private data in hand."""
    customer = " ".join(PRIVATE)
    raise ZeroDivisionError(customer)


async def boom_later() -> None:
    boom()


class Uncomposed(Screen[None]):
    def compose(self) -> ComposeResult:
        boom()
        yield from ()


class Unmounted(Screen[None]):
    def on_mount(self) -> None:
        boom()


def renders(screen: CockpitScreen) -> None:
    NotesArea.render_line = boom  # type: ignore[method-assign]
    screen.query_one(NotesArea).refresh()


def breaks(owner: object, name: str) -> Callable[[CockpitScreen], None]:
    return lambda _screen: setattr(owner, name, boom)


def leaves(screen: CockpitScreen) -> None:
    Workspace.close = boom  # type: ignore[method-assign]
    writing.flush(screen)
    screen.app.exit()


PRESSED: dict[str, Callable[[CockpitScreen], object]] = {
    "handler": boom,
    "render": renders,
    "compose": lambda screen: screen.app.push_screen(Uncomposed()),
    "on_mount": lambda screen: screen.app.push_screen(Unmounted()),
    "timer": lambda screen: screen.set_timer(0.05, boom),
    "worker": lambda screen: screen.run_worker(boom_later()),
    "thread worker": lambda screen: screen.run_worker(boom, thread=True),
    "thread": lambda _screen: Thread(target=boom).start(),
    "task": lambda _screen: asyncio.create_task(boom_later()) and None,
    "late module": lambda _screen: import_module("cockpit.screens.gone"),
    "store": breaks(Workspace, "save_draft"),
    "sync of the drafts": breaks(Drafts, "sync"),
    "leaving": leaves,
}
"""What happens when F1 is pressed."""

IN_A_TERMINAL = ("render", "thread", "late module", "store", "sync of the drafts", "leaving")
"""Those that are also seen through to the end of the program: they end in different ways."""

STARTING: dict[str, tuple[object, str]] = {
    "first compose": (layout, "three_panes"),
    "app": (App, "_build_driver"),
    "workspace": (Workspace, "open"),
}
"""What fails on the way to the first screen."""


def main() -> int:
    from cockpit.__main__ import main as cockpit

    what = sys.argv.pop(1)
    if what in STARTING:
        setattr(*STARTING[what], boom)
    else:
        REQUESTS["help"] = lambda screen, _argument: PRESSED[what](screen)  # type: ignore[assignment]
    return cockpit()


if __name__ == "__main__":
    sys.exit(main())
