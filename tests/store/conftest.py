from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from store.making import START, agreement, call, changes, follow_up, ledger, standing

from cockpit.store.history import HistoryStorage
from cockpit.store.memory import MemoryStore
from cockpit.store.port import Store
from cockpit.store.tables import History
from cockpit.store.workspace import Workspace


@pytest.fixture
def make() -> SimpleNamespace:
    """Believable values: make.call(…), make.agreement(…), make.changes(…), make.ledger(…) …"""
    return SimpleNamespace(
        start=START,
        call=call,
        agreement=agreement,
        follow_up=follow_up,
        standing=standing,
        changes=changes,
        ledger=ledger,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "werkmap"


@pytest.fixture
def clock() -> SimpleNamespace:
    """The time of day, which a test may set."""
    return SimpleNamespace(now=START)


@pytest.fixture
def open_workspace(folder: Path, clock: SimpleNamespace) -> Iterator[Callable[..., Workspace]]:
    """Opens the workspace of this test; whatever is still open at the end is closed."""
    opened: list[Workspace] = []

    def open_it(**options: bool) -> Workspace:
        opened.append(Workspace.open(folder, now=lambda: clock.now, **options))
        return opened[-1]

    yield open_it
    for workspace in opened:
        workspace.close()


@pytest.fixture
def workspace(open_workspace: Callable[..., Workspace]) -> Workspace:
    return open_workspace()


@pytest.fixture(params=["workspace", "reopened", "memory"])
def store(request: pytest.FixtureRequest, clock: SimpleNamespace) -> Store:
    """Every store there is; `reopened` is closed and opened again whenever `again` is called."""
    if request.param == "memory":
        return MemoryStore(now=lambda: clock.now)
    return request.getfixturevalue("open_workspace")()


@pytest.fixture
def again(store: Store, request: pytest.FixtureRequest) -> Callable[[], Store]:
    """The store as it is found later: the same, or for `reopened` the one that the files give."""

    newest = [store]

    def find() -> Store:
        if request.node.callspec.params["store"] == "reopened":
            newest[-1].close()
            newest.append(request.getfixturevalue("open_workspace")())
        return newest[-1]

    return find


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "history"
    folder.mkdir()
    return folder


@pytest.fixture
def opened(home: Path) -> Iterator[SimpleNamespace]:
    """opened.now(): the history as the files give it now; the one before it is closed."""
    state = SimpleNamespace(history=None)

    def now(**options: bool) -> History:
        if state.history is not None:
            state.history.close()
        state.history = History(home, storage=HistoryStorage, **options)
        return state.history

    state.now = now
    yield state
    if state.history is not None:
        state.history.close()
