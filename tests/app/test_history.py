"""The history screen: reading what was, marking what became of it, correcting with a reason, taking back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from cockpit.core.agreement import Agreement, Commitment, Concession, Promise, Revision, State, StateChange
from cockpit.core.call import Call, CallKind, Evaluation, Phase
from cockpit.core.followup import Ending, FollowUp, FollowUpKind
from cockpit.core.ledger import Ledger
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.reason import ReasonCode
from cockpit.core.standing import Dispute, Standing, after_call
from cockpit.desk import outside
from cockpit.desk.correcting import History
from cockpit.language import use
from cockpit.screens.history import HistoryScreen
from cockpit.screens.history_acts import ACTS, acts_for
from cockpit.screens.small import Pick, ReadLine, WriteLine
from cockpit.screens.views.history_detail import NOTES_SHOWN, detail, spoken
from cockpit.screens.views.history_rows import CALLS_A_PAGE, ENDED_A_PAGE, HistoryList, Kind
from cockpit.store.port import Changes, StoreError
from cockpit.widgets.line_list import LineList

BROKEN = "D-1007"  # a confirmed promise of which the day has passed, three calls
OURS = "D-2001"  # our own action is overdue
DISPUTED = "D-1024"
VERIFY = "D-1015"
NEVER = "D-1001"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture(autouse=True)
def english():
    use("en")


def seen(app):
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def told(app):
    """What was said in passing."""
    return " / ".join(note.message for note in app._notifications)


async def open_history(app, pilot, debtor):
    await pilot.pause()
    app.main.choose(debtor)
    app.main.action_request("history")
    await pilot.pause()
    await pilot.pause()
    assert isinstance(app.screen, HistoryScreen)
    return app.screen


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def write(pilot, text):
    """Type a line and take it."""
    box = pilot.app.screen.query_one("#line")
    box.value = text
    await press(pilot, "enter")


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 36), (160, 45)])
async def test_the_history_fits_every_window(cockpit, size):
    async with cockpit.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await open_history(cockpit, pilot, BROKEN)
        shown = seen(cockpit)
        assert "Agreements  1" in shown and "Calls  3" in shown
        assert "▸ ! Wed, 11 Nov 2026" in shown or "▸ ! Wed 11 Nov 2026" in shown
        assert "Agreed on Wednesday" in shown
        await press(pilot, "down")
        assert "Promises to pay" in seen(cockpit) and "▸ ●" in seen(cockpit)
        await press(pilot, "escape")
        assert cockpit.screen is cockpit.main


async def test_nobody_was_ever_called(cockpit):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, NEVER)
        assert "No calls and no agreements yet." in seen(cockpit)
        await press(pilot, "down", "enter", "o", "u", "f5")
        assert cockpit.screen is cockpit.main


async def test_a_receipt_is_confirmed_and_taken_back(cockpit, store):
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        screen = await open_history(cockpit, pilot, "D-1014")
        (before,) = screen.past.agreements
        assert before.state is State.MAILED
        await press(pilot, "c")
        (after,) = store.agreements_of("D-1014")
        assert after.state is State.CONFIRMED and "Receipt confirmed" in seen(cockpit)
        assert cockpit.desk.board.queue.entry("D-1014").reason.code is not ReasonCode.CONFIRMATION
        await press(pilot, "c", "m")  # neither can be done any more
        assert list(store.agreements_of("D-1014")) == [after]
        await press(pilot, "u")
        assert store.agreements_of("D-1014")[0].state is State.MAILED
        assert "Corrected" in seen(cockpit) and "state: Receipt confirmed → Mailed" in seen(cockpit)
        await press(pilot, "u")
        assert "There is nothing to take back." in told(cockpit)


async def test_enter_offers_what_can_be_done(cockpit, store):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, BROKEN)
        await press(pilot, "enter")
        assert isinstance(cockpit.screen, Pick)
        assert "k  was kept" in seen(cockpit) and "c  receipt confirmed" not in seen(cockpit)
        await press(pilot, "escape")
        assert isinstance(cockpit.screen, HistoryScreen)
        await press(pilot, "enter", "k")
        assert store.agreements_of(BROKEN)[0].state is State.KEPT
        assert cockpit.desk.board.queue.entry(BROKEN).reason.code is not ReasonCode.PROMISE_BROKEN


async def test_a_promise_is_corrected_typed_freely_and_read_back(cockpit, store):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, BROKEN)
        await press(pilot, "a")
        assert isinstance(cockpit.screen, ReadLine) and "= €1,842.50" in seen(cockpit)
        await write(pilot, "nonsense")
        assert isinstance(cockpit.screen, ReadLine) and "✗" in seen(cockpit)
        await write(pilot, "1.800,00")
        assert "= Thursday" in seen(cockpit) and "19 November 2026" in seen(cockpit)
        await write(pilot, "26-11-2026")
        await press(pilot, "enter")
        assert isinstance(cockpit.screen, WriteLine) and "One line is needed here." in seen(cockpit)
        assert store.agreements_of(BROKEN)[0].promises[0].amount == Money(Decimal("1842.50"))
        await write(pilot, "misheard on the line")
        (after,) = store.agreements_of(BROKEN)
        assert after.promises[0].amount == Money(Decimal(1800))
        assert after.promises[0].due == date(2026, 11, 26)
        assert after.state is State.HEARD
        assert "What was mailed has the old figures" in told(cockpit)
        assert cockpit.desk.board.queue.entry(BROKEN).reason.code is ReasonCode.PAUSED_PROMISE
        await press(pilot, "tab", "end")
        assert "“misheard on the line”" in seen(cockpit)
        assert "amount: €1,842.50 → €1,800.00" in seen(cockpit)


@pytest.mark.parametrize("stop", [0, 1, 2])
async def test_escape_anywhere_corrects_nothing(cockpit, store, stop):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await open_history(cockpit, pilot, BROKEN)
        before = screen.past
        await press(pilot, "a")
        for text in ("1800", "26-11-2026")[:stop]:
            await write(pilot, text)
        await press(pilot, "escape")
        assert cockpit.screen is screen and screen.past == before
        assert list(store.agreements_of(BROKEN)) == list(before.agreements)


async def test_the_same_figures_are_no_correction(cockpit, store):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await open_history(cockpit, pilot, BROKEN)
        await press(pilot, "a", "enter", "enter")
        assert cockpit.screen is screen and "That is what it was already." in told(cockpit)
        assert store.agreements_of(BROKEN)[0].revisions == ()


async def test_an_agreement_that_no_longer_holds(cockpit, store):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, BROKEN)
        await press(pilot, "r", "escape")
        assert store.agreements_of(BROKEN)[0].state is not State.REVERSED
        await press(pilot, "r")
        await write(pilot, "another firm")
        assert store.agreements_of(BROKEN)[0].state is State.REVERSED
        assert "Reversed" in seen(cockpit)


async def test_the_mail_goes_out_again(cockpit, store, started):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, BROKEN)
        await press(pilot, "e")
        assert started and started[0][-1].endswith(".eml")
        assert store.agreements_of(BROKEN)[0].state is State.CONFIRMED  # it was mailed and confirmed before


async def test_the_first_mail_marks_the_agreement(cockpit, store, monkeypatch):
    def nothing(command):
        raise outside.NotStarted(command[0])

    (agreement,) = store.agreements_of(BROKEN)
    store.save(Changes(agreements=(replace(agreement, states=agreement.states[:1]),)))
    monkeypatch.setattr(outside, "start", nothing)
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, BROKEN)
        await press(pilot, "e")
        assert "The draft is in" in told(cockpit)
        assert store.agreements_of(BROKEN)[0].state is State.MAILED


async def test_a_mail_that_waits_for_a_confirmation_waits_anew_when_it_goes_out_again(cockpit, store, clock):
    (agreement,) = store.agreements_of(BROKEN)
    store.save(Changes(agreements=(replace(agreement, states=agreement.states[:2]).mailed(clock()),)))
    clock.now += timedelta(minutes=5)
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, BROKEN)
        await press(pilot, "e")
        (after,) = store.agreements_of(BROKEN)
        assert after.awaits_confirmation and after.states[-1].at == clock()
        await press(pilot, "u")
        (back,) = store.agreements_of(BROKEN)
        assert back.awaits_confirmation and back.states[-1].at < clock()


async def test_a_mail_needs_the_call_that_it_is_about(cockpit, store, monkeypatch):
    monkeypatch.setattr(store, "call", lambda name: None)
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, BROKEN)
        await press(pilot, "e")
        assert "not on file any more" in told(cockpit)


async def test_an_instalment_is_corrected_on_its_own_line(cockpit, store):
    (agreement,) = store.agreements_of(BROKEN)
    first = agreement.promises[0]
    parts = (replace(first, amount=Money(Decimal(842))), replace(first, due=date(2026, 12, 1)))
    store.save(Changes(agreements=(replace(agreement, promises=parts, states=agreement.states[:1]),)))
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, BROKEN)
        await press(pilot, "a")
        assert "Choose one of the parts below." in told(cockpit)
        await press(pilot, "down", "down", "a", "enter")
        await write(pilot, "2-12-2026")
        await write(pilot, "typo")
        (after,) = store.agreements_of(BROKEN)
        assert [p.due for p in after.promises] == [first.due, date(2026, 12, 2)]
        assert "old figures" not in told(cockpit)


async def test_nobody_in_hand(cockpit, store):
    store.replace_ledger(Ledger())
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        cockpit.main.action_request("history")
        await pilot.pause()
        assert cockpit.screen is cockpit.main and "Choose a debtor first." in told(cockpit)


async def test_our_action_is_done(cockpit, store):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, OURS)
        assert cockpit.desk.board.queue.entries[0].debtor_id == OURS
        assert "our action:" in seen(cockpit)
        await press(pilot, "down", "x")
        (agreement,) = store.agreements_of(OURS)
        assert agreement.commitments[0].done_at == NOW
        assert cockpit.desk.board.queue.entries[0].debtor_id != OURS
        await press(pilot, "u")
        assert store.agreements_of(OURS)[0].commitments[0].done_at is None


async def test_a_claim_was_verified(cockpit, store):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, VERIFY)
        assert "Verify what the customer said" in seen(cockpit)
        await press(pilot, "x")
        assert [(f.done_at, f.ending) for f in store.follow_ups_of(VERIFY)] == [(NOW, Ending.TRUE)]
        assert "✓ Mon 23 Nov 2026 true, it was found" in " ".join(seen(cockpit).split())
        await press(pilot, "u", "z")
        assert [f.ending for f in store.follow_ups_of(VERIFY)] == [Ending.NOT_TRUE]
        assert cockpit.desk.board.queue.entry(VERIFY).reason.code is ReasonCode.CLAIM_NOT_FOUND


async def test_a_dispute_is_solved_with_a_word_about_how(cockpit, store):
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        await open_history(cockpit, pilot, DISPUTED)
        await press(pilot, "down", "down")
        assert "Contested since" in seen(cockpit)
        await press(pilot, "x")
        await write(pilot, "credit note sent")
        assert cockpit.desk.board.standing(DISPUTED).disputes == ()
        assert store.standings()[DISPUTED].disputes == ()
        await press(pilot, "end")
        assert "contested: still contested → solved" in seen(cockpit)


async def test_the_outcome_of_a_call_is_corrected(cockpit, store):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, BROKEN)
        await press(pilot, "down", "o")
        assert "Who was reached?" in seen(cockpit) and "▸ 6  The right person" in seen(cockpit)
        await press(pilot, "3")
        await write(pilot, "pressed the wrong key")
        call = store.calls_of(BROKEN)[-1]
        assert call.outcome == Outcome(Reach.VOICEMAIL)
        assert store.agreements_of(BROKEN)[0].state is State.REVERSED
        assert "✎" in seen(cockpit) and "Try again" in seen(cockpit)
        await press(pilot, "u")
        assert store.calls_of(BROKEN)[-1].outcome.result is Result.PROMISE
        assert cockpit.desk.board.queue.entry(BROKEN).reason.code is ReasonCode.PROMISE_BROKEN


async def test_an_outcome_with_a_moment(cockpit, store):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, BROKEN)
        await press(pilot, "down", "o", "6", "3")
        assert isinstance(cockpit.screen, ReadLine)
        await write(pilot, "25-11-2026 16:30")
        await write(pilot, "wrong key")
        (ring_back,) = [f for f in store.follow_ups_of(BROKEN) if f.is_open]
        assert ring_back.kind is FollowUpKind.RING_BACK
        assert ring_back.due == datetime(2026, 11, 25, 15, 30, tzinfo=UTC)


async def test_an_outcome_with_the_words_of_the_customer(cockpit, store):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, BROKEN)
        await press(pilot, "down", "o", "6", "8")
        await write(pilot, "not what was ordered")
        await write(pilot, "wrong key")
        assert cockpit.desk.board.standing(BROKEN).disputes[0].reason == "not what was ordered"


async def test_it_was_a_promise_after_all(cockpit, store):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_history(cockpit, pilot, VERIFY)
        await press(pilot, "end", "o", "6", "1")
        assert "Which amount was promised?" in seen(cockpit)
        await press(pilot, "enter")
        await write(pilot, "27-11-2026")
        await write(pilot, "forgot to fill it in")
        (agreement,) = store.agreements_of(VERIFY)
        assert agreement.promises[0].due == date(2026, 11, 27)
        assert cockpit.desk.board.queue.entry(VERIFY).reason.code is ReasonCode.PAUSED_PROMISE


@pytest.mark.parametrize(
    "keys",
    [
        ["escape"],
        ["6", "escape"],
        ["6", "3", "escape"],
        ["6", "8", "escape"],
        ["3", "escape"],
        ["6", "9", "enter", "escape"],
    ],
)
async def test_an_outcome_that_was_not_finished_is_not_corrected(cockpit, store, keys):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await open_history(cockpit, pilot, BROKEN)
        await press(pilot, "down", "o", *keys)
        assert cockpit.screen is screen and not store.calls_of(BROKEN)[-1].revisions


@pytest.mark.parametrize("keys", [["escape"], ["enter", "escape"]])
async def test_a_promise_that_was_not_finished_is_none(cockpit, store, keys):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await open_history(cockpit, pilot, VERIFY)
        await press(pilot, "end", "o", "6", "1", *keys)
        assert cockpit.screen is screen and not store.agreements_of(VERIFY)


async def test_who_was_on_the_line_and_a_note(cockpit, store):
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        await open_history(cockpit, pilot, BROKEN)
        await press(pilot, "down", "p", "enter")  # the same name: nothing to correct
        await press(pilot, "p")
        await write(pilot, "Dhr. [b]Vos")
        await press(pilot, "escape")
        assert store.calls_of(BROKEN)[-1].contact == "Mevr. Bos, boekhouding"
        await press(pilot, "p")
        await write(pilot, "Dhr. [b]Vos")
        await write(pilot, "misheard")
        assert cockpit.desk.board.standing(BROKEN).last_contact == "Dhr. [b]Vos"
        assert "with Dhr. [b]Vos" in seen(cockpit)
        await press(pilot, "n", "escape", "n")
        await write(pilot, "she rang back")
        assert store.calls_of(BROKEN)[-1].notes.endswith("2026-11-23 10:00 she rang back")
        assert "note: 2026-11-23 10:00 she rang back" in seen(cockpit)


async def test_what_cannot_be_written_is_said(cockpit, store, monkeypatch):
    def full(changes):
        raise StoreError("disk-full", path="workspace")

    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        screen = await open_history(cockpit, pilot, "D-1014")
        await press(pilot, "c")
        monkeypatch.setattr(store, "save", full)
        await press(pilot, "k")
        assert screen.past.agreements[0].state is State.CONFIRMED
        assert "full" in told(cockpit)
        await press(pilot, "u")
        assert store.agreements_of("D-1014")[0].state is State.CONFIRMED


async def test_a_history_that_cannot_be_read_is_said(cockpit, store, monkeypatch):
    def damaged(debtor):
        raise StoreError("damaged", path="workspace", reason="x")

    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.pause()
        monkeypatch.setattr(store, "calls_of", damaged)
        cockpit.main.action_request("history")
        await pilot.pause()
        assert cockpit.screen is cockpit.main and "damaged" in told(cockpit)


async def test_in_a_call_the_focus_goes_back_to_the_notes(cockpit):
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.pause()
        await press(pilot, "f5", "f5", "ctrl+o", "h")
        assert isinstance(cockpit.screen, HistoryScreen)
        await press(pilot, "escape")
        assert cockpit.main.focused.id == "notes" and cockpit.desk.is_live


async def test_five_hundred_calls_come_page_by_page(cockpit, store):
    standing = Standing(NEVER)
    calls = []
    for n in range(500):
        call = a_call(n, notes="[/b] \u202e" + "word " * 60, debtor_id=NEVER)
        calls.append(call)
        standing = after_call(standing, call)
    store.save(Changes(tuple(calls), standings=(standing,)))
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await open_history(cockpit, pilot, NEVER)
        assert "Calls  500" in seen(cockpit)
        assert screen.query_one(LineList).option_count == CALLS_A_PAGE + 3
        await press(pilot, "end")
        assert f"{500 - CALLS_A_PAGE} earlier ones" in seen(cockpit)
        await press(pilot, "enter")
        assert screen.query_one(LineList).option_count == 2 * CALLS_A_PAGE + 3
        assert screen.query_one(LineList).chosen == f"call C-{499 - CALLS_A_PAGE}"
        assert "[/b] word" in seen(cockpit)


# -- the lines -------------------------------------------------------------------------------------------


def a_call(number=0, debtor_id="D-1", **more):
    begin = NOW - timedelta(days=600 - number)
    call = Call(
        f"C-{number}", debtor_id, CallKind.REMINDER, begin, Phase.SAVED, started_at=begin, ended_at=begin
    )
    return replace(call, **{"outcome": Outcome(Reach.RIGHT_PERSON, Result.NO_AGREEMENT), **more})


def an_agreement(number=0, state=State.HEARD, **more):
    made = NOW - timedelta(days=20 - number % 20)
    promise = Promise(Money(Decimal(100)), date(2026, 12, 1), covers=("7",))
    given = {"promises": (promise,), "states": (StateChange(state, made),)} | more
    return Agreement(f"A-{number}", "D-1", f"C-{number}", made, "Bos", **given)


def entries(past=None, standing=None, pages=1):
    return HistoryList(past or History("D-1"), standing or Standing("D-1"), AMSTERDAM, NOW, pages).entries()


def test_what_runs_stands_above_what_ended():
    ended = [an_agreement(n, State.KEPT) for n in range(ENDED_A_PAGE + 2)]
    past = History("D-1", agreements=(an_agreement(50), *ended))
    found = entries(past)
    assert [e.agreement.id for e in found if e.kind is Kind.AGREEMENT][:2] == [
        "A-50",
        f"A-{ENDED_A_PAGE + 1}",
    ]
    assert "2 earlier ones" in next(e for e in found if e.kind is Kind.MORE).line.plain
    assert not [e for e in entries(past, pages=2) if e.kind is Kind.MORE]
    one = History("D-1", agreements=tuple(ended[: ENDED_A_PAGE + 1]))
    assert "1 earlier one:" in next(e for e in entries(one) if e.kind is Kind.MORE).line.plain


def test_instalments_and_our_actions_have_lines_of_their_own():
    first = an_agreement().promises[0]
    agreement = an_agreement(
        promises=(first, replace(first, due=date(2026, 12, 8))),
        commitments=(
            Commitment("mail a copy", NOW - timedelta(days=1)),
            Commitment("ask the depot", NOW + timedelta(days=1)),
            Commitment("ring", NOW, NOW),
        ),
    )
    found = entries(History("D-1", agreements=(agreement,)))
    plain = [e.line.plain for e in found]
    assert "€200.00 in 2 parts" in plain[1]
    assert [e.kind for e in found[2:7]] == [Kind.PROMISE, Kind.PROMISE, *[Kind.ACTION] * 3]
    assert "! by" in plain[4] and "overdue" in plain[4]
    assert "overdue" not in plain[5] and "✓ done on" in plain[6]
    assert [act.key for act in acts_for(found[2])] == ["a"]
    assert [act.key for act in acts_for(found[4])] == ["x"]
    assert acts_for(found[6]) == [] and acts_for(None) == [] and acts_for(found[0]) == []
    assert [act.key for act in acts_for(found[1])] == ["c", "m", "k", "a", "e", "r"]


@pytest.mark.parametrize(
    ("state", "mark"),
    [
        (State.HEARD, "◷"),
        (State.KEPT, "✓"),
        (State.BROKEN, "✗"),
        (State.PART_KEPT, "✗"),
        (State.REVERSED, "–"),
    ],
)
def test_a_state_is_a_sign_too(state, mark):
    assert entries(History("D-1", agreements=(an_agreement(state=state),)))[1].line.plain.startswith(mark)


def test_what_comes_back():
    timed = FollowUp("F-1", "D-1", "C-1", FollowUpKind.RING_BACK, NOW, timed=True, what="[/b]")
    day = FollowUp("F-2", "D-1", "C-1", FollowUpKind.VERIFY, NOW + timedelta(days=1))
    disputes = (Dispute((), "", NOW), Dispute(("7", "8"), "broken", NOW))
    found = entries(standing=Standing("D-1", follow_ups=(day, timed), disputes=disputes))
    plain = [e.line.plain for e in found]
    assert plain[1] == "Follow-up  4"
    assert "10:00" in plain[2] and plain[2].endswith("Ring back  [/b]") and "10:00" not in plain[3]
    assert plain[4].endswith("contested: all invoices of then") and plain[5].endswith("7, 8  broken")
    listed = HistoryList(History("D-1"), Standing("D-1"), AMSTERDAM, NOW)
    assert "Ring back" in detail(found[2], listed).plain
    assert "Contested since" in detail(found[5], listed).plain


def test_calls_of_every_kind():
    calls = (a_call(outcome=None), a_call(1, outcome=Outcome(Reach.BUSY)), a_call(2, contact="Bos"))
    plain = [e.line.plain for e in entries(History("D-1", calls=calls)) if e.kind is Kind.CALL]
    assert plain[0].startswith("● ") and plain[0].endswith("Nothing agreed  Bos")
    assert plain[1].startswith("○ ") and plain[1].endswith("Busy")
    assert plain[2].endswith("no outcome") and plain[2].startswith("○ ")


def test_everything_about_a_call():
    revision = Revision(NOW, "typo", (("outcome", "busy", "right-person:ring-back"), ("contact", "", "Bos")))
    call = a_call(
        contact="Bos",
        caller="Iris",
        notes="first [b]\n" + "x" * (NOTES_SHOWN + 9),
        evaluation=Evaluation("calm", "", "mornings"),
        revisions=(revision,),
    )
    call = replace(call, outcome=Outcome(Reach.RIGHT_PERSON, Result.RING_BACK, NOW, "after lunch"))
    past = History("D-1", calls=(call,), agreements=(an_agreement(),))
    listed = HistoryList(past, Standing("D-1"), AMSTERDAM, NOW)
    said = detail(listed.entries()[-1], listed).plain
    for part in (
        "with Bos · by Iris",
        "Wants to be rung back",
        "after lunch",
        "Agreed: €100.00 on",
        "first [b]\n",
        "xxx…",
        "Went well: calm\nNext time: mornings",
        "“typo”",
        "outcome: Busy → Wants to be rung back",
        "on the line: Bos",
    ):
        assert part in said
    assert "Could be better" not in said
    kept = replace(past, agreements=(an_agreement(state=State.KEPT),))
    listed = HistoryList(kept, Standing("D-1"), AMSTERDAM, NOW)
    assert "2026 · Kept" in detail(listed.entries()[-1], listed).plain


def test_everything_about_an_agreement():
    agreement = an_agreement(
        commitments=(Commitment("mail a copy", NOW, NOW), Commitment("ring", NOW)),
        concessions=(Concession("no interest", Money(Decimal(5))), Concession("patience")),
        revisions=(Revision(NOW, "", (("promise", "", "100.00 EUR 2026-12-01"), ("odd", "a", "b"))),),
    )
    listed = HistoryList(History("D-1", agreements=(agreement,)), Standing("D-1"), AMSTERDAM, NOW)
    said = detail(listed.entries()[1], listed).plain
    for part in (
        "by bank transfer",
        "for 1 invoice: 7",
        "We: mail a copy, by",
        "✓ done on",
        "In return: no interest (€5.00)\n  the return has come\nIn return: patience",
        "promise: €100.00 · ",
        "odd: a → b",
    ):
        assert part in said
    ours = replace(agreement, promises=(), contact="", revisions=())
    listed = HistoryList(History("D-1", (a_call(),), (ours,)), Standing("D-1"), AMSTERDAM, NOW)
    assert "only our action" in listed.entries()[1].line.plain
    assert "Agreed: only our action" in detail(listed.entries()[-1], listed).plain
    assert detail(listed.entries()[0], listed).plain == ""


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("outcome", "no-answer", "No answer"),
        ("outcome", "right-person:promise", "Promises to pay"),
        ("outcome", "right-person:gone", "right-person:gone"),
        ("state", "mailed", "Mailed"),
        ("state", "gone", "gone"),
        ("amount", "1842.50 EUR", "€1,842.50"),
        ("amount", "much EUR", "much EUR"),
        ("day", "soon", "soon"),
        ("dispute", "solved", "solved"),
        ("dispute", "else", "else"),
        ("promise", "x", "x"),
        ("contact", "[/b]", "[/b]"),
        ("amount", "", ""),
    ],
)
def test_a_revision_in_words(name, text, said):
    assert spoken(name, text) == said


def test_every_letter_means_one_thing_on_a_line():
    for kind in Kind:
        letters = [act.key for act in ACTS if kind in act.kinds]
        assert len(letters) == len(set(letters)) and "u" not in letters
