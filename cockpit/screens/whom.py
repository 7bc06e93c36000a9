"""The items of the preparation that are not free text: who owes it, the formal letter and how it went, what
his contract says about costs, what was before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.app import App

from cockpit.core.contact_rules import DebtorKind
from cockpit.core.cost_clause import read_clause
from cockpit.core.party import NO_CLAUSE, clause_written, kind_of, letter_by_mail
from cockpit.core.standing import BY_MAIL, BY_POST, CLAUSE, LETTER, LETTER_BY, PARTY
from cockpit.desk.calling import CallInHand
from cockpit.language import _, contact_sentences, current, dates, money_sentences
from cockpit.language.errors import NotUnderstood
from cockpit.language.past_days import parse_past_day
from cockpit.screens import panes
from cockpit.screens.history import open_history
from cockpit.screens.small import Pick, ReadLine, numbered
from cockpit.widgets.choices import Choice

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

Answered = Callable[[str | None], None]
"""Is told what was answered; None when the question was left with Escape."""


def asks(screen: CockpitScreen, hand: CallInHand, item: str) -> bool:
    """Ask about an item that has its own question, or show what it is about; False when it is free text."""

    def written() -> None:
        if screen.desk.hand is hand:
            panes.show_preparation(screen)

    if item in {"handed", "lapsed"}:
        open_history(screen)
        return True
    item = {"gate": PARTY}.get(item, LETTER if item.startswith("advice-") else item)
    if item not in _QUESTIONS:
        return item == "caller"
    ask(screen.app, hand, item, written)
    return True


def ask_which(app: App[Any], hand: CallInHand, rows: Mapping[str, str], then: Callable[[], None]) -> None:
    """Ask which of the answers that decide interest and costs is to be given, and then that one.

    `rows` are the items with what holds for them now; `then` is called when an answer was written.
    """
    choices = [Choice(item, str(n), said) for n, (item, said) in enumerate(rows.items(), 1)]
    title = _("What decides the interest and the costs?")
    app.push_screen(Pick(title, choices), lambda item: ask(app, hand, item, then) if item else None)


def ask(app: App[Any], hand: CallInHand, item: str, then: Callable[[], None]) -> None:
    """Ask about one item, and write the answer at the preparation; `then` is called when there is one."""

    def answered(text: str | None) -> None:
        if text is not None:
            hand.change(hand.call.answer(item, text))
            then()

    _QUESTIONS[item](app, hand, answered)


def _ask_party(app: App[Any], hand: CallInHand, answered: Answered) -> None:
    choices = numbered([(kind.value, contact_sentences.debtor_kind(kind)) for kind in DebtorKind])
    title = _("Who owes it? That decides the interest, the costs and the hours of the law.")
    app.push_screen(Pick(title, choices, kind_of(hand.call, hand.standing).value), answered)


def _ask_letter(app: App[Any], hand: CallInHand, answered: Answered) -> None:
    def written(text: str | None) -> None:
        answered(None if text is None else _past_day(hand, text).isoformat())

    def read(text: str) -> str:
        return dates.day(_past_day(hand, text))

    title = _("On which day was the letter sent? The fourteen-day letter, or the formal notice.")
    app.push_screen(ReadLine(title, read, "", _("For example: 3-11")), written)


def _ask_letter_by(app: App[Any], hand: CallInHand, answered: Answered) -> None:
    choices = numbered([(by, contact_sentences.letter_by(by == BY_MAIL)) for by in (BY_POST, BY_MAIL)])
    title = _("How was the reminder sent? By post its term begins later.")
    taken = BY_MAIL if letter_by_mail(hand.call, hand.standing) else BY_POST
    app.push_screen(Pick(title, choices, taken), answered)


def _ask_clause(app: App[Any], hand: CallInHand, answered: Answered) -> None:
    title = _("What does the contract with this customer say about collection costs?")
    hint = _("For example: 10 % min 40. A single - says that his contract has no clause.")
    now = clause_written(hand.call, hand.standing, hand.session.settings.be_cost_clause)
    app.push_screen(ReadLine(title, _clause_read, now, hint), answered)


def _clause_read(text: str) -> str:
    """A clause in words; raises `NotUnderstood`."""
    if text == NO_CLAUSE:
        return _("no clause: no collection costs")
    try:
        return money_sentences.clause(read_clause(text))
    except ValueError:
        raise NotUnderstood("clause", text=text) from None


def _past_day(hand: CallInHand, text: str) -> date:
    return parse_past_day(text, hand.session.today(), current(), hand.session.settings.country)


_QUESTIONS: Mapping[str, Callable[[App[Any], CallInHand, Answered], None]] = {
    PARTY: _ask_party,
    LETTER: _ask_letter,
    LETTER_BY: _ask_letter_by,
    CLAUSE: _ask_clause,
}
