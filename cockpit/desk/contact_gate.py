"""May this debtor be rung now? Law is a gate that can be passed for a reason, which is kept with the call.

What only suits a customer better is no gate: the golden hours say it already.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from cockpit.core.contact_rules import (
    Advice,
    Claim,
    Gate,
    Situation,
    Verdict,
    judge,
    next_allowed,
    overrides,
)
from cockpit.core.party import kind_of, letter_sent
from cockpit.core.text import clean_line
from cockpit.desk.calling import CallInHand

_CLOCKS = {"NL": "Europe/Amsterdam", "BE": "Europe/Brussels"}
_LEGAL_ADVICE = frozenset({Advice.NOTICE_UNKNOWN, Advice.EQUATED_DAYS_UNKNOWN})


def situation(hand: CallInHand) -> Situation:
    """Who collects from whom, as the settings and the preparation have it."""
    return Situation(
        hand.account.debtor.country,
        Claim(hand.session.settings.claims),
        kind_of(hand.call, hand.standing),
        letter_sent(hand.call, hand.standing),
    )


def closed_gates(hand: CallInHand) -> tuple[Gate, ...]:
    """The laws that close this moment and were not passed for this call yet."""
    passed = {(o.rule, o.closed) for o in hand.call.overrides}
    verdict = judge(situation(hand), _debtors_clock(hand))
    return tuple(g for g in verdict.gates if (g.rule, g.closed) not in passed)


def opens_at(hand: CallInHand) -> datetime:
    """The first moment, on the debtor's clock, at which he may be rung."""
    return next_allowed(situation(hand), _debtors_clock(hand))


def legal_advice(hand: CallInHand) -> tuple[Advice, ...]:
    """What the law asks for and nobody has written down."""
    verdict = judge(situation(hand), _debtors_clock(hand))
    return tuple(dict.fromkeys(a for a in verdict.advice if a in _LEGAL_ADVICE))


def go_through(hand: CallInHand, reason: str) -> None:
    """Ring all the same, for a reason. Raises `ValueError` without one."""
    verdict = Verdict(closed_gates(hand))
    by = hand.call.caller or hand.session.settings.caller
    passed = overrides(verdict, by, hand.session.now(), clean_line(reason))
    hand.change(replace(hand.call, overrides=(*hand.call.overrides, *passed)))


def _debtors_clock(hand: CallInHand) -> datetime:
    zone = _CLOCKS.get(hand.account.debtor.country, hand.session.settings.zone)
    return hand.session.now().astimezone(ZoneInfo(zone))
