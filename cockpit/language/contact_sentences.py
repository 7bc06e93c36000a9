"""Why somebody may not be rung now, and who he is in the eyes of the law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from cockpit.core.contact_rules import DebtorKind, Gate
from cockpit.core.override import Closed
from cockpit.language import dates, labels
from cockpit.language.catalogue import N_, translator

_CLOSED: Mapping[Closed, str] = {
    Closed.HOURS: N_("only between {first} and {until}"),
    Closed.SUNDAY: N_("not on a Sunday"),
    Closed.HOLIDAY: N_("not on a holiday: {holiday}"),
    Closed.EQUATED: N_("not on a day that counts as a holiday"),
    Closed.NOTICE: N_("not before the term of the notice has ended on {day}"),
}
_PASSED: Mapping[Closed, str] = {
    Closed.HOURS: N_("outside the hours of the law"),
    Closed.SUNDAY: N_("on a Sunday"),
    Closed.HOLIDAY: N_("on a holiday"),
    Closed.EQUATED: N_("on a day that counts as a holiday"),
    Closed.NOTICE: N_("before the term of the notice had ended"),
}
_KINDS: Mapping[DebtorKind, str] = {
    DebtorKind.COMPANY: N_("a firm"),
    DebtorKind.SOLE_TRADER: N_("a sole trader or a partner"),
    DebtorKind.CONSUMER: N_("a consumer"),
}


_BY_POST, _BY_MAIL = N_("by post"), N_("by e-mail")


def closed(gate: Gate, tag: str | None = None) -> str:
    """Which rule keeps us from ringing now."""
    text = translator(tag).gettext(_CLOSED[gate.closed])
    return text.format(
        first=_clock(gate.first, tag),
        until=_clock(gate.until, tag),
        holiday=labels.holiday(gate.holiday, tag) if gate.holiday else "",
        day=dates.day(gate.day, tag) if gate.day else "",
    )


def why(value: Closed, tag: str | None = None) -> str:
    """The rule that was passed, without its hours and days."""
    return translator(tag).gettext(_PASSED[value])


def debtor_kind(value: DebtorKind, tag: str | None = None) -> str:
    """Who owes it."""
    return translator(tag).gettext(_KINDS[value])


def letter_by(is_mail: bool, tag: str | None = None) -> str:
    """How a formal letter went."""
    return translator(tag).gettext(_BY_MAIL if is_mail else _BY_POST)


def _clock(value: time | None, tag: str | None) -> str:
    return dates.clock(value, tag) if value else ""
