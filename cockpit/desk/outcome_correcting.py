"""Another outcome for a saved call: what followed from the old one is taken back, the new one counts.

The new consequences are those that would have followed at the time. What later calls answered stays
answered; an earlier ring-back that only the wrong outcome had answered is open again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cockpit.core.agreement import ENDED, Agreement, Promise, Revision, State, StateChange
from cockpit.core.call import AgreementEntry, Call
from cockpit.core.consequences import consequences
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Account, Invoice
from cockpit.core.money import Money, totals
from cockpit.core.outcome import NEEDS_AGREEMENT, Outcome
from cockpit.core.standing import (
    DISPUTE,
    OPEN,
    SOLVED,
    Standing,
    is_solved,
    moment_of,
    with_agreement,
    with_follow_up,
)
from cockpit.core.text import clean_line
from cockpit.desk.agreeing import DENIES, covered
from cockpit.desk.board import Board
from cockpit.desk.correcting import (
    ACTION,
    OUTCOME,
    PROMISE,
    STATE,
    Correction,
    History,
    history,
    spell,
    write,
)
from cockpit.desk.session import Session
from cockpit.desk.wrapping import broken_by
from cockpit.store.port import Changes


def needs_promise(past: History, call: Call, outcome: Outcome) -> bool:
    """Whether this outcome says nothing for this call before an amount and a day are known (S0.5)."""
    agreement = past.agreement_of(call)
    return outcome.result in NEEDS_AGREEMENT and not (agreement and agreement.promises)


def proposed(session: Session, board: Board, account: Account) -> tuple[Invoice, ...]:
    """The invoices that a promise is about unless told otherwise, all of one currency."""
    return covered(AgreementEntry(), account, board.standing(account.debtor.id), session.today())


def promised_over(invoices: Sequence[Invoice], amount: Money, due: date) -> Promise:
    """A promise over these invoices, as they are open now."""
    open_then = totals(i.open for i in invoices).get(amount.currency)
    return Promise(amount, due, covers=tuple(i.number for i in invoices), open_then=open_then)


def correct_outcome(
    session: Session,
    board: Board,
    account: Account,
    call: Call,
    outcome: Outcome,
    why: str,
    promise: Promise | None = None,
) -> Correction:
    """Something else came of a call; one write. `promise` is given where `needs_promise` asks for it.

    Raises `ValueError` for a promise without amount and day, `StoreError` when it cannot be written.
    """
    past = history(session, call.debtor_id)
    if needs_promise(past, call, outcome) and promise is None:
        raise ValueError("a promise needs an amount and a day")
    now = session.now()
    made = _agreements(past, call, outcome, promise, now, clean_line(why))
    made = (*made, *_replaced(session, account, past, call, made))
    fields = [(OUTCOME, spelled(call.outcome), spelled(outcome))]
    if is_solved(call):
        fields.append((DISPUTE, SOLVED, OPEN))
    own = next((a.id for a in made if a.call_id == call.id), call.agreement_id)
    changed = replace(
        call,
        outcome=outcome,
        agreement_id=own,
        revisions=(*call.revisions, Revision(now, clean_line(why), tuple(fields))),
    )
    after = past.with_changes(Changes(calls=(changed,), agreements=made))
    follow_ups = _follow_ups(_Replay(session, account), past, after, changed)
    return write(session, board, past, Changes((changed,), made, follow_ups))


def spelled(outcome: Outcome | None) -> str:
    """An outcome as a revision keeps it: `right-person:promise`, or only who was reached."""
    if outcome is None:
        return ""
    return f"{outcome.reach.value}:{outcome.result.value}" if outcome.result else outcome.reach.value


# -- what was agreed -------------------------------------------------------------------------------------


def _agreements(
    past: History, call: Call, outcome: Outcome, promise: Promise | None, now: datetime, why: str
) -> tuple[Agreement, ...]:
    """The agreements that change with the outcome: the call's own, and earlier ones that it had broken."""
    own = past.agreement_of(call)
    was_promise = call.outcome is not None and call.outcome.result in NEEDS_AGREEMENT
    if outcome.result in NEEDS_AGREEMENT:
        return (_promised(own, call, promise, now, why),)
    if own is None or (outcome.spoke_to_right_person and not was_promise and outcome.result not in DENIES):
        return ()
    changed = _not_promised(own, outcome, now, why)
    return (changed, *_holding_again(past, changed, now)) if changed.state is State.REVERSED else (changed,)


def _replaced(
    session: Session, account: Account, past: History, call: Call, made: tuple[Agreement, ...]
) -> tuple[Agreement, ...]:
    """Earlier promises that count as broken because a new one of this call takes their place."""
    own = next((a for a in made if a.call_id == call.id), None)
    if own is None or own.state is State.REVERSED:
        return ()
    before = Standing(call.debtor_id)
    for agreement in past.agreements:
        if agreement.made_at < own.made_at:
            before = with_agreement(before, agreement)
    return broken_by(session, account, before, own, own.made_at)


def _promised(
    own: Agreement | None, call: Call, promise: Promise | None, now: datetime, why: str
) -> Agreement:
    text = f"{spell(promise.amount)} {spell(promise.due)}" if promise else ""
    said = Revision(now, why, ((PROMISE, "", text),))
    if own is None:
        return Agreement(
            call.id.replace("C", "A", 1),
            call.debtor_id,
            call.id,
            moment_of(call),
            call.contact,
            (promise,) if promise else (),
            states=(StateChange(State.HEARD, now),),
            revisions=(said,),
        )
    if promise is not None:
        own = replace(own, promises=(promise,), revisions=(*own.revisions, said))
    return own.to(_state_before(own), now) if own.state is State.REVERSED else own


def _not_promised(own: Agreement, outcome: Outcome, now: datetime, why: str) -> Agreement:
    """The promise no longer holds; what we would do falls away too when there was nobody to say it to."""
    fields = [(STATE, own.state.value, State.REVERSED.value)] if own.promises else []
    kept = own.commitments
    if not outcome.spoke_to_right_person:
        kept = tuple(c for c in own.commitments if c.done_at is not None)
        fields += [(ACTION, c.what, "") for c in own.commitments if c.done_at is None]
    changed = own.to(State.REVERSED, now) if own.promises or not kept else own
    return replace(changed, commitments=kept, revisions=(*own.revisions, Revision(now, why, tuple(fields))))


def _holding_again(past: History, gone: Agreement, now: datetime) -> tuple[Agreement, ...]:
    """Earlier promises that counted as broken only because this one had taken their place."""
    return tuple(
        _before_the_last(a, now)
        for a in past.agreements
        if a.id != gone.id and a.states and _was_replaced_at(a.states[-1], gone.made_at)
    )


def _before_the_last(agreement: Agreement, now: datetime) -> Agreement:
    """The agreement as it was before its last state."""
    *_earlier, before, _last = (StateChange(State.HEARD, now), *agreement.states)
    return agreement.to(before.state, now, concluded=before.concluded)


def _was_replaced_at(last: StateChange, at: datetime) -> bool:
    return last.at == at and not last.concluded and last.state in ENDED


def _state_before(agreement: Agreement) -> State:
    earlier = [change.state for change in agreement.states if change.state is not agreement.state]
    return earlier[-1] if earlier else State.HEARD


# -- what comes back -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Replay:
    """The calls once more, one after the other, to see which follow-ups they open and answer."""

    session: Session
    account: Account

    def follows(self, call: Call, standing: Standing, names: Iterable[str] = ()) -> Sequence[FollowUp]:
        """What the call opened."""
        return self._after(call, standing, names)[0]

    def standing(self, past: History, until: str = "") -> Standing:
        """The follow-ups that are open, and what was agreed, when the call `until` begins, or after all."""
        standing = Standing(past.debtor_id)
        known = {call.id for call in past.calls}
        for follow_up in past.follow_ups:
            if follow_up.call_id not in known:
                standing = with_follow_up(standing, replace(follow_up, done_at=None))
        for call in past.calls:
            agreed = tuple(
                a for a in past.agreements if a.call_id == call.id and a.state is not State.REVERSED
            )
            standing = replace(standing, agreements=agreed)
            if call.id == until:
                return standing
            for answered in self._after(call, standing)[1]:
                standing = with_follow_up(standing, answered)
            for follow_up in past.follow_ups:
                if follow_up.call_id == call.id:
                    standing = with_follow_up(standing, replace(follow_up, done_at=None))
        return standing

    def _after(
        self, call: Call, standing: Standing, names: Iterable[str] = ()
    ) -> tuple[Sequence[FollowUp], Sequence[FollowUp]]:
        if call.outcome is None:
            return (), ()
        s, given = self.session, iter(names)
        found = consequences(
            call,
            standing,
            call.outcome,
            self.account,
            moment_of(call),
            s.settings.zone,
            s.rules(),
            lambda: next(given, ""),
        )
        return found.follow_ups, found.closes


def _follow_ups(replay: _Replay, past: History, after: History, call: Call) -> tuple[FollowUp, ...]:
    """The follow-ups that change when `past` becomes `after`, in which `call` has its new outcome."""
    now = replay.session.now()
    old = [f for f in past.follow_ups if f.call_id == call.id]
    names = (f"{call.id.replace('C', 'F', 1)}-{n}" for n in range(len(old) + 1, len(old) + 100))
    new = replay.follows(call, replay.standing(after, until=call.id), names)
    others = tuple(f for f in past.follow_ups if f.call_id != call.id)
    was_open = {f.id for f in replay.standing(past).follow_ups}
    is_open = {f.id for f in replay.standing(replace(after, follow_ups=(*others, *new))).follow_ups}
    answered = [replace(f, done_at=now) for f in others if f.is_open and f.id in was_open - is_open]
    open_again = [replace(f, done_at=None) for f in others if not f.is_open and f.id in is_open - was_open]
    return (
        *(replace(f, done_at=now) for f in old if f.is_open),
        *(f for f in new if f.id in is_open),
        *answered,
        *open_again,
    )
