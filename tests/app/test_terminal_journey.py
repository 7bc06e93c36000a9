"""Whole calls through a real terminal, by keyboard, in Dutch, on the demo data; and what must survive."""

from __future__ import annotations

import email
import email.policy
import shutil
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest
from terminal import Terminal

from cockpit.core.agreement import State
from cockpit.core.outcome import Reach, Result
from cockpit.desk.demo import fill
from cockpit.paths import bundled
from cockpit.store.workspace import Workspace

ZONNEVELD = "D-1007"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "werkmap"
    with_store = Workspace.open(folder, now=now)
    fill(with_store, now(), "Europe/Amsterdam")
    with_store.close()
    shutil.copy(bundled("sample_data") / "settings.toml", folder / "settings.toml")
    return folder


class Seat:
    """A collector's seat: opens the cockpit on one workspace, as often as asked."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        self.terminals: list[Terminal] = []

    def open(self, cols: int = 120, rows: int = 36) -> Terminal:
        argv = [sys.executable, "-m", "cockpit", "--workspace", str(self.workspace), "--lang", "nl"]
        # No softphone and no mail program may be started by a test.
        terminal = Terminal(argv, cols, rows, {"PATH": str(Path(sys.executable).parent), "TZ": "UTC"})
        self.terminals.append(terminal)
        return terminal


@pytest.fixture
def seat(workspace: Path) -> Iterator[Seat]:
    seat = Seat(workspace)
    yield seat
    for terminal in seat.terminals:
        terminal.close()


def ring_zonneveld(t: Terminal) -> None:
    """Find the bakery by a few letters and start the call."""
    t.wait("te bellen")
    t.press("C-f")
    t.type("zonnev")
    t.wait("gebroken 4 d", "zonnev")
    t.press("Enter")
    t.press("F5")
    t.wait("F5  bellen")
    t.press("F5")
    t.wait("ophangen")


def test_a_whole_call_by_keyboard_ends_in_saved_files(seat: Seat, workspace: Path) -> None:
    t = seat.open()
    ring_zonneveld(t)
    t.type("Mevr. Bos: wacht op een grote klant [50%] kopie graag")
    t.press("F5", "F5", "F5")
    t.wait("Hoe staat het nu met die betaling?")
    t.press("F3")
    t.wait("Wat brengt de klant in?")
    t.type("2")
    t.wait("Tegenwerping 2")
    t.press("F5")
    t.wait("Hoe staat het nu met die betaling?")
    t.press("F4")
    t.type("+3")
    t.press("Enter")
    t.type("een kopie mailen")
    t.press("Enter")
    t.type("+1 10:00")
    t.press("Enter")
    t.wait("een kopie mailen")
    for title in ("Onze dag", "kiezen", "Als wij", "Lees de nieuwe afspraak terug"):
        t.press("F5", "F5")  # the customer has the floor, and he does not need it
        t.wait(title)
    t.wait("€ 1.842,50 betaalt op")
    t.press("C-o")
    t.wait("dan terug naar waar u was")
    t.type("r")
    t.wait("● teruggelezen")
    t.press("F9")
    t.wait("Wie is er bereikt?")
    t.type("6")
    t.wait("Wat is er gezegd?", "Komt terug op")
    t.press("F5")
    t.wait("Afronden", "Als wij een kopie mailen, uiterlijk")
    t.press("F2")
    t.wait(".eml")
    t.press("F8")
    t.wait(".ics")
    t.type("Rustig gebleven")
    t.press("Enter", "Enter")
    t.type("Vraag meteen naar mevrouw Bos")
    t.press("F5")
    t.wait("1 gesprek vandaag", "€ 1.842,50 afgesproken")
    t.press("C-q")
    assert t.wait_end() == 0

    store = Workspace.open(workspace, now=now, read_only=True)
    call = store.last_call()
    assert call is not None
    assert call.debtor_id == ZONNEVELD
    assert call.notes == "Mevr. Bos: wacht op een grote klant [50%] kopie graag"
    assert call.objections == ("big-customer",)
    assert (call.outcome.reach, call.outcome.result) == (Reach.RIGHT_PERSON, Result.PROMISE)
    assert call.evaluation.went_well == "Rustig gebleven"
    agreement = store.agreement(call.agreement_id)
    assert [str(p.amount.amount) for p in agreement.promises] == ["1842.50"]
    assert agreement.commitments[0].what == "een kopie mailen"
    assert agreement.reached(State.READ_BACK)
    assert agreement.state is State.MAILED
    assert store.standings()[ZONNEVELD].next_time == "Vraag meteen naar mevrouw Bos"
    assert ZONNEVELD not in store.drafts()
    store.close()

    [mail_file] = (workspace / "outbox").glob("*.eml")
    message = email.message_from_bytes(mail_file.read_bytes(), policy=email.policy.default)
    assert message["X-Unsent"] == "1"
    assert "1.842,50" in message.get_body(("plain",)).get_content().replace("\xa0", " ")
    [calendar_file] = (workspace / "outbox").glob("*.ics")
    calendar = icalendar.Calendar.from_ical(calendar_file.read_bytes())
    assert len(calendar.walk("VEVENT")) >= 2


def test_a_killed_program_resumes_the_call_with_every_word(seat: Seat) -> None:
    t = seat.open()
    ring_zonneveld(t)
    t.type("elk woord telt")
    t.wait("elk woord telt")
    t.press("F4")
    t.type("+3")
    t.wait("+3")
    t.press("C-s")
    t.wait("bewaard")
    t.kill(signal.SIGKILL)
    assert t.wait_end() == -signal.SIGKILL

    again = seat.open()
    again.wait("elk woord telt", "+3", "1.842,50")
    again.wait("ophangen")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_loses_nothing_and_leaves_the_terminal_clean(seat: Seat, number: signal.Signals) -> None:
    t = seat.open()
    ring_zonneveld(t)
    t.type("tot op de letter")
    t.wait("tot op de letter")
    t.kill(number)
    assert t.wait_end() == 128 + number
    assert t.left_behind() == []

    again = seat.open()
    again.wait("tot op de letter")


def test_leaving_in_a_call_asks_and_is_not_confirmed_by_the_same_key(seat: Seat) -> None:
    t = seat.open()
    ring_zonneveld(t)
    t.press("C-q")
    t.press("C-q")
    t.press("Enter")
    t.wait("ophangen")
    assert t.is_running


def test_usable_at_80_by_24(seat: Seat) -> None:
    t = seat.open(80, 24)
    ring_zonneveld(t)
    t.type("ook hier")
    text = t.wait("ook hier")
    assert "goedemo" in text.lower() or "goedemi" in text.lower() or "goedena" in text.lower()
    t.press("F4")
    t.type("+3")
    t.wait("+3", "teruggelezen")
    t.press("F12")  # the first day that we offer, with one key from the middle of a box
    t.wait("Afgesproken:")


def test_a_second_cockpit_may_look_and_is_told_who_has_the_workspace(seat: Seat) -> None:
    first = seat.open()
    first.wait("te bellen")
    second = seat.open()
    second.wait("te bellen", str(first.pid))
