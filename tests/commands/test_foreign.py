"""Every command on a folder that is somebody else's: one sentence, and nothing in it is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

CSV = "Klantnummer;Naam;Factuurnummer;Factuurdatum;Bedrag\nD-1;Bos;1;01-11-2026;10,00\n"
WRITING = (
    ("import", "../open.csv"), ("restore", "x"), ("erase", "bos", "--yes"), ("purge",),
    ("practice", "new", "grote-klant"), ("practice", "start"), (),
)  # fmt: skip


@pytest.fixture
def team(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder.mkdir()
    (folder / "plan.odt").write_text("van ons allen")
    folder.chmod(0o2775)
    (folder.parent / "open.csv").write_text(CSV)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.headless_driver:HeadlessDriver")
    return folder


def everything(folder: Path) -> list[tuple[str, int]]:
    return [(path.name, path.stat().st_mode) for path in (folder, *folder.rglob("*"))]


@pytest.mark.parametrize("words", WRITING)
def test_a_folder_of_a_team_is_refused(run, team: Path, words: tuple[str, ...]) -> None:
    before = everything(team)
    ran = run(*words)
    assert ran.status == 2
    assert f"{team} is no workspace: it holds plan.odt" in ran.err and f"{team}/cockpit" in ran.err
    assert everything(team) == before


@pytest.mark.parametrize("words", [("queue",), ("where",), ("practice", "list"), ("purge", "--dry-run")])
def test_what_only_looks_changes_nothing(run, team: Path, words: tuple[str, ...]) -> None:
    before = everything(team)
    run(*words)
    assert everything(team) == before


def test_doctor_says_so_and_closes_nothing(run, team: Path) -> None:
    ran = run("doctor")
    assert ran.status == 1
    assert "is no workspace" in ran.out and "chmod" not in ran.out


def test_an_export_beside_the_settings_of_a_new_workspace(run, folder: Path) -> None:
    folder.mkdir()
    (folder / "settings.toml").write_text('caller = "Sanne"\n')
    (folder / "open.csv").write_text(CSV)
    assert run("import", str(folder / "open.csv")).status == 0
    assert run("show", "Bos").status == 0
