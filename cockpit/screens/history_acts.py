"""What can be done with a line of the history: each act asks what it needs, then asks the desk.

An act gives the correction that it made, or None when the collector left it with Escape.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from cockpit.core.agreement import ENDED, Agreement, Promise, State
from cockpit.core.call import Call
from cockpit.core.money import Money, totals
from cockpit.core.outcome import NEEDS_MOMENT, Outcome, Reach, Result
from cockpit.core.standing import moment_of
from cockpit.desk import correcting, handing_over, outside
from cockpit.desk.correcting import Correction
from cockpit.desk.outcome_correcting import correct_outcome, needs_promise, promised_over, proposed
from cockpit.language import N_, _, amounts, current, dates, labels
from cockpit.screens.small import Pick, ReadLine, WriteLine, numbered
from cockpit.screens.views.history_rows import Entry, Kind

if TYPE_CHECKING:
    from cockpit.screens.history import HistoryScreen

Do = Callable[["HistoryScreen", Entry], Awaitable[Correction | None]]

_HEARD = frozenset({State.HEARD, State.READ_BACK})
_IN_WORDS = frozenset({Result.DISPUTE, Result.CLAIMS_PAID, Result.CANNOT_PAY, Result.REFUSES})
_MAY_NAME_MOMENT = frozenset({Result.CLAIMS_PAID, Result.DISPUTE, Result.CANNOT_PAY})


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
    why = await _reason(screen, _("This agreement no longer holds. What is the reason?"))
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
    path = handing_over.write_mail(screen.session, facts)
    try:
        outside.start(outside.opener(str(path)))
    except outside.NotStarted:
        screen.say(_("The draft is in {path}").format(path=path))
    if agreement.state not in _HEARD:
        return None
    return correcting.mark(screen.session, screen.board, agreement, State.MAILED)


async def _amount_and_day(screen: HistoryScreen, entry: Entry) -> Correction | None:
    agreement = _agreement(entry)
    if entry.kind is Kind.AGREEMENT and len(agreement.promises) > 1:
        screen.say(_("Choose one of the parts below."))
        return None
    old = agreement.promises[entry.index]
    amount = await _ask_amount(screen, old.amount.currency, amounts.typed(old.amount))
    if amount is None:
        return None
    talk = screen.local(agreement.made_at)
    day = await _ask_day(screen, talk, dates.day(old.due, None, "numeric"))
    if day is None:
        return None
    if (amount, day) == (old.amount, old.due):
        screen.say(_("That is what it was already."))
        return None
    why = await _reason(screen, _("What is the reason for the correction?"))
    if why is None:
        return None
    was_mailed = agreement.state in {State.MAILED, State.CONFIRMED}
    done = correcting.correct_promise(screen.session, screen.board, agreement, entry.index, amount, day, why)
    if was_mailed:
        screen.say(_("What was mailed has the old figures: mail it again."))
    return done


async def _done(screen: HistoryScreen, entry: Entry) -> Correction | None:
    session, board = screen.session, screen.board
    if entry.agreement is not None:
        return correcting.action_done(session, board, entry.agreement, entry.index)
    if entry.follow_up is not None:
        return correcting.follow_up_done(session, board, entry.follow_up)
    why = await _reason(screen, _("How was it solved?"))
    if why is None or entry.dispute is None:
        return None
    standing = board.standing(screen.account.debtor.id)
    return correcting.end_dispute(session, board, standing, entry.dispute, why)


# -- calls --------------------------------------------------------------------------------------------------


async def _outcome(screen: HistoryScreen, entry: Entry) -> Correction | None:
    call = _call(entry)
    outcome = await _ask_outcome(screen, call)
    if outcome is None:
        return None
    promise = None
    if needs_promise(screen.past, call, outcome):
        promise = await _ask_promise(screen, call)
        if promise is None:
            return None
    why = await _reason(screen, _("What is the reason for the correction?"))
    if why is None:
        return None
    return correct_outcome(screen.session, screen.board, screen.account, call, outcome, why, promise)


async def _ask_outcome(screen: HistoryScreen, call: Call) -> Outcome | None:
    was = call.outcome
    reaches = numbered([(r.value, labels.reach(r)) for r in Reach])
    reach = await screen.ask(Pick(_("Who was reached?"), reaches, was.reach.value if was else None))
    if reach is None or Reach(reach) is not Reach.RIGHT_PERSON:
        return Outcome(Reach(reach)) if reach else None
    results = numbered([(r.value, labels.result(r)) for r in Result])
    taken = was.result.value if was and was.result else None
    picked = await screen.ask(Pick(_("What was said?"), results, taken))
    if picked is None:
        return None
    outcome = Outcome(Reach.RIGHT_PERSON, Result(picked))
    if outcome.result in NEEDS_MOMENT:
        moment = await _ask_moment(screen, screen.local(moment_of(call)))
        return None if moment is None else Outcome(outcome.reach, outcome.result, moment)
    if outcome.result in _IN_WORDS:
        detail = await screen.ask(
            WriteLine(_("What exactly did the customer say?"), was.detail if was else "")
        )
        return None if detail is None else Outcome(outcome.reach, outcome.result, detail=detail)
    return outcome


async def _ask_promise(screen: HistoryScreen, call: Call) -> Promise | None:
    invoices = proposed(screen.session, screen.board, screen.account)
    currency = invoices[0].open.currency if invoices else screen.account.currency
    total = totals(i.open for i in invoices).get(currency)
    amount = await _ask_amount(screen, currency, amounts.typed(total) if total else "")
    day = await _ask_day(screen, screen.local(moment_of(call)), "") if amount else None
    return promised_over(invoices, amount, day) if amount and day else None


async def _person(screen: HistoryScreen, entry: Entry) -> Correction | None:
    call = _call(entry)
    name = await screen.ask(WriteLine(_("Who was on the line?"), call.contact, needed=True))
    if name is None or name == call.contact:
        return None
    why = await _reason(screen, _("What is the reason for the correction?"))
    return None if why is None else correcting.correct_contact(screen.session, screen.board, call, name, why)


async def _note(screen: HistoryScreen, entry: Entry) -> Correction | None:
    text = await screen.ask(WriteLine(_("What is to be remembered of this call?"), needed=True))
    return None if text is None else correcting.add_note(screen.session, screen.board, _call(entry), text)


# -- questions ----------------------------------------------------------------------------------------------


async def _reason(screen: HistoryScreen, title: str) -> str | None:
    return await screen.ask(WriteLine(title, needed=True))


async def _ask_amount(screen: HistoryScreen, currency: str, typed: str) -> Money | None:
    def read(text: str) -> str:
        reading = amounts.parse_amount(text, current(), currency)
        return _said(amounts.money(reading.money), reading.certain)

    text = await screen.ask(ReadLine(_("Which amount was promised?"), read, typed))
    return None if text is None else amounts.parse_amount(text, current(), currency).money


async def _ask_day(screen: HistoryScreen, talk: datetime, typed: str) -> date | None:
    country = screen.account.debtor.country

    def read(text: str) -> str:
        reading = dates.parse_day(text, talk.date(), current(), country)
        return _said(dates.day(reading.day), reading.certain)

    title = _("For which day? A word such as Friday counts from {day}.").format(day=dates.day(talk.date()))
    text = await screen.ask(ReadLine(title, read, typed))
    return None if text is None else dates.parse_day(text, talk.date(), current(), country).day


async def _ask_moment(screen: HistoryScreen, talk: datetime) -> datetime | None:
    country = screen.account.debtor.country

    def read(text: str) -> str:
        reading = dates.parse_moment(text, talk, current(), country)
        return _said(dates.moment(reading.moment), reading.certain)

    title = _("For which moment? A word such as Friday counts from {day}.").format(day=dates.day(talk.date()))
    text = await screen.ask(ReadLine(title, read))
    if text is None:
        return None
    return dates.parse_moment(text, talk, current(), country).moment.astimezone(UTC)


def _said(words: str, certain: bool) -> str:
    return words if certain else f"{words} ?"


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


def _undone(entry: Entry) -> bool:
    ours = entry.agreement is not None and entry.agreement.commitments[entry.index].done_at is not None
    return not ours


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
        lambda e: _promises(e) and _agreement(e).state is not State.KEPT,
    ),
    Act(
        "a",
        N_("correct amount and day"),
        _AGREEMENT | {Kind.PROMISE},
        _amount_and_day,
        lambda e: _promises(e) and _agreement(e).state is not State.REVERSED,
    ),
    Act("e", N_("mail the draft again"), _AGREEMENT, _mail_again, lambda e: _agreement(e).state not in ENDED),
    Act(
        "r",
        N_("no longer holds"),
        _AGREEMENT,
        _no_longer_holds,
        lambda e: _promises(e) and _agreement(e).state is not State.REVERSED,
    ),
    Act("x", N_("done"), frozenset({Kind.ACTION, Kind.FOLLOW_UP}), _done, _undone),
    Act("x", N_("solved"), frozenset({Kind.DISPUTE}), _done),
    Act("o", N_("correct the outcome"), _CALL, _outcome),
    Act("p", N_("who was on the line"), _CALL, _person),
    Act("n", N_("add a note"), _CALL, _note),
)
"""Every act, in the order in which the menu shows them."""
