"""What can be done with a line of the history: each act asks what it needs, then asks the desk.

An act gives the correction that it made, or None when the collector left it with Escape.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cockpit.core.agreement import Agreement, State
from cockpit.core.call import Call
from cockpit.core.concession import Condition
from cockpit.core.followup import FollowUpKind
from cockpit.desk import conceding, correcting, handing_over, outside
from cockpit.desk.correcting import Correction
from cockpit.desk.outcome_correcting import correct_outcome, needs_promise
from cockpit.desk.sending import mailed
from cockpit.language import N_, _, amounts, dates, money_sentences
from cockpit.screens import sending
from cockpit.screens.beside import Beside
from cockpit.screens.drilling import drill
from cockpit.screens.history_questions import ask_amount, ask_day, ask_outcome, ask_promise, ask_why
from cockpit.screens.small import Pick, WriteLine
from cockpit.screens.views.history_rows import Entry, Kind
from cockpit.widgets.choices import Choice

if TYPE_CHECKING:
    from cockpit.screens.history import HistoryScreen

Do = Callable[["HistoryScreen", Entry], Awaitable[Correction | None]]

_HEARD = frozenset({State.HEARD, State.READ_BACK})
_JUDGED = frozenset({FollowUpKind.VERIFY, FollowUpKind.CONSULT})


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do: its letter, its words, the lines that it is for, and when it makes sense."""

    key: str
    label: str
    kinds: frozenset[Kind]
    do: Do
    fits: Callable[[Entry], bool] = lambda entry: True

    def is_for(self, entry: Entry) -> bool:
        """Whether it can be done with this line."""
        return entry.kind in self.kinds and self.fits(entry)


def acts_for(entry: Entry | None) -> list[Act]:
    """What can be done with a line."""
    return [act for act in ACTS if entry is not None and act.is_for(entry)]


# -- agreements ---------------------------------------------------------------------------------------------


def _marks(state: State) -> Do:
    async def do(screen: HistoryScreen, entry: Entry) -> Correction | None:
        return correcting.mark(screen.session, screen.board, _agreement(entry), state)

    return do


async def _no_longer_holds(screen: HistoryScreen, entry: Entry) -> Correction | None:
    why = await ask_why(screen, _("This agreement no longer holds. What is the reason?"))
    if why is None:
        return None
    return correcting.mark(screen.session, screen.board, _agreement(entry), State.REVERSED, why)


async def _mail_again(screen: HistoryScreen, entry: Entry) -> Correction | None:
    agreement = _agreement(entry)
    call = screen.session.store.call(agreement.call_id)
    facts = handing_over.saved_handover(screen.session, screen.board, call) if call else None
    if facts is None:
        screen.say(_("The call of this agreement is not on file any more."))
        return None
    if await sending.mail_again(screen, facts):
        return None
    session = screen.session
    path = Beside(lambda: handing_over.write_mail(session, facts)).in_time(session.outbox)
    try:
        outside.start(outside.opener(str(path)))
    except outside.NotStarted:
        screen.say(_("The draft is in {path}").format(path=path))
    if agreement.state not in _HEARD | {State.MAILED}:
        return None
    return mailed(screen.session, screen.board, agreement)


async def _amount_and_day(screen: HistoryScreen, entry: Entry) -> Correction | None:
    agreement = _agreement(entry)
    if entry.kind is Kind.AGREEMENT and len(agreement.promises) > 1:
        screen.say(_("Choose one of the parts below."))
        return None
    old = agreement.promises[entry.index]
    amount = await ask_amount(screen, old.amount.currency, amounts.typed(old.amount))
    if amount is None:
        return None
    talk = screen.local(agreement.made_at)
    day = await ask_day(screen, talk, dates.day(old.due, None, "numeric"))
    if day is None:
        return None
    if (amount, day) == (old.amount, old.due):
        screen.say(_("That is what it was already."))
        return None
    why = await ask_why(screen, _("What is the reason for the correction?"))
    if why is None:
        return None
    was_mailed = agreement.state in {State.MAILED, State.CONFIRMED}
    done = correcting.correct_promise(screen.session, screen.board, agreement, entry.index, amount, day, why)
    if was_mailed:
        screen.say(_("What was mailed has the old figures: mail it again."))
    return done


async def _not_so(screen: HistoryScreen, entry: Entry) -> Correction | None:
    assert entry.follow_up is not None
    return correcting.follow_up_done(screen.session, screen.board, entry.follow_up, good=False)


async def _take_back(screen: HistoryScreen, entry: Entry) -> Correction | None:
    why = await ask_why(screen, _("The ledger says so, and it is not so. What do you know?"))
    if why is None:
        return None
    return correcting.take_conclusion_back(screen.session, screen.board, _agreement(entry), why)


async def _done(screen: HistoryScreen, entry: Entry) -> Correction | None:
    session, board = screen.session, screen.board
    if entry.agreement is not None:
        return correcting.action_done(session, board, entry.agreement, entry.index)
    if entry.follow_up is not None:
        return correcting.follow_up_done(session, board, entry.follow_up)
    why = await ask_why(screen, _("How was it solved?"))
    if why is None or entry.dispute is None:
        return None
    standing = board.standing(screen.account.debtor.id)
    return correcting.end_dispute(session, board, standing, entry.dispute, why)


async def _return(screen: HistoryScreen, entry: Entry) -> Correction | None:
    agreement = _agreement(entry)
    asked = " · ".join(c.terms.in_return for c in agreement.concessions if c.terms and c.terms.in_return)
    choices = [
        Choice(Condition.MET.value, "1", money_sentences.condition(Condition.MET)),
        Choice(Condition.LAPSED.value, "2", money_sentences.condition(Condition.LAPSED)),
    ]
    found = await screen.ask(Pick(_("We asked in return: {what}").format(what=asked), choices))
    return conceding.settle(screen.session, screen.board, agreement, Condition(found)) if found else None


# -- calls --------------------------------------------------------------------------------------------------


async def _outcome(screen: HistoryScreen, entry: Entry) -> Correction | None:
    call = _call(entry)
    outcome = await ask_outcome(screen, call)
    if outcome is None:
        return None
    promise = None
    if needs_promise(screen.past, call, outcome):
        promise = await ask_promise(screen, call)
        if promise is None:
            return None
    why = await ask_why(screen, _("What is the reason for the correction?"))
    if why is None:
        return None
    return correct_outcome(screen.session, screen.board, screen.account, call, outcome, why, promise)


async def _person(screen: HistoryScreen, entry: Entry) -> Correction | None:
    call = _call(entry)
    name = await screen.ask(WriteLine(_("Who was on the line?"), call.contact, needed=True))
    if name is None or name == call.contact:
        return None
    why = await ask_why(screen, _("What is the reason for the correction?"))
    return None if why is None else correcting.correct_contact(screen.session, screen.board, call, name, why)


async def _note(screen: HistoryScreen, entry: Entry) -> Correction | None:
    text = await screen.ask(WriteLine(_("What is to be remembered of this call?"), needed=True))
    return None if text is None else correcting.add_note(screen.session, screen.board, _call(entry), text)


# -- what fits a line --------------------------------------------------------------------------------------


def _agreement(entry: Entry) -> Agreement:
    assert entry.agreement is not None
    return entry.agreement


def _call(entry: Entry) -> Call:
    assert entry.call is not None
    return entry.call


def _is(*states: State) -> Callable[[Entry], bool]:
    return lambda entry: _agreement(entry).state in states


def _promises(entry: Entry) -> bool:
    return bool(_agreement(entry).promises)


def _is_undone(entry: Entry) -> bool:
    if entry.follow_up is not None:
        return entry.follow_up.is_open
    return entry.agreement is not None and entry.agreement.commitments[entry.index].done_at is None


def _may_fail(entry: Entry) -> bool:
    """Whether it is a claim that may be untrue, or a question that may not be asked yet."""
    return entry.follow_up is not None and entry.follow_up.is_open and entry.follow_up.kind in _JUDGED


_AGREEMENT = frozenset({Kind.AGREEMENT})
_CALL = frozenset({Kind.CALL})

ACTS: tuple[Act, ...] = (
    Act("c", N_("receipt confirmed"), _AGREEMENT, _marks(State.CONFIRMED), _is(*_HEARD, State.MAILED)),
    Act("m", N_("was mailed"), _AGREEMENT, _marks(State.MAILED), _is(*_HEARD)),
    Act(
        "k",
        N_("was kept"),
        _AGREEMENT,
        _marks(State.KEPT),
        lambda e: _promises(e) and not _agreement(e).is_paid,
    ),
    Act(
        "a",
        N_("correct amount and day"),
        _AGREEMENT | {Kind.PROMISE},
        _amount_and_day,
        lambda e: _promises(e) and _agreement(e).state is not State.REVERSED,
    ),
    Act("e", N_("mail again"), _AGREEMENT, _mail_again, lambda e: not _agreement(e).is_over),
    Act(
        "r",
        N_("no longer holds"),
        _AGREEMENT,
        _no_longer_holds,
        lambda e: _promises(e) and _agreement(e).state is not State.REVERSED,
    ),
    Act("t", N_("take the conclusion back"), _AGREEMENT, _take_back, lambda e: _agreement(e).is_concluded),
    Act("g", N_("the return"), _AGREEMENT, _return, lambda e: conceding.awaits_return(_agreement(e))),
    Act("x", N_("done, true"), frozenset({Kind.ACTION, Kind.FOLLOW_UP}), _done, _is_undone),
    Act("z", N_("not true, not yet"), frozenset({Kind.FOLLOW_UP}), _not_so, _may_fail),
    Act("x", N_("solved"), frozenset({Kind.DISPUTE}), _done),
    Act("o", N_("correct the outcome"), _CALL, _outcome),
    Act("p", N_("who was on the line"), _CALL, _person),
    Act("n", N_("add a note"), _CALL, _note),
    Act("d", N_("make a drill of it"), _CALL, drill),
)
"""Every act, in the order in which the menu shows them."""
