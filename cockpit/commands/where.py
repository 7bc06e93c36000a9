"""`cockpit where`: which folders and files the cockpit uses."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from cockpit.commands import output
from cockpit.commands.workspace import LOG_NAME, Place
from cockpit.language import _
from cockpit.paths import bundled


def run(options: Namespace, place: Place) -> int:
    """Write where everything is, whether it is there yet or not."""
    if options.json:
        output.data({name: str(path) for name, (path, _what) in _places(place).items()})
        return 0
    rows = [(what, str(path) if os.access(path, os.F_OK) else f"{path} ({_('not there yet')})")
            for path, what in _places(place).values()]  # fmt: skip
    for line in output.table(rows):
        output.result(line)
    return 0


def _places(place: Place) -> dict[str, tuple[Path, str]]:
    folder = place.folder
    return {
        "workspace": (folder, _("workspace")),
        "settings": (place.settings_path, _("settings")),
        "themes": (folder / "themes", _("your own themes")),
        "playbooks": (place.playbooks, _("your own playbooks")),
        "rules": (place.rules, _("your own tone rules")),
        "scenarios": (place.scenarios, _("your own scenarios")),
        "practice": (place.practice, _("practice: tries and debriefs")),
        "backups": (folder / "backups", _("ledgers of before")),
        "outbox": (folder / "outbox", _("mails and calendar files")),
        "log": (folder / LOG_NAME, _("log")),
        "shipped_themes": (bundled("themes"), _("themes that come along")),
        "sample_data": (bundled("sample_data"), _("sample data")),
    }
