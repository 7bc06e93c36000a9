"""What became of earlier calls and agreements, and corrections to them.

Nothing is overwritten silently: a state is added, a correction leaves a `Revision` with the old text, the new
text and the reason. Every use case here is one write of the store, after which the standing is made anew from
the whole history. Each returns a `Correction`, which `undo` takes back by a further revision.

In a revision, texts are neutral: an amount is "1842.50 EUR", a day "2026-11-27", an outcome
"right-person:promise".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol, TypeVar

from cockpit.core.agreement import Agreement, Revision, State
from cockpit.core.calendar import DAY_STARTS, at, next_working_day
from cockpit.core.call import Call
from cockpit.core.followup import Ending, FollowUp, FollowUpKind
from cockpit.core.money import Money
from cockpit.core.outcome import Result
from cockpit.core.settling import CONCLUSION
from cockpit.core.standing import DISPUTE, OPEN, SOLVED, Dispute, Standing, is_solved, moment_of, rebuild
from cockpit.core.text import clean_block, clean_line
from cockpit.desk.board import Board
from cockpit.desk.session import Session
from cockpit.store.port import Changes

OUTCOME, CONTACT, NOTE, STATE = "outcome", "contact", "note", "state"
AMOUNT, DAY, ACTION, PROMISE = "amount", "day", "action", "promise"
"""The fields that a revision can name, beside `DISPUTE`."""

_ENDINGS = {
    (FollowUpKind.VERIFY, True): Ending.TRUE,
    (FollowUpKind.VERIFY, False): Ending.NOT_TRUE,
    (FollowUpKind.CONSULT, True): Ending.DONE,
    (FollowUpKind.CONSULT, False): Ending.NOT_DONE,
}
_SAID_ONLY = frozenset({State.HEARD, State.READ_BACK})


@dataclass(frozen=True, slots=True)
class History:
    """Everything on file about one debtor, oldest first."""

    debtor_id: str
    calls: tuple[Call, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()

    def with_changes(self, changes: Changes) -> History:
        """The history with changed and new things in it."""
        return replace(
            self,
            calls=_merged(self.calls, changes.calls),
            agreements=_merged(self.agreements, changes.agreements),
            follow_ups=_merged(self.follow_ups, changes.follow_ups),
        )

    def agreement_of(self, call: Call) -> Agreement | None:
        """What was agreed in a call."""
        return next((a for a in self.agreements if a.call_id == call.id), None)


@dataclass(frozen=True, slots=True)
class Correction:
    """What one use case changed: the values as they were (without what is new) and as they are now."""

    before: Changes
    after: Changes


def history(session: Session, debtor_id: str) -> History:
    """Read everything about one debtor; raises `StoreError`."""
    return History(
        debtor_id,
        tuple(session.store.calls_of(debtor_id)),
        tuple(session.store.agreements_of(debtor_id)),
        tuple(session.store.follow_ups_of(debtor_id)),
    )


def write(session: Session, board: Board, past: History, changes: Changes) -> Correction:
    """Write changes to one debtor's history, and the standing that they make; raises `StoreError`."""
    after = past.with_changes(changes)
    standing = rebuild(
        past.debtor_id, after.calls, after.agreements, after.follow_ups, board.standing(past.debtor_id)
    )
    session.store.save(replace(changes, standings=(standing,)))
    board.update(standing)
    board.count_today()
    before = Changes(
        _among(past.calls, changes.calls),
        _among(past.agreements, changes.agreements),
        _among(past.follow_ups, changes.follow_ups),
    )
    return Correction(before, changes)


# -- agreements ------------------------------------------------------------------------------------------


def mark(session: Session, board: Board, agreement: Agreement, state: State, why: str = "") -> Correction:
    """The agreement got another state: mailed, receipt confirmed (S2.4), kept, or it no longer holds."""
    now = session.now()
    changed = agreement.to(state, now)
    if why:
        revision = Revision(now, clean_line(why), ((STATE, agreement.state.value, state.value),))
        changed = replace(changed, revisions=(*changed.revisions, revision))
    return _write(session, board, agreement.debtor_id, Changes(agreements=(changed,)))


def take_conclusion_back(session: Session, board: Board, agreement: Agreement, why: str) -> Correction:
    """What the ledger concluded is not so: the state of before holds, and no import concludes it again."""
    now = session.now()
    back = agreement.back(now)
    said = Revision(now, clean_line(why), ((CONCLUSION, agreement.state.value, back.state.value),))
    changed = replace(back, revisions=(*back.revisions, said))
    return _write(session, board, agreement.debtor_id, Changes(agreements=(changed,)))


def action_done(session: Session, board: Board, agreement: Agreement, index: int) -> Correction:
    """Our half of the agreement, action number `index`, is done."""
    changed = agreement.commitment_done(index, session.now())
    return _write(session, board, agreement.debtor_id, Changes(agreements=(changed,)))


def correct_promise(
    session: Session, board: Board, agreement: Agreement, index: int, amount: Money, due: date, why: str
) -> Correction:
    """Promise number `index` was for another amount or another day.

    What was mailed or confirmed were the wrong figures, and what was judged broken was judged by them: the
    agreement is as good as heard again. One that was kept stays so.
    """
    now = session.now()
    old = agreement.promises[index]
    new = replace(old, amount=amount, due=due)
    fields = _changed((AMOUNT, spell(old.amount), spell(amount)), (DAY, spell(old.due), spell(due)))
    promises = tuple(new if n == index else p for n, p in enumerate(agreement.promises))
    changed = replace(
        agreement,
        promises=promises,
        revisions=(*agreement.revisions, Revision(now, clean_line(why), fields)),
    )
    if agreement.state not in _SAID_ONLY | {State.KEPT, State.PAID_TOO_MUCH}:
        changed = changed.to(State.HEARD, now)
    return _write(session, board, agreement.debtor_id, Changes(agreements=(changed,)))


# -- calls -----------------------------------------------------------------------------------------------


def correct_contact(session: Session, board: Board, call: Call, name: str, why: str) -> Correction:
    """It was somebody else who was on the line; the agreement of that call was made with him."""
    name = clean_line(name)
    revision = Revision(session.now(), clean_line(why), ((CONTACT, call.contact, name),))
    past = history(session, call.debtor_id)
    changed = replace(call, contact=name, revisions=(*call.revisions, revision))
    agreement = past.agreement_of(call)
    made = (
        (replace(agreement, contact=name, revisions=(*agreement.revisions, revision)),) if agreement else ()
    )
    return write(session, board, past, Changes(calls=(changed,), agreements=made))


def add_note(session: Session, board: Board, call: Call, text: str) -> Correction:
    """Something to remember that was not written down then; it stands below the notes with its own moment."""
    now = session.now()
    line = f"{now.astimezone(session.zone):%Y-%m-%d %H:%M} {clean_line(text)}"
    notes = clean_block(f"{call.notes.rstrip()}\n{line}".lstrip("\n"))
    revision = Revision(now, "", ((NOTE, "", line),))
    changed = replace(call, notes=notes, revisions=(*call.revisions, revision))
    return _write(session, board, call.debtor_id, Changes(calls=(changed,)))


def end_dispute(
    session: Session, board: Board, standing: Standing, dispute: Dispute, why: str
) -> Correction | None:
    """What the customer contested is solved; its invoices count again. None when no call brought it up."""
    past = history(session, standing.debtor_id)
    call = next((c for c in past.calls if _brought_up(c, dispute)), None)
    if call is None:
        return None
    revision = Revision(session.now(), clean_line(why), ((DISPUTE, OPEN, SOLVED),))
    changed = replace(call, revisions=(*call.revisions, revision))
    return write(session, board, past, Changes(calls=(changed,)))


def follow_up_done(session: Session, board: Board, follow_up: FollowUp, *, good: bool = True) -> Correction:
    """What was to come back needs nothing more: rung, asked, or a claim that was looked up, and true or not.

    What was not asked yet is done as such, and comes back on the next working day.
    """
    now = session.now()
    ending = _ENDINGS.get((follow_up.kind, good))
    changed = follow_up.ended(ending, now) if ending else replace(follow_up, done_at=now)
    again = (_tomorrow(session, board, follow_up),) if ending is Ending.NOT_DONE else ()
    return _write(session, board, follow_up.debtor_id, Changes(follow_ups=(changed, *again)))


def _tomorrow(session: Session, board: Board, follow_up: FollowUp) -> FollowUp:
    account = board.account(follow_up.debtor_id)
    country = account.debtor.country if account else session.settings.country
    due = at(next_working_day(session.today(), country), DAY_STARTS, session.zone)
    return replace(follow_up, id=session.new_id("F"), due=due, timed=False)


# -- taking back -----------------------------------------------------------------------------------------


def undo(session: Session, board: Board, debtor_id: str, correction: Correction, why: str) -> Correction:
    """Everything is as it was before a correction, and both stay on file.

    An agreement that the correction made cannot disappear: it no longer holds. A new follow-up is done.
    """
    now = session.now()
    calls = {c.id: c for c in correction.before.calls}
    agreements = {a.id: a for a in correction.before.agreements}
    follow_ups = {f.id: f for f in correction.before.follow_ups}
    changes = Changes(
        calls=tuple(
            replace(calls[c.id], revisions=_taken_back(calls[c.id].revisions, c.revisions, now, why))
            for c in correction.after.calls
        ),
        agreements=tuple(
            _agreement_back(agreements.get(a.id), a, now, why) for a in correction.after.agreements
        ),
        follow_ups=tuple(
            follow_ups.get(f.id) or replace(f, done_at=f.done_at or now) for f in correction.after.follow_ups
        ),
    )
    return _write(session, board, debtor_id, changes)


# -- how it is written -----------------------------------------------------------------------------------


def spell(value: Money | date) -> str:
    """An amount or a day as a revision keeps it."""
    return f"{value.text()} {value.currency}" if isinstance(value, Money) else value.isoformat()


def _write(session: Session, board: Board, debtor_id: str, changes: Changes) -> Correction:
    return write(session, board, history(session, debtor_id), changes)


def _changed(*fields: tuple[str, str, str]) -> tuple[tuple[str, str, str], ...]:
    return tuple(field for field in fields if field[1] != field[2])


def _brought_up(call: Call, dispute: Dispute) -> bool:
    o = call.outcome
    return (
        o is not None
        and o.result is Result.DISPUTE
        and Dispute(o.invoices, o.detail, moment_of(call)) == dispute
        and not is_solved(call)
    )


def _agreement_back(before: Agreement | None, after: Agreement, now: datetime, why: str) -> Agreement:
    if before is None:
        return after.to(State.REVERSED, now)
    is_same = (after.state, after.is_concluded) == (before.state, before.is_concluded)
    states = before.states if is_same else after.states
    back = replace(before, states=states).to(before.state, now, concluded=before.is_concluded)
    revisions = _taken_back(before.revisions, after.revisions, now, why)
    if len(after.revisions) == len(before.revisions) and after.state is not before.state:
        change = ((STATE, after.state.value, before.state.value),)
        revisions = (*revisions, Revision(now, why, change))
    return replace(back, revisions=revisions)


def _taken_back(
    before: tuple[Revision, ...], after: tuple[Revision, ...], now: datetime, why: str
) -> tuple[Revision, ...]:
    """The revisions of after, and the last of them turned round; none when there was none."""
    if len(after) == len(before):
        return after
    turned = tuple((name, new, old) for name, old, new in after[-1].fields)
    return (*after, Revision(now, why, turned))


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Filed = TypeVar("_Filed", bound=_Named)


def _merged(filed: tuple[_Filed, ...], changed: tuple[_Filed, ...]) -> tuple[_Filed, ...]:
    by_id = {item.id: item for item in changed}
    known = {item.id for item in filed}
    return (*(by_id.get(i.id, i) for i in filed), *(i for i in changed if i.id not in known))


def _among(filed: tuple[_Filed, ...], changed: tuple[_Filed, ...]) -> tuple[_Filed, ...]:
    wanted = {item.id for item in changed}
    return tuple(item for item in filed if item.id in wanted)
