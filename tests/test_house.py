"""The house as a whole: what lies on the top level, how large a room may be, what loads what."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "cockpit"
SOURCES = sorted(PACKAGE.rglob("*.py"))
HEAVY = ("textual", "rich", "tinydb", "babel", "icalendar")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines()]


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        if path.is_file():
            try:
                yield path, path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def test_the_top_level_holds_what_was_agreed_and_nothing_else() -> None:
    allowed = {"pyproject.toml", "README.md", "cockpit", "themes", "tests", "sample_data"}
    seen = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in seen if not name.startswith(".")} == allowed


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_is_longer_than_a_few_screens_and_no_class_knows_everything(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            assert node.end_lineno - node.lineno <= 270, node.name


def test_nothing_is_left_unfinished() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError")
    assert [str(p) for p, text in texts() if PACKAGE in p.parents and marks.search(text)] == []


def test_no_registry_and_no_machine_is_named() -> None:
    hosts = re.compile(
        "|".join(["py" + r"pi\.org", "python" + "hosted", r"registry\." + "npmjs", r"deb\." + "debian"])
    )
    paths = re.compile(r"(^|[^A-Za-z0-9_.])/(wo" + "rk|fa" + "rm|ho" + "me)/[a-z]")
    found = [(str(p), m[0]) for p, text in texts() for m in [hosts.search(text) or paths.search(text)] if m]
    assert found == []


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sorted(set(m.partition('.')[0] for m in sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "code",
    [
        "import cockpit.core.queue, cockpit.core.checklist, cockpit.core.consequences, cockpit.core.search",
        "import cockpit.playbook",
        "import cockpit.intake",
        "from cockpit.__main__ import main\nmain(['--lang', 'en', '--help'])",
        "from cockpit.__main__ import main\nmain(['--lang', 'en', '--version'])",
    ],
)
def test_what_needs_no_framework_loads_none(code: str) -> None:
    assert loaded_by(code).isdisjoint(HEAVY)


def test_the_desk_and_the_handover_load_no_screen_and_no_calendar() -> None:
    loaded = loaded_by("import cockpit.desk.desk, cockpit.desk.handing_over, cockpit.desk.importing")
    assert loaded.isdisjoint({"textual", "rich", "icalendar"})
