"""Targets: what the workspace holds. Its files may be spoilt, its documents may say anything."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from itertools import count
from random import Random
from typing import Any

from fuzz.folders import new_folder
from fuzz.fuzzing import target
from fuzz.hostile import BYTES, TEXT, a_text, edited, harmless, seeded, sentence
from fuzz.made import MAKERS, Maker
from hypothesis import strategies as st
from store.making import START, call, changes, ledger

from cockpit.commands.output import NAME_WIDTH, table
from cockpit.commands.show_words import agreement_lines, call_lines, follow_up_line, invoice_rows
from cockpit.core.agreement import Agreement, State, StateChange
from cockpit.core.call import Call, Phase
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.core.outcome import Outcome, Reach
from cockpit.core.standing import Standing
from cockpit.desk.board import Board
from cockpit.desk.desk import Desk
from cockpit.desk.handing_over import saved_handover
from cockpit.desk.practice_store import PracticeStore
from cockpit.desk.session import Session
from cockpit.desk.settings import Settings
from cockpit.desk.wrapping import prepare, save
from cockpit.handover.summary import closing_summary
from cockpit.language import sentences
from cockpit.screens.views.preparation_view import check_rows, recall
from cockpit.screens.views.queue_view import full_reason, golden_line, queue_row, totals_line
from cockpit.screens.views.script_view import script_view
from cockpit.store.codec import Unreadable, decode, encode
from cockpit.store.memory import MemoryStore
from cockpit.store.port import Changes, StoreError
from cockpit.store.workspace import Workspace

HERE = new_folder()
SOUND = HERE / "sound"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def clock() -> datetime:
    return START


def _a_sound_workspace() -> dict[str, str]:
    """One with a little of everything; its files as text."""
    workspace = Workspace.open(SOUND, now=clock)
    workspace.replace_ledger(ledger(3))
    workspace.replace_ledger(ledger(2), changes())
    workspace.save(changes("2", "D-0", 5))
    workspace.save_draft(call("c9", "D-1"))
    workspace.remember_layout("abc", {"invoice_no": "Nr"})
    workspace.close()
    found = {str(p.relative_to(SOUND)): p.read_bytes() for p in sorted(SOUND.rglob("*")) if p.is_file()}
    return {name: data.decode("latin-1") for name, data in found.items()}


FILES = _a_sound_workspace()
CONTENT = st.sampled_from(sorted(FILES)).flatmap(
    lambda name: st.tuples(
        st.just(name),
        BYTES | edited([FILES[name]]).map(lambda text: text.encode("latin-1", "replace")),
    )
)


def told(error: StoreError) -> None:
    for tag in ("nl", "en"):
        sentence(sentences.store_error(error, tag))


def used(workspace: Workspace) -> None:
    """Everything that a cockpit asks of a workspace."""
    try:
        workspace.ledger()
    except StoreError as error:
        assert error.code in {"damaged", "unwritable"}, error
        told(error)
        workspace.ledger()
    for name in ("standings", "drafts", "backups", "last_call"):
        getattr(workspace, name)()
    for debtor in ("D-0", "D-1"):
        workspace.calls_of(debtor), workspace.agreements_of(debtor), workspace.follow_ups_of(debtor)
        workspace.layout("abc")
    list(workspace.calls_between(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)))
    for problem in workspace.problems:
        told(problem)


@target("workspace: files", CONTENT, limit=4, few=15)
def workspace_files(case: tuple[str, bytes]) -> None:
    """Whatever stands in one of the files: it opens, or says in one sentence why not, and can be written."""
    name, data = case
    folder = HERE / "spoilt"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SOUND, folder)
    (folder / name).write_bytes(data)
    try:
        Workspace.open(folder, now=clock, read_only=True).close()
    except StoreError as error:
        told(error)
    try:
        workspace = Workspace.open(folder, now=clock)
    except StoreError as error:
        assert error.code in {"newer-version", "damaged", "left-behind"}, error
        told(error)
        return
    try:
        used(workspace)
        workspace.save(changes("7", "D-1", 9))
        workspace.save_draft(call("c8", "D-0"))
        workspace.remember_layout("abc", {"invoice_no": "Nummer"})
    finally:
        workspace.close()
    again = Workspace.open(folder, now=clock)
    assert again.call("c7") is not None and again.drafts()["D-0"].id == "c8"
    again.close()
    assert not (folder.parent / "etc").exists()


# -- documents ----------------------------------------------------------------------------------------------

CLASSES = (Call, Agreement, FollowUp, Standing, Debtor, Invoice)
ODD_WORDS = (
    *("1E+999999 EUR", "NaN EUR", "1 EUR", "-1 ", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00-23:59"),
    *("2026-11-27", "2026-11-27T10:00:00", "20261127", "2026-W48-5", "reminder", "saved"),
)


def odd(random: Random, depth: int = 3) -> Any:
    """Anything that JSON can hold."""
    kind = random.randrange(9 if depth else 7)
    if kind == 7:
        return [odd(random, depth - 1) for _ in range(random.randrange(3))]
    if kind == 8:
        return {a_text(random): odd(random, depth - 1) for _ in range(random.randrange(3))}
    leaves = (None, True, random.randrange(-(2**70), 2**70), random.uniform(-1e308, 1e308), float("nan"))
    return random.choice((*leaves, a_text(random), random.choice(ODD_WORDS)))


@st.composite
def documents(draw: st.DrawFn) -> tuple[type, dict[str, Any]]:
    cls = draw(st.sampled_from(CLASSES))
    make = draw(MAKERS)
    document = json.loads(json.dumps(encode(make.record(cls))))
    for _ in range(draw(st.integers(0, 3))):
        document[draw(st.sampled_from(sorted(document)) | TEXT)] = draw(seeded(odd))
    return cls, document


@target("workspace: documents", documents(), few=40)
def stored_documents(case: tuple[type, dict[str, Any]]) -> None:
    """A document is a value that is written the same again, or refused without its words."""
    cls, document = case
    try:
        found = decode(cls, document)
    except Unreadable as error:
        assert len(str(error)) < 200
        harmless(str(error))
        return
    assert decode(cls, encode(found)) == found


def known(make: Maker) -> tuple[MemoryStore, list[Call]]:
    """A workspace in memory of which all words, amounts and days were made up."""
    store = MemoryStore(lambda: MONDAY)
    ids = ["D-1", make.text(), make.text()]
    debtors = {name: make.record(Debtor, id=name) for name in ids}
    invoices = tuple(
        make.record(Invoice, number=f"{n}{make.text()}", debtor_id=make.random.choice(ids)) for n in range(4)
    )
    store._ledger = Ledger(debtors, invoices, MONDAY, make.text())
    calls, agreements, follow_ups, standings = [], [], [], []
    for n, name in enumerate(dict.fromkeys(ids)):
        calls.append(make.record(Call, id=f"C-{n}", debtor_id=name, agreement_id=f"A-{n}"))
        states = (StateChange(State.HEARD, MONDAY), StateChange(make.value(State), MONDAY))
        agreements.append(
            make.record(Agreement, id=f"A-{n}", debtor_id=name, call_id=f"C-{n}", states=states)
        )
        follow_ups.append(make.record(FollowUp, id=f"F-{n}", debtor_id=name, call_id=f"C-{n}"))
        standings.append(
            make.record(Standing, debtor_id=name, agreements=(agreements[-1],), follow_ups=(follow_ups[-1],))
        )
    store.save(Changes(tuple(calls), tuple(agreements), tuple(follow_ups), tuple(standings)))
    return store, calls


@target("desk: any workspace", st.tuples(MAKERS, TEXT), limit=4, few=25)
def any_workspace(case: tuple[Maker, str]) -> None:
    """The queue, its reasons, a search, a debtor's file and the summary, whatever the documents say."""
    make, wanted = case
    store, calls = known(make)
    session = Session(store, Settings(), lambda: MONDAY, lambda prefix: f"{prefix}-9", None)
    board = Board(session)
    board.load()
    for entry in (*board.queue.entries, *board.queue.paused):
        for tag in ("nl", "en"):
            sentence(sentences.reason(entry.reason, session.zone, tag))
            assert len(sentences.reason_short(entry.reason, session.zone, tag)) <= sentences.SHORT
    board.find(wanted)
    for one in calls:
        account = board.account(one.debtor_id)
        assert account is not None
        rows = invoice_rows(account, board.standing(one.debtor_id), session.today())
        for line in table(rows) if rows else ():
            assert "\n" not in line and len(line) < NAME_WIDTH * 20
            harmless(line)
        list(call_lines(one, session.zone))
        facts = saved_handover(session, board, one)
        assert facts is not None
        closing_summary(facts)
        for made in store.agreements_of(one.debtor_id):
            list(agreement_lines(made, session.zone))
        for follow_up in store.follow_ups_of(one.debtor_id):
            follow_up_line(follow_up, session.zone)


@target("desk: a call with anybody", MAKERS, limit=4, few=20)
def anybody(make: Maker) -> None:
    """Everybody is taken up, called and wrapped up, with all that is shown of it."""
    store, _calls = known(make)
    numbers = count(1)
    desk = Desk(Session(store, Settings(), lambda: MONDAY, lambda prefix: f"{prefix}-{next(numbers)}", None))
    desk.open()
    for name in list(desk.board.ledger.debtors):
        if entry := desk.board.queue.entry(name):
            full_reason(desk.board, entry)
        queue_row(desk.board, name)
        if not desk.choose(name) or desk.hand is None:
            continue
        hand = desk.hand
        check_rows(hand), recall(hand), script_view(hand)
        if hand.call.phase is not Phase.SAVED:
            hand.start()
            script_view(hand)
            wrap_up = prepare(hand, Outcome(make.value(Reach), None))
            save(hand, wrap_up)
        desk.let_go()
    assert len(golden_line(desk.board).plain) < 200 and totals_line(desk.board) is not None


TRIES = json.dumps(
    {
        "trainee": "Jo",
        "at": "2026-11-23T09:00:00+00:00",
        "scenario": "grote-klant",
        "language": "nl",
        "level": 1,
    }
)


@target(
    "practice: tries",
    BYTES | edited([f"{TRIES}\n{TRIES}\n"]).map(lambda text: text.encode("utf-8", "replace")),
    few=40,
)
def tries(data: bytes) -> None:
    store = PracticeStore(HERE / "practice")
    store.folder.mkdir(exist_ok=True)
    store.path.write_bytes(data)
    for one in store.attempts():
        harmless(one.trainee)
