"""Whether a folder is somebody else's: a workspace is private, so another's folder is not made one.

What users are told to put in a folder before it is a workspace (settings, themes, scripts, an export to be
imported) makes it nobody else's.
"""

from __future__ import annotations

import sys
from fnmatch import fnmatchcase
from pathlib import Path

from cockpit.store.port import StoreError

_STORE = ("version", "ledger.json", "history", "drafts", "backups")
"""Any two of these and it is a workspace, whatever else lies in it."""

_OURS = (
    *("settings.toml*", ".settings.toml*", "themes", "playbooks", "rules", "scenarios", "outbox", "practice"),
    *("version", "version.*", "lock", "ledger.json*", "layouts.json*", "changing*", "cockpit.log*"),
    *("history", "drafts", "backups"),
    *(".ds_store", ".localized", ".directory", "thumbs.db", "desktop.ini", "lost+found"),
)
_EXPORTS = "*.csv"
_WRITE_FOR_OTHERS = 0o022


def refuse_foreign(folder: Path) -> None:
    """Raise `StoreError` (`foreign`) for a folder that is not empty and no workspace. Raises `OSError`."""
    name = foreign_in(folder)
    if name:
        raise StoreError("foreign", path=str(folder), name=name, inside=str(folder / "cockpit"))


def foreign_in(folder: Path) -> str:
    """What in the folder, which need not be there, shows that it is no workspace and none in the making;
    empty when it is. Raises `OSError`."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return ""
    if sum(name in _STORE for name in names) > 1:
        return ""
    ours = _OURS if _is_shared(folder) else (*_OURS, _EXPORTS)
    return next((n for n in names if not any(fnmatchcase(n.lower(), one) for one in ours)), "")


def _is_shared(folder: Path) -> bool:
    """Whether others may put files there too: exports in such a folder are theirs as well."""
    return sys.platform != "win32" and bool(folder.stat().st_mode & _WRITE_FOR_OTHERS)
