"""Rows of the preparation about whom we ring and who rings: the law's hours, the hand-over, what lapsed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from cockpit.core.contact_rules import Advice, DebtorKind
from cockpit.core.party import clause_written, kind_of, letter_by_mail, letter_sent
from cockpit.core.standing import CLAUSE, LETTER, LETTER_BY, PARTY
from cockpit.desk.callers import is_divided
from cockpit.desk.calling import CallInHand
from cockpit.desk.conceding import lapsed_since_talk
from cockpit.desk.contact_gate import closed_gates, legal_advice, opens_at
from cockpit.desk.who_calls import Handed, bookkeeper_for, caller_of, handed
from cockpit.language import N_, _, amounts, contact_sentences, dates, labels
from cockpit.language.preparation import LABELS
from cockpit.store.port import StoreError
from cockpit.widgets.checklist import CheckRow

HANDED = "handed"
_ADVICE = {
    Advice.NOTICE_UNKNOWN: N_("no formal notice is known, and the law asks for one first"),
    Advice.EQUATED_DAYS_UNKNOWN: N_("which days count as holidays this year is not known yet"),
}


def rows_before(hand: CallInHand) -> Iterator[CheckRow]:
    """What is to be known before anything else: may he be rung now, and who spoke to him before."""
    gates = closed_gates(hand)
    if gates:
        rule = " · ".join(contact_sentences.closed(gate) for gate in gates)
        again = _("again from {moment}").format(moment=dates.moment(opens_at(hand), None, "short"))
        yield _row("gate", f"{rule} · {again}", "overdue")
    for advice in legal_advice(hand):
        yield CheckRow(f"advice-{advice.value}", "!", _(_ADVICE[advice]), tickable=False, tone="missing")
    with suppress(StoreError):  # what cannot be read now is said where the history is opened
        yield from _handed(hand)


def rows_between(hand: CallInHand) -> Iterator[CheckRow]:
    """What was given before and lapsed."""
    with suppress(StoreError):
        yield from _lapsed(hand)


def rows_after(hand: CallInHand) -> Iterator[CheckRow]:
    """Who calls, for whom, and whom: what decides the words and the rules."""
    yield from _caller(hand)
    yield from rows_of_law(hand)


def _caller(hand: CallInHand) -> Iterator[CheckRow]:
    if is_divided(hand.session.settings):
        behalf = bookkeeper_for(hand)
        said = _("{caller}, on behalf of {bookkeeper}") if behalf else "{caller}"
        yield _row("caller", said.format(caller=caller_of(hand) or "–", bookkeeper=behalf))


def rows_of_law(hand: CallInHand) -> Iterator[CheckRow]:
    """What decides which interest and costs may be asked for."""
    kind = kind_of(hand.call, hand.standing)
    yield _row(PARTY, contact_sentences.debtor_kind(kind))
    if kind is DebtorKind.CONSUMER:
        sent = letter_sent(hand.call, hand.standing)
        known = _("sent on {day}").format(day=dates.day(sent)) if sent else ""
        yield _row(LETTER, known or _("none known: Enter to write the day"), "" if sent else "missing")
        if hand.account.debtor.country == "BE":
            yield from _belgian(hand, sent is not None)


def _belgian(hand: CallInHand, is_sent: bool) -> Iterator[CheckRow]:
    """What Belgian law asks for costs of a consumer: how the reminder went, and a clause in his contract."""
    if is_sent:
        by_mail = letter_by_mail(hand.call, hand.standing)
        yield _row(LETTER_BY, contact_sentences.letter_by(by_mail))
    clause = clause_written(hand.call, hand.standing, hand.session.settings.be_cost_clause)
    asked = _("none: then no collection costs; Enter to write it")
    yield _row(CLAUSE, clause or asked, "" if clause else "missing")


def _row(name: str, value: str, tone: str = "") -> CheckRow:
    return CheckRow(name, _(LABELS[name]), value, tickable=False, tone=tone)


def _handed(hand: CallInHand) -> Iterator[CheckRow]:
    card = handed(hand)
    if card is not None:
        yield _row(HANDED, "\n".join(_card(hand, card)), "hint")


def _lapsed(hand: CallInHand) -> Iterator[CheckRow]:
    """The last concession that lapsed since we spoke to him."""
    for agreement, concession in lapsed_since_talk(hand)[:1]:
        made = dates.day(_local(hand, agreement.made_at), None, "short")
        text = _("{what}, given on {day}")
        yield _row("lapsed", text.format(what=concession.what, day=made), "overdue")


def _card(hand: CallInHand, card: Handed) -> Iterator[str]:
    """Who called last and what came of it; what he left for the next time; what is open; how it went."""
    when = dates.day(_local(hand, card.at), None, "short")
    who = _("{name} called on {day}").format(name=card.by, day=when)
    outcome = card.outcome
    came = ""
    if outcome is not None:
        came = labels.result(outcome.result) if outcome.result else labels.reach(outcome.reach)
    spoke = _("with {name}").format(name=card.contact) if card.contact else ""
    yield " · ".join(filter(None, (who, spoke, came)))
    if card.next_time:
        yield _("next time: {what}").format(what=card.next_time)
    for promise in card.promises:
        day = dates.day(promise.due, None, "short")
        yield _("promised: {amount} on {day}").format(amount=amounts.money(promise.amount), day=day)
    for ours in card.commitments:
        due = dates.moment(_local(hand, ours.due), None, "short")
        yield _("open with us: {what}, {day}").format(what=ours.what, day=due)
    if card.objections:
        yield _("brought up: {list}").format(list=", ".join(card.objections))
    if card.tone:
        yield _("the talk: {how}").format(how=" · ".join(card.tone))


def _local(hand: CallInHand, moment: datetime) -> datetime:
    return moment.astimezone(hand.session.zone)
