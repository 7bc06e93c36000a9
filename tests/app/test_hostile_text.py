"""Awkward text is only text: in every field of the workspace and in every box of the screen."""

from __future__ import annotations

import re
import sys
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from driving import Driver, driving
from rich.cells import cell_len
from terminal import Terminal

from cockpit.core.agreement import Agreement, Commitment, Concession, Promise, State, StateChange
from cockpit.core.call import Call, CallKind, Evaluation, Phase
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Debtor, Invoice
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.standing import Dispute, Standing
from cockpit.core.text import BLOCK_LIMIT, LINE_LIMIT
from cockpit.store.memory import MemoryStore
from cockpit.store.port import Changes
from cockpit.store.workspace import Workspace
from cockpit.widgets.notes import NotesArea

MARKUP = r"[/b] [@click=app.quit]klik[/] [red]rood [50%] [A-Z] [$x] \[ {amount} {0} $primary %s [/"
CONTROLS = (
    "a\x1b]52;c;ZXZpbA==\x07b\x1b]0;titel\x07c\x1b[2J\x1b[31md\x9b2Je\x00\x07\x08\x0bf\x9d0;t\x9cg\x1bc\x7f"
)
MARKS = "ab\u202edc\u202c \u2066x\u2069 \u200f\u0627\u0644 👩\u200d💻 e\u0301\u0301 ﷽ \ufeff\U000e0041\u2028z"
LONG = "lang " * 1000 + "x" * 5000
LINES = '=1+1\r\nBcc: iemand@elders.example\n\n-2+3\t@SUM(A1)\r"aan","halen"\n;=HYPERLINK("http://elders.example")'
HOSTILE = {"markup": MARKUP, "controls": CONTROLS, "marks": MARKS, "lines": LINES}

HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
NOON = datetime(2026, 11, 16, 11, tzinfo=UTC)


def spoiled(record, text, **kept):
    """The record with the text in every field of words."""
    words = {f.name: text for f in fields(record) if getattr(record, f.name) == "" and f.name not in kept}
    return replace(record, **words, **kept)


def spoil(store: MemoryStore, text: str) -> str:
    """Put a debtor into the workspace all of whose words are this text; the name that he is known by."""
    debtor_id = f"D-{text}"
    ledger = store.ledger()
    money = Money(Decimal(1842))
    debtor = spoiled(Debtor(debtor_id, text), text)
    invoice = Invoice(f"F{text}", debtor_id, NOON.date(), NOON.date(), money, money)
    invoices = [spoiled(replace(invoice, number=f"F{n}{text}"), text) for n in range(3)]
    store._ledger = replace(
        ledger, debtors={debtor_id: debtor, **ledger.debtors}, invoices=(*invoices, *ledger.invoices)
    )
    call = Call("C-1", debtor_id, CallKind.DUNNING, NOON, phase=Phase.SAVED, started_at=NOON, ended_at=NOON)
    call = replace(
        spoiled(call, text, agreement_id="A-1", step="", objection=""),
        answers=(("course", text), ("room", text), ("goal", text), ("contact", text)),
        outcome=Outcome(Reach.RIGHT_PERSON, Result.PROMISE, detail=text),
        evaluation=Evaluation(text, text, text),
    )
    agreement = Agreement(
        "A-1",
        debtor_id,
        "C-1",
        NOON,
        contact=text,
        promises=(Promise(money, NOON.date(), covers=(invoices[0].number,), open_then=money),),
        commitments=(Commitment(text, NOON + timedelta(days=1)),),
        concessions=(Concession(text),),
        states=(StateChange(State.HEARD, NOON),),
    )
    follow_up = FollowUp(
        "F-1", debtor_id, "C-1", FollowUpKind.RING_BACK, NOON + timedelta(days=2), True, text
    )
    standing = Standing(
        debtor_id,
        calls=1,
        last_call_id="C-1",
        last_call_at=NOON,
        last_reach=Reach.RIGHT_PERSON,
        last_spoken_at=NOON,
        last_contact=text,
        next_time=text,
        agreements=(agreement,),
        follow_ups=(follow_up,),
        disputes=(Dispute((invoices[2].number,), text, NOON),),
        skip_reason=text,
    )
    store.save(Changes((call,), (agreement,), (follow_up,), (standing,)))
    return debtor_id


def harmless(d: Driver) -> None:
    """Nothing on the screen can do anything to a terminal, and no foreign word is a command."""
    assert d.app._exception is None, d.app._exception
    for strip in d.strips:
        assert cell_len("".join(segment.text for segment in strip)) == d.app.size.width, strip
        for segment in strip:
            assert not HARMFUL.search(segment.text), segment
            assert segment.control is None
            assert "@click" not in (segment.style.meta if segment.style else {}), segment


class Walk:
    """Goes through the screens and looks at each."""

    def __init__(self, d: Driver, text: str) -> None:
        self.d, self.text = d, text

    async def __call__(self, *keys: str) -> None:
        self.d.press(*keys)
        await self.d.pilot.pause()
        harmless(self.d)

    async def write(self) -> None:
        """Paste the text, and type a part of it."""
        self.d.paste(self.text)
        self.d.type("".join(c for c in self.text[:40] if c.isprintable()))
        await self()


SIZES = {"markup": (120, 36), "controls": (80, 24), "marks": (160, 45), "lines": (80, 24)}


@pytest.mark.parametrize("kind", HOSTILE)
async def test_every_screen_shows_any_text_as_text(cockpit, store, clock, kind):
    debtor_id = spoil(store, HOSTILE[kind])
    async with driving(cockpit, SIZES[kind]) as d:
        go = Walk(d, HOSTILE[kind])
        assert d.app.main.query_one("#queue").highlighted == debtor_id, "our overdue action comes first"
        await go()
        await go("ctrl+f")
        await go.write()
        await go("enter", "escape", "home")
        await prepared(d, go, debtor_id)
        await called(d, go)
        await looked_at_from_all_sides(go)
        await wrapped_up(d, go, debtor_id, store)
        await set_aside(d, go)
    assert cockpit._exit is True or cockpit.return_code in (0, None)


async def test_ten_thousand_characters_in_every_field(cockpit, store):
    debtor_id = spoil(store, LONG)
    async with driving(cockpit) as d:
        go = Walk(d, LONG)
        await go("f5")
        await d.until(lambda: d.main.preparing and d.call.debtor_id == debtor_id)
        await go("f5")
        await d.until(lambda: d.main.is_talking)
        d.paste(LONG)
        await go("f4")
        d.paste(LONG)
        await go("ctrl+g")
        await go("escape", "ctrl+o", "h")
        await go("escape", "f9", "6", "8")
        d.paste(LONG)
        await go("f5")
        await d.see("Afronden")
        d.paste(LONG)
        await go("f2", "f8", "f5")
        await d.until(lambda: store.last_call().id != "C-1")
        assert store.last_call().notes == LONG


async def test_more_than_is_kept_is_told_and_not_taken_in(cockpit):
    """It stood on the screen, “everything is saved”, and at the next start it was gone."""
    async with driving(cockpit) as d:
        d.press("f5", "f5")
        await d.until(lambda: d.main.is_talking)
        notes = d.main.query_one("#notes", NotesArea)
        d.paste("één regel \n" * 20_000)
        await d.until(lambda: len(notes.text) == BLOCK_LIMIT)
        d.press("ctrl+end")
        d.type("EINDE")
        await d.rest()
        assert d.call.notes == notes.text and "EINDE" not in notes.text
        assert "wat te veel was, is weggelaten" in d.messages[-1]
        d.press("backspace")
        d.type("X")
        await d.until(lambda: d.call.notes.endswith("X"))
        assert d.call.notes == notes.text and len(notes.text) == BLOCK_LIMIT
        d.press("shift+home")  # what is replaced makes room
        d.paste("slot")
        await d.until(lambda: d.call.notes.endswith("\nslot"))


async def test_more_than_is_kept_in_a_line_is_told_and_not_taken_in(cockpit):
    async with driving(cockpit) as d:
        d.press("f5", "f5", "f4")
        await d.until(lambda: d.main.is_talking and d.app.focused.id == "field-when")
        box = d.app.focused
        d.paste("morgen " * 60)
        d.paste("overmorgen " * 20)
        await d.until(lambda: len(box.value) == LINE_LIMIT)
        assert "wat te veel was, is weggelaten" in d.messages[-1]
        d.messages.clear()
        d.type("z")
        await d.until(lambda: d.messages)
        assert len(box.value) == LINE_LIMIT and d.call.entry.when == box.value.strip()


async def prepared(d: Driver, go: Walk, debtor_id: str) -> None:
    await go("f5")
    await d.until(lambda: d.main.preparing and d.call.debtor_id == debtor_id)
    await go(*["down"] * len(d.main.query_one("#checklist")._rows))
    await go("up", "enter")  # the last one is a choice
    await go.write()
    await go("enter")


async def called(d: Driver, go: Walk) -> None:
    await go("f5")
    await d.until(lambda: d.main.is_talking)
    await go("f5", "f5")
    last = next(n for n, step in enumerate(d.hand.playbook.steps) if step.next is None)
    await go(*["f5"] * (last - 2))
    for key in ("2", "8"):
        await go("f3", key)
    await go("escape")
    for letter in "vpks":
        await go("ctrl+o", letter)
    await go.write()
    await go("ctrl+o", "c")
    await go.write()
    await go("enter", "f4", "shift+tab")
    for _ in range(5):
        await go.write()
        d.press("enter")
    await go("f4", "shift+tab", "ctrl+u", "1", "0", "tab", "ctrl+u", "v", "r", "enter", "enter")
    await go("ctrl+u", "v", "r", "enter", "ctrl+o", "r", "ctrl+l", "ctrl+l")


async def looked_at_from_all_sides(go: Walk) -> None:
    await go("ctrl+g")
    await go("a", "down", "space", "f5", "ctrl+o", "h")
    for _ in range(4):
        await go("down")
    await go("enter")
    await go("escape", "escape", "ctrl+r")
    for screen in (["f1"], ["ctrl+p", "a"], ["ctrl+o"], ["ctrl+q"]):
        await go(*screen)
        go.d.press("escape")
    await go("ctrl+o", "m")
    await go.write()
    await go("escape", "escape", "ctrl+o", "l")
    await go("ctrl+o", "l")


async def wrapped_up(d: Driver, go: Walk, debtor_id: str, store: MemoryStore) -> None:
    await d.until(lambda: d.app.screen is d.main, "the main screen")
    await go("f9", "6", "9")
    await go.write()
    await go("f5")
    await d.see("Afronden")
    for _ in range(3):
        await go.write()
        d.press("enter")
    await go("f2", "f8", "f3", "f4")
    await go("f5")
    await d.until(lambda: store.last_call().debtor_id == debtor_id and store.last_call().id != "C-1")
    saved = store.last_call()
    texts = [saved.contact, saved.outcome.detail, *(a for _, a in saved.answers), saved.notes]
    texts += [getattr(saved.evaluation, f.name) for f in fields(saved.evaluation)]
    for text in texts:
        assert text and not HARMFUL.search(text.replace("\n", "").replace("\t", "")), text


async def set_aside(d: Driver, go: Walk) -> None:
    await go("home", "ctrl+o", "x")
    await go.write()
    await go("enter")
    await d.until(lambda: d.app.screen is d.main)
    await go("ctrl+r")
    await go("end", "home")


async def test_braces_and_dollars_stay_what_they_are(cockpit, store):
    spoil(store, "{amount} $primary")
    async with driving(cockpit, (160, 45)) as d:
        await d.see("▸! {amount} $primary")
        d.press("f5", "f5", "f5")
        await d.until(lambda: d.main.is_talking)
        await d.rest()
        assert "{amount} $primary" in " ".join(str(d.main.query_one("#script").content).split())
        assert "{amount} $primary" in d.text.splitlines()[0]


async def test_a_paste_of_several_lines_into_a_box_of_one_keeps_all_words(cockpit):
    async with driving(cockpit) as d:
        d.press("f5", "f5", "ctrl+o", "c")
        d.paste("Mevr.\r\nBos \x1b[31m(boekhouding)")
        await d.until(lambda: d.call.contact == "Mevr. Bos (boekhouding)")
        d.press("f4")
        d.paste("vr\n")
        await d.until(lambda: d.call.entry.when == "vr")


async def test_a_pasted_escape_is_not_a_key(cockpit):
    async with driving(cockpit) as d:
        d.press("f5", "f5")
        d.paste("voor\x1bna\x11\x07")
        await d.until(lambda: d.call.notes)
        await d.rest()
        assert d.call.notes.startswith("voor") and d.main.is_talking and d.app._exit is False


def test_nothing_of_a_hostile_workspace_reaches_a_real_terminal(tmp_path: Path) -> None:
    """The bytes that a terminal gets: no clipboard, no title, no cleared screen of somebody else's."""
    folder = tmp_path / "werkmap"
    seeded = MemoryStore()
    debtor_id = spoil(seeded, CONTROLS + MARKUP)
    store = Workspace.open(folder, now=lambda: datetime.now(UTC))
    store.replace_ledger(seeded.ledger())
    call = seeded.last_call()
    store.save(
        Changes(
            (call,),
            tuple(seeded.agreements_of(debtor_id)),
            tuple(seeded.follow_ups_of(debtor_id)),
            tuple(seeded.standings().values()),
        )
    )
    store.close()
    argv = [sys.executable, "-m", "cockpit", "--workspace", str(folder), "--lang", "nl"]
    t = Terminal(argv, 120, 36, {"PATH": str(Path(sys.executable).parent), "TZ": "UTC"})
    try:
        t.wait("1 te bellen")
        t.press("F5")
        t.wait("F5  bellen")
        t.press("F5")
        t.wait("ophangen")
        t.press("C-g")
        t.wait("SPATIE", "[/b]")
        t.press("Escape")
        t.wait_gone("SPATIE")
        t.press("C-q")
        t.wait("Sluiten")
        t.type("j")
        assert t.wait_end() == 0
    finally:
        t.close()
    raw = bytes(t.raw)
    assert b"[/b]" in raw
    for command in (
        b"\x1b]52",
        b"\x1b]0;",
        b"\x1bc",
        b"\x1b[2Jc",
        b"\xc2\x9b",
        b"\xc2\x9d",
        b"\x08",
        b"\x0b",
    ):
        assert command not in raw, command
