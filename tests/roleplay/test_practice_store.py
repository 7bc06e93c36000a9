"""Practice is remembered apart: nothing of it gets into the workspace, its reports, mails or calendar."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cockpit.core.call import CallKind
from cockpit.core.money import Money
from cockpit.desk.demo import fill
from cockpit.desk.practice_store import NotForPractice, PracticeStore, from_json, to_json
from cockpit.desk.practising import concluded, practice_store, progress_of
from cockpit.language.spoken import Spoken
from cockpit.roleplay.attempts import Attempt
from cockpit.roleplay.check_files import Check
from cockpit.roleplay.library import Library
from cockpit.roleplay.rehearsal import rehearse
from cockpit.store.port import Changes, StoreError
from cockpit.store.workspace import Workspace

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TRY = Attempt(
    "Sanne",
    MONDAY,
    "grote-klant",
    "nl",
    2,
    CallKind.REMINDER,
    7,
    date(2026, 11, 23),
    81,
    Money(Decimal("1842.50")),
    date(2026, 11, 27),
    {Check.GREETED: True, Check.READ_BACK: False, Check.RETURN: None},
)
LOST = replace(TRY, amount=None, day=None, trainee="Joris")


@pytest.fixture
def store(tmp_path: Path) -> PracticeStore:
    return practice_store(tmp_path)


def test_what_is_added_comes_back(store):
    assert store.attempts() == ()
    store.add(TRY)
    store.add(LOST)
    assert store.attempts() == (TRY, LOST)
    assert store.attempts("Joris") == (LOST,)
    assert [one.trainee for one in progress_of(store, Library())] == ["Joris", "Sanne"]
    assert [one.trainee for one in progress_of(store, Library(), "Sanne")] == ["Sanne"]


def test_a_talk_is_concluded_beside_the_earlier_ones(store):
    going = rehearse(Library().find("grote-klant", "nl").scenario, 1, date(2026, 11, 23), Spoken("nl"))
    assert concluded(store, going, "Sanne", MONDAY).last is None
    assert store.attempts() == ()
    going = going.say("Op welke dag staat de betaling gepland?")
    first = concluded(store, going, " Sanne\n", MONDAY)
    second = concluded(store, going, "Sanne", MONDAY)
    assert second.last == first.attempt
    assert store.attempts("Sanne") == (first.attempt, second.attempt)
    assert concluded(store, going, "Joris", MONDAY).last is None


def test_it_is_for_its_owner_only(store):
    store.add(TRY)
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def test_a_line_that_cannot_be_read_costs_only_itself(store):
    store.add(TRY)
    good = json.loads(store.path.read_text())
    bad = [
        "{",
        "[]",
        "7",
        '"text"',
        "",
        json.dumps(good | {"total": True}),
        json.dumps(good | {"total": "81"}),
        json.dumps(good | {"trainee": 5}),
        json.dumps(good | {"kind": "chat"}),
        json.dumps(good | {"amount": "much"}),
        json.dumps(good | {"checks": []}),
        json.dumps({k: v for k, v in good.items() if k != "on"}),
        "[" * 5_000,
    ]
    with store.path.open("a", encoding="utf-8") as file:
        file.write("\n".join(bad) + "\n")
    store.add(LOST)
    assert store.attempts() == (TRY, LOST)
    assert store.damaged == len(bad) - 1


def test_a_half_line_of_a_power_cut_spoils_nothing_behind_it(store):
    store.add(TRY)
    with store.path.open("a", encoding="utf-8") as file:
        file.write('{"trainee": "San')
    store.add(LOST)
    assert store.attempts() == (TRY, LOST)
    assert store.damaged == 1


def test_hostile_names_are_harmless():
    shape = to_json(replace(TRY, trainee="A\nB\x1b[31m" + "x" * 500))
    assert shape["trainee"].startswith("A B")
    assert len(shape["trainee"]) <= 80
    odd = from_json(json.loads(json.dumps(shape | {"checks": {"greeted": "yes", "nothing": True}})))
    assert odd.checks == {}


def test_what_cannot_be_written_is_said(store):
    store.folder.write_text("a file")
    with pytest.raises(StoreError):
        store.add(TRY)
    with pytest.raises(StoreError):
        store.attempts()


# -- never mixed --------------------------------------------------------------------------------------------


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def real(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    opened = Workspace.open(folder, now=lambda: MONDAY)
    fill(opened, MONDAY, "Europe/Amsterdam")
    opened.close()
    return folder


def test_practice_changes_no_byte_of_the_real_workspace(real):
    before = files_of(real)
    store = practice_store(real)
    for n in range(20):
        store.add(replace(TRY, seed=n))
    assert store.attempts()
    after = files_of(real)
    assert {name for name in after if name not in before} == {"practice/tries.jsonl"}
    assert {name: after[name] for name in before} == before


def test_the_real_store_takes_no_try_whatever_it_is_called(real):
    before = files_of(real)
    opened = Workspace.open(real, now=lambda: MONDAY)
    for field in ("calls", "agreements", "follow_ups", "standings"):
        with pytest.raises(Exception, match=r".") as refused:
            opened.save(Changes(**{field: (TRY,)}))
        assert not isinstance(refused.value, StoreError)
    with pytest.raises(AttributeError):
        opened.save_draft(TRY)
    calls = list(opened.calls_between(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)))
    opened.close()
    assert all(type(call).__name__ == "Call" for call in calls)
    after = files_of(real)
    assert {n: b for n, b in after.items() if n.startswith(("history", "drafts", "ledger"))} == {
        n: b for n, b in before.items() if n.startswith(("history", "drafts", "ledger"))
    }


@pytest.mark.parametrize("way", ["itself", "link", "history"])
def test_the_store_of_practice_is_never_put_on_real_work(real, tmp_path, way):
    folder = {"itself": real, "link": tmp_path / "practice", "history": real / "history"}[way]
    if way == "link":
        folder.symlink_to(real)
    if way == "history":
        (folder / "history").mkdir()
    before = files_of(real)
    with pytest.raises(NotForPractice):
        PracticeStore(folder).add(TRY)
    with pytest.raises(NotForPractice):
        PracticeStore(folder).attempts()
    assert files_of(real) == before


def test_a_link_to_a_real_file_is_not_followed(real):
    store = practice_store(real)
    store.folder.mkdir()
    store.path.symlink_to(real / "ledger.json")
    before = (real / "ledger.json").read_bytes()
    with pytest.raises(StoreError):
        store.add(TRY)
    with pytest.raises(StoreError):
        store.attempts()
    assert (real / "ledger.json").read_bytes() == before
