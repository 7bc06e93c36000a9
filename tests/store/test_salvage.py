"""What is saved of a ledger that was cut off or written into."""

from __future__ import annotations

from pathlib import Path

import pytest
from store.making import START, ledger
from store.storing import Make, Open, fill, refusal

from cockpit.core.ledger import Ledger
from cockpit.store.codec import encode_ledger
from cockpit.store.ledger_file import AtomicStorage
from cockpit.store.salvage import salvage

WHOLE = ledger(20)
CONTENT = AtomicStorage.content(encode_ledger(WHOLE))


def test_all_of_a_sound_one() -> None:
    assert salvage(CONTENT) == (WHOLE, 0)


def test_cut_off_anywhere() -> None:
    most = 0
    for end in range(len(CONTENT)):
        found, lost = salvage(CONTENT[:end])
        assert found.debtors.items() <= WHOLE.debtors.items()
        assert found.invoices == WHOLE.invoices[: len(found.invoices)]
        if lost is not None:
            assert lost == 40 - len(found.debtors) - len(found.invoices)
            assert (found.read_at, found.source) == (START, "export.csv")
        assert len(found.debtors) + len(found.invoices) >= most, "never less of a longer one"
        most = len(found.debtors) + len(found.invoices)
    assert most == 40


@pytest.mark.parametrize(
    ("wrong", "right", "missing"),
    [
        (b'"2026-0007","D-7","2026-09-03"', b'"2026-0007","D-7","2026-99-03"', {"2026-0007"}),
        (b'"2026-0007","D-7","2026-09-03"', b'"2026-0007","D-7",#############', {"2026-0007"}),
        (b'["2026-0007",', b"#" * 13, {"2026-0007"}),
        (b'"D-7","Bakkerij', b'7777  "Bakkerij', {"2026-0007"}),
        (b'],["2026-0007",', b"#" * 15, {"2026-0006", "2026-0007"}),
        (b'"rows":[["2026-0000"', b"#" * 20, {i.number for i in WHOLE.invoices}),
        (b'{"ledger":{"1":{"read_at"', b"#" * 25, set()),
    ],
)
def test_written_into(wrong: bytes, right: bytes, missing: set[str]) -> None:
    assert CONTENT.count(wrong) == 1
    found, _ = salvage(CONTENT.replace(wrong, right))
    assert {i.number for i in WHOLE.invoices} - {i.number for i in found.invoices} == missing


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"rubbish", b"[" * 100_000, bytes(1000), b'{"ledger":{"1":7},']
)
def test_nothing_of_rubbish(content: bytes) -> None:
    assert salvage(content) == (Ledger(), None)


def test_the_workspace_goes_on_with_what_is_saved(folder: Path, open_workspace: Open, make: Make) -> None:
    workspace = open_workspace()
    fill(workspace, make)
    workspace.replace_ledger(WHOLE)
    workspace.close()
    path = folder / "ledger.json"
    harmed = path.read_bytes().replace(b'"2026-0007","D-7","2026-09-03"', b'"2026-0007","D-7","2026-99-03"')
    path.write_bytes(harmed)
    reader = open_workspace(read_only=True)
    assert refusal(reader.ledger).values["path"] == str(path)
    assert len(reader.ledger().invoices) == 19
    assert path.read_bytes() == harmed
    workspace = open_workspace()
    told = refusal(workspace.ledger)
    assert told.values["path"] == f"{path}.damaged-1"
    assert str(told.values["reason"]).endswith("rows saved: 39, lost: 1")
    assert (folder / "ledger.json.damaged-1").read_bytes() == harmed
    assert len(workspace.ledger().invoices) == 19
    workspace.close()
    workspace = open_workspace()
    assert len(workspace.ledger().invoices) == 19
    workspace.replace_ledger(WHOLE)
    assert workspace.backups()[0].invoices == 19


def test_a_changed_figure_is_noticed(folder: Path, open_workspace: Open, make: Make) -> None:
    workspace = open_workspace()
    workspace.replace_ledger(WHOLE)
    workspace.close()
    path = folder / "ledger.json"
    path.write_bytes(path.read_bytes().replace(b"97.00 EUR", b"99.00 EUR", 1))
    assert "checksum" in str(refusal(open_workspace().ledger).values["reason"])


def test_a_file_of_before_there_was_a_checksum(folder: Path, open_workspace: Open, make: Make) -> None:
    open_workspace().close()
    body = CONTENT[: CONTENT.rindex(b",\n")] + b"}\n"
    (folder / "ledger.json").write_bytes(body)
    assert open_workspace().ledger() == WHOLE
