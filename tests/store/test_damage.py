"""Whatever something else does to a file: the workspace opens, sound records are there, and it is said."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store.making import START, agreement, call, changes, ledger

from cockpit.store import history as history_module
from cockpit.store.port import StoreError
from cockpit.store.workspace import Workspace

CALLS = 24


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace with something in every kind of file; the history in several."""
    folder = tmp_path_factory.mktemp("filled") / "werkmap"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history_module, "SEAL_BYTES", 4000)
        workspace = Workspace.open(folder, now=lambda: START)
        for size in (9, 10, 12):
            workspace.replace_ledger(ledger(size))
        for n in range(CALLS):
            workspace.save(changes(str(n), f"D-{n % 4}", n))
        for n in range(4):
            workspace.save_draft(call(f"d{n}", f"D-{n}"))
        workspace.remember_layout("abc", {"number": "Nr"})
        workspace.close()
    yield folder


def harmed(path: Path, kind: str, at: float, rubbish: bytes) -> tuple[bytes, bytes]:
    """Harm a file at a place between 0 and 1; its content before and after."""
    before = path.read_bytes()
    place = int(at * max(len(before) - 1, 0))
    after = {
        "cut": before[:place],
        "flip": before[:place] + bytes([before[place] ^ (rubbish[0] or 1)]) + before[place + 1 :]
        if before
        else b"",
        "over": before[:place] + rubbish + before[place + len(rubbish) :],
        "into": before[:place] + rubbish + before[place:],
        "zero": before[:place] + bytes(len(before) - place),
        "all": rubbish,
        "lines": before[:place] + b"\n\t\n" + before[place + 3 :],
    }[kind]
    path.write_bytes(after)
    return before, after


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    which=st.integers(0, 10_000),
    kind=st.sampled_from(["cut", "flip", "over", "into", "zero", "all", "lines"]),
    at=st.floats(0, 1),
    rubbish=st.one_of(st.binary(min_size=1, max_size=40), st.just(b"\n"), st.just(b"\t")),
)
def test_any_harm_to_any_file(
    filled: Path, tmp_path: Path, which: int, kind: str, at: float, rubbish: bytes
) -> None:
    folder = tmp_path / "werkmap"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(filled, folder)
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "lock")
    path = paths[which % len(paths)]
    before, after = harmed(path, kind, at, rubbish)
    try:
        workspace = Workspace.open(folder, now=lambda: START)
    except StoreError as error:
        assert (path.name, error.code) == ("version", "newer-version")
        return
    try:
        check_ledger(workspace, path, before, after)
        check_history(workspace, path, before, after)
        drafts = workspace.drafts()
        assert len(drafts) >= 4 - (path.parent.name == "drafts")
        assert workspace.layout("abc") == {"number": "Nr"} or path.name == "layouts.json"
        backups = [restored(workspace, backup.name) for backup in workspace.backups()]
        assert sum(size in (9, 10) for size in backups) >= 2 - (path.parent.name == "backups")
        workspace.save(changes("later", "D-9", 999))
        workspace.save_draft(call("e", "D-9"))
        workspace.replace_ledger(ledger(3))
    finally:
        workspace.close()
    again = Workspace.open(folder, now=lambda: START)
    assert again.call("clater") == call("clater", "D-9", 999)
    assert again.drafts()["D-9"] == call("e", "D-9")
    assert again.ledger() == ledger(3)
    again.close()


def restored(workspace: Workspace, name: str) -> int:
    try:
        return len(workspace._ledger.backup(name, lambda _: None).invoices)
    except StoreError as error:
        assert error.code == "damaged"
        return 0


def check_ledger(workspace: Workspace, path: Path, before: bytes, after: bytes) -> None:
    whole = ledger(12)
    try:
        found = workspace.ledger()
    except StoreError as error:
        assert (path.name, error.code) == ("ledger.json", "damaged")
        assert Path(str(error.values["path"])).read_bytes() == after, "never overwritten"
        found = workspace.ledger()
    else:
        assert found == whole or (path.name == "ledger.json" and after.strip() == b""), "no silent change"
    if path.name == "ledger.json" and found != whole:
        assert set(found.by_debtor) <= set(found.debtors)
        untouched = [
            i for i in whole.invoices if f'["{i.number}"'.encode() in prefix_of(before, after)[:-200]
        ]
        with_debtor = [i for i in untouched if i.debtor_id in found.debtors]
        assert set(with_debtor) <= set(found.invoices)


def prefix_of(before: bytes, after: bytes) -> bytes:
    """What both begin with."""
    size = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    return before[:size]


def check_history(workspace: Workspace, path: Path, before: bytes, after: bytes) -> None:
    expected = dict.fromkeys(f"c{n}" for n in range(CALLS))
    if path.suffix == ".log":
        expected = {key: None for key in expected if is_untouched(key, path, before, after)}
        lost = [n for n in range(CALLS) if f"c{n}" not in expected and not is_there(workspace, n)]
        assert not lost or "damaged" in [problem.code for problem in workspace.problems]
    for key in expected:
        n = int(key[1:])
        assert workspace.call(key) == call(key, f"D-{n % 4}", n), key
        assert workspace.agreement(f"a{n}") == agreement(f"a{n}", f"D-{n % 4}", n)
    ids = {found.id for found in workspace.calls_between(START, START.replace(year=2030))}
    assert ids >= set(expected)
    for debtor in range(4):
        of_debtor = {c.id for c in workspace.calls_of(f"D-{debtor}")}
        assert of_debtor >= {key for key in expected if int(key[1:]) % 4 == debtor}
    assert len(workspace.standings()) == 4, "an earlier one stands in"


def is_there(workspace: Workspace, n: int) -> bool:
    try:
        return None not in (workspace.call(f"c{n}"), workspace.agreement(f"a{n}"))
    except StoreError as error:
        assert error.code == "damaged"
        return False


def is_untouched(key: str, path: Path, before: bytes, after: bytes) -> bool:
    """Whether the line of a call is in another file, or stands in this one as it was, on its own."""
    if any(f'"id":"{key}"'.encode() in p.read_bytes() for p in path.parent.glob("*.log") if p != path):
        return True
    line = next(line for line in before.splitlines(keepends=True) if f'"id":"{key}"'.encode() in line)
    return line in after.splitlines(keepends=True)
