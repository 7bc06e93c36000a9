"""Opening the cockpit itself: on the workspace, or on the demo in a throw-away one."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from cockpit.desk import settings as settings_file
from cockpit.desk.session import Session
from cockpit.desk.settings import Problem, Settings
from cockpit.language import _, available, use
from cockpit.paths import bundled
from cockpit.store.port import Store

LOG_NAME = "cockpit.log"


def utc_now() -> datetime:
    """The computer's clock; the only place that reads it."""
    return datetime.now(UTC)


def new_id(prefix: str) -> str:
    """A name that was never used before: the moment and four random characters."""
    return f"{prefix}-{utc_now():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def choose_language(wanted: str | None, settings: Settings) -> None:
    """The language of the screen: what was asked for, then the settings, then the computer, then English."""
    for tag in (
        wanted,
        settings.language,
        *(os.environ.get(n, "") for n in ("LC_ALL", "LC_MESSAGES", "LANG")),
    ):
        if tag and tag.partition("_")[0].partition(".")[0].lower() in available():
            use(tag.partition(".")[0])
            return
    use("en")


def session_for(
    store: Store, settings: Settings, folder: Path, now: Callable[[], datetime] = utc_now
) -> Session:
    """Everything a use case needs, with the real clock."""
    return Session(store, settings, now, new_id, folder / "outbox")


def open_cockpit(folder: Path, settings: Settings, problems: Sequence[Problem], store: Store) -> int:
    """Run the full-screen cockpit until the collector leaves; the exit status of the program."""
    if os.environ.get("TERM_PROGRAM") == "iTerm.app" and "TMUX" not in os.environ:
        # The kitty keys of Textual 8.2.7 lose text from input methods there; read once, at import.
        os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from cockpit.app import CockpitApp
    from cockpit.desk.desk import Desk

    log_to(folder)
    notices = [settings_file.problem_sentence(problem) for problem in problems]
    app = CockpitApp(Desk(session_for(store, settings, folder)), theme_files(folder), notices)
    app.settings_path = folder / settings_file.FILE_NAME
    try:
        app.run()
    finally:
        store.close()
    return app.return_code or 0


def open_demo(language: str | None) -> int:
    """The cockpit on the sample data, in a folder that is thrown away afterwards."""
    from cockpit.desk.demo import fill
    from cockpit.store.workspace import Workspace

    folder = Path(tempfile.mkdtemp(prefix="cockpit-demo-"))
    try:
        shutil.copy(bundled("sample_data") / settings_file.FILE_NAME, folder / settings_file.FILE_NAME)
        settings, problems = settings_file.read(folder / settings_file.FILE_NAME)
        choose_language(language, settings)
        store = Workspace.open(folder, now=utc_now)
        fill(store, utc_now(), settings.zone)
        return open_cockpit(folder, settings, problems, store)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def theme_files(folder: Path) -> dict[str, Path]:
    """The shipped themes by name, and the user's own from the workspace, which win."""
    files = [*sorted(bundled("themes").glob("*.toml")), *sorted((folder / "themes").glob("*.toml"))]
    return {path.stem: path for path in files}


def log_to(folder: Path) -> None:
    """Send the program's log to a file of the workspace; nothing of it reaches the screen."""
    logger = logging.getLogger("cockpit")
    logger.propagate = False
    try:
        os.close(os.open(folder / LOG_NAME, os.O_CREAT | os.O_WRONLY, 0o600))
        handler: logging.Handler = RotatingFileHandler(folder / LOG_NAME, maxBytes=500_000, backupCount=2)
    except OSError:
        handler = logging.NullHandler()
        print(_("No log can be written in {folder}.").format(folder=folder), file=sys.stderr)
    logger.addHandler(handler)
