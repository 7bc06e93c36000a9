"""Fixtures that several tests of the desk ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk.build import SOME, Table

from cockpit.desk.calling import CallInHand
from cockpit.language import use


@pytest.fixture
def english() -> Iterator[None]:
    use("en")
    yield
    use("en")


@pytest.fixture
def dutch() -> Iterator[None]:
    use("nl")
    yield
    use("en")


@pytest.fixture
def table() -> Table:
    """The desk with one debtor; files about others have a table of their own."""
    return Table(SOME)


@pytest.fixture
def hand(table: Table) -> CallInHand:
    """The debtor in hand."""
    assert table.hand is not None
    return table.hand


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A team's folder, with nothing in it yet."""
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "rules").mkdir()
    return tmp_path
