"""What the tests of the linter share: a linter on a team's folders, files in them, and findings in brief."""

from __future__ import annotations

from pathlib import Path

from cockpit.desk.findings import Found
from cockpit.desk.linting import Linter


def linter(folder: Path) -> Linter:
    return Linter(folder / "playbooks", folder / "rules")


def save(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def brief(found: list[Found]) -> list[tuple[int, int, str, str]]:
    return [(f.line, f.column, f.severity.value, f.rule) for f in found]
