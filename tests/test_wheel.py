"""The wheel: everything that the cockpit needs is in it, nothing that git ignores, and it works elsewhere."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from what git has, with files beside it that git ignores."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name in filter(None, listed):
            if (ROOT / name).is_file():
                tar.add(ROOT / name, name)
    packed.seek(0)
    with tarfile.open(fileobj=packed) as tar:
        tar.extractall(source, filter="data")
    subprocess.run(["git", "init", "-q"], cwd=source, check=True)
    for ignored in ("cockpit/core/__pycache__/money.cpython-311.pyc", "cockpit/.venv/secret.txt"):
        (source / ignored).parent.mkdir(parents=True, exist_ok=True)
        (source / ignored).write_text("not for anybody")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)],
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("elsewhere")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(target)
    return target


def test_everything_that_is_read_at_run_time_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    for needed in (
        "cockpit/cockpit.tcss",
        "cockpit/py.typed",
        "cockpit/intake/synonyms.toml",
        "cockpit/playbook/playbooks/reminder.nl.toml",
        "cockpit/playbook/playbooks/objections.en.toml",
        "cockpit/language/locale/nl/LC_MESSAGES/cockpit.po",
        "cockpit/language/locale/nl/words.toml",
        "cockpit/_bundled/themes/night.toml",
        "cockpit/_bundled/sample_data/ledger.csv",
        "cockpit/_bundled/sample_data/history.toml",
        "cockpit/_bundled/sample_data/settings.toml",
    ):
        assert needed in names


def test_nothing_that_git_ignores_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    assert not [n for n in names if "__pycache__" in n or n.endswith(".pyc") or ".venv" in n]
    assert not [n for n in names if n.startswith(("tests/", "themes/", "sample_data/"))]


def test_it_works_when_it_is_installed_elsewhere(installed: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC\n"
        f"sys.path.insert(0, {str(installed)!r})\n"
        "import cockpit; assert cockpit.__file__.startswith(sys.path[0])\n"
        "from cockpit.playbook import load; from cockpit.core.call import CallKind\n"
        "assert all(load(kind, tag).steps for kind in CallKind for tag in ('nl', 'en'))\n"
        "from cockpit.desk.demo import fill; from cockpit.store.workspace import Workspace\n"
        "now = lambda: datetime.now(UTC)\n"
        "store = Workspace.open(Path('workspace'), now=now)\n"
        "fill(store, now(), 'Europe/Amsterdam'); store.close()\n"
        "from cockpit.commands.opening import theme_files; assert len(theme_files(Path('.'))) >= 4\n"
        "from cockpit.__main__ import main\n"
        "sys.exit(main(['--lang', 'nl', '--workspace', 'workspace', 'queue']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Bakkerij Zonneveld BV" in done.stdout
