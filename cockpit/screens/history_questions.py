"""The questions that the acts of the history ask; Escape answers every one with None."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from cockpit.core.agreement import Promise
from cockpit.core.call import Call
from cockpit.core.money import Money, totals
from cockpit.core.outcome import NEEDS_MOMENT, Outcome, Reach, Result
from cockpit.core.standing import moment_of
from cockpit.desk.contesting import named_in
from cockpit.desk.outcome_correcting import promised_over, proposed
from cockpit.language import _, amounts, current, dates, labels
from cockpit.screens.small import Pick, ReadLine, WriteLine, numbered

if TYPE_CHECKING:
    from cockpit.screens.history import HistoryScreen

_IN_WORDS = frozenset({Result.DISPUTE, Result.CLAIMS_PAID, Result.CANNOT_PAY, Result.REFUSES})


async def ask_outcome(screen: HistoryScreen, call: Call) -> Outcome | None:
    """Who was reached and what was said, once more."""
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
        return None if detail is None else _in_words(screen, outcome, was, detail)
    return outcome


def _in_words(screen: HistoryScreen, outcome: Outcome, was: Outcome | None, detail: str) -> Outcome:
    """The outcome with what was said; a dispute is about the invoices named in it, else as before."""
    about: tuple[str, ...] = ()
    if outcome.result is Result.DISPUTE:
        about = named_in(detail, screen.account.invoices) or (was.invoices if was else ())
    return replace(outcome, detail=detail, invoices=about)


async def ask_promise(screen: HistoryScreen, call: Call) -> Promise | None:
    """Which amount for which day, over what is proposed."""
    invoices = proposed(screen.session, screen.board, screen.account)
    currency = invoices[0].open.currency if invoices else screen.account.currency
    total = totals(i.open for i in invoices).get(currency)
    amount = await ask_amount(screen, currency, amounts.typed(total) if total else "")
    day = await ask_day(screen, screen.local(moment_of(call)), "") if amount else None
    return promised_over(invoices, amount, day) if amount and day else None


async def ask_why(screen: HistoryScreen, title: str) -> str | None:
    """A line that says why; never an empty one."""
    return await screen.ask(WriteLine(title, needed=True))


async def ask_amount(screen: HistoryScreen, currency: str, typed: str) -> Money | None:
    """An amount, read back while it is typed."""

    def read(text: str) -> str:
        reading = amounts.parse_amount(text, current(), currency)
        return _said(amounts.money(reading.money), reading.certain)

    text = await screen.ask(ReadLine(_("Which amount was promised?"), read, typed))
    return None if text is None else amounts.parse_amount(text, current(), currency).money


async def ask_day(screen: HistoryScreen, talk: datetime, typed: str) -> date | None:
    """A day, counted from the day of the talk (local), read back while it is typed."""
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
