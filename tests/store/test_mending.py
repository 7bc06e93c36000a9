"""What was damaged after it was written is found out when it is read, and what can stand in for it does."""

from __future__ import annotations

import errno
from pathlib import Path
from types import SimpleNamespace

import pytest
from store.storing import codes, document, fails, ids, put

from cockpit.store import history as history_module
from cockpit.store.port import StoreError


def test_earlier_version_stands_in_for_a_damaged_one(
    home: Path, opened: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_module, "SEAL_BYTES", 3000)
    history = opened.now()
    for n in range(40):
        put(history, document("c1", note=f"old {n:02}"), document(f"x{n}"))
    history = opened.now()
    assert len(history.storage._files) > 2
    for wrong, right in (("old 39", "old 38"), ("old 38", "old 37")):
        for path in home.glob("*.log"):
            path.write_bytes(path.read_bytes().replace(wrong.encode(), b"OLD xx"))
        found = (
            history.table("calls").document("c1")
            if wrong == "old 39"
            else next(one for one in opened.now().table("calls").of_debtor("D-1") if one["id"] == "c1")
        )
        assert found["note"] == right
    whole = (home / "000001.log").read_bytes()
    (home / "000001.log").write_bytes(b"\x00" * len(whole))
    assert "x39" in ids(opened.history.table("calls"))
    assert "x0" not in ids(opened.history.table("calls"))
    assert "damaged" in codes(opened.history)


def test_what_cannot_be_read_for_a_moment_is_not_forgotten(
    home: Path, opened: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = opened.now()
    for n in range(3):
        put(history, document(f"c{n}"))
    with monkeypatch.context() as patch:
        patch.setattr("cockpit.store.files.read_at", fails(errno.EIO))
        patch.setattr("os.dup", fails(errno.EIO))
        with pytest.raises(StoreError):
            history.table("calls").document("c1")
    assert ids(history.table("calls")) == ["c0", "c1", "c2"]
    put(history, document("c3"))
    assert ids(opened.now().table("calls")) == ["c0", "c1", "c2", "c3"]
