"""May this debtor be contacted now? What the law closes is a gate; what suits a customer better is advice.

The rules are data with their sources (`tables/contact_rules.toml`), where it also says what each key means.
Own invoices to firms know no statutory hours. A gate can be passed all the same, for a reason that is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from cockpit.core.calendar import golden, holiday, holidays, is_working_day, next_working_day
from cockpit.core.override import Closed, GateOverride
from cockpit.core.table_file import table

_DAY = timedelta(days=1)


class Claim(StrEnum):
    """Whose claim it is: our own, or somebody else's (also one that was taken over)."""

    OWN = "own"
    OTHER = "other"


class DebtorKind(StrEnum):
    """Who owes it. A partner of a VOF or maatschap counts as a sole trader."""

    COMPANY = "company"
    SOLE_TRADER = "sole-trader"
    CONSUMER = "consumer"


class Channel(StrEnum):
    """How he is contacted."""

    PHONE = "phone"
    ELECTRONIC = "electronic"
    VISIT = "visit"


class Advice(StrEnum):
    """What speaks against this moment without forbidding it.

    `equated-days-unknown`: which days a decree equates with holidays is not known for this year.
    `notice-unknown`: no formal notice is known, before which the law allows nothing (art. XIX.7 par. 2 WER).
    """

    NOT_A_WORKING_DAY = "not-a-working-day"
    OUTSIDE_OFFICE_HOURS = "outside-office-hours"
    OUTSIDE_GOLDEN_HOURS = "outside-golden-hours"
    EQUATED_DAYS_UNKNOWN = "equated-days-unknown"
    NOTICE_UNKNOWN = "notice-unknown"


@dataclass(frozen=True, slots=True)
class Situation:
    """Who collects for whom. `country` is the debtor's (ISO code); `notice_sent` the day on which a formal
    notice was sent, None when none was."""

    country: str
    claim: Claim
    kind: DebtorKind
    notice_sent: date | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """A law that closes this moment: which rule, why, and its source.

    `first` and `until` are the local hours between which contact is allowed; they go with `hours`. `day` is
    the last day of the wait and goes with `notice`; `holiday` is a code of `calendar.holiday`.
    """

    rule: str
    closed: Closed
    source: str
    confidence: str
    first: time | None = None
    until: time | None = None
    day: date | None = None
    holiday: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds at a moment, in the order of the table; nobody is kept from calling by advice."""

    gates: tuple[Gate, ...] = ()
    advice: tuple[Advice, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether no law closes this moment."""
        return not self.gates


def judge(situation: Situation, local_now: datetime, channel: Channel = Channel.PHONE) -> Verdict:
    """What holds at this moment on the debtor's clock."""
    return Verdict(
        tuple(_gates(situation, local_now, channel)), tuple(_advice(situation, local_now, channel))
    )


def overrides(verdict: Verdict, by: str, at: datetime, reason: str) -> tuple[GateOverride, ...]:
    """The record of passing every gate of a verdict, for one reason. Raises `ValueError` without a reason."""
    if not reason.strip():
        raise ValueError("an override needs a reason")
    return tuple(GateOverride(g.rule, g.closed, g.source, by, at, reason) for g in verdict.gates)


def next_allowed(situation: Situation, local_now: datetime, channel: Channel = Channel.PHONE) -> datetime:
    """The first local moment, now or later, at which no law closes contact."""
    if judge(situation, local_now, channel).allowed:
        return local_now
    start = max((rule["from"] for rule in _rules(situation, channel) if "from" in rule), default=time(0))
    day = local_now.date()
    while True:
        moment = datetime.combine(day, start, local_now.tzinfo)
        if moment > local_now and judge(situation, moment, channel).allowed:
            return moment
        day += _DAY


def _rules(situation: Situation, channel: Channel) -> Iterator[Mapping[str, Any]]:
    for rule in table("contact_rules")["rule"]:
        if (
            rule["country"] == situation.country
            and situation.claim in rule["claims"]
            and situation.kind in rule["debtors"]
            and channel in rule.get("channels", Channel)
        ):
            yield rule


def _gates(situation: Situation, local_now: datetime, channel: Channel) -> Iterator[Gate]:
    for rule in _rules(situation, channel):
        yield from _by_notice(rule, situation, local_now.date())
        yield from _by_day(rule, situation, local_now.date())
        yield from _by_hour(rule, local_now.time())


def _by_hour(rule: Mapping[str, Any], clock: time) -> Iterator[Gate]:
    if "from" in rule and not rule["from"] <= clock < rule["until"]:
        yield replace(_gate(rule, Closed.HOURS), first=rule["from"], until=rule["until"])


def _by_day(rule: Mapping[str, Any], situation: Situation, today: date) -> Iterator[Gate]:
    closed = rule.get("closed", ())
    code = holiday(today, situation.country)
    if Closed.SUNDAY in closed and today.weekday() == 6:
        yield _gate(rule, Closed.SUNDAY)
    if Closed.HOLIDAY in closed and code:
        yield replace(_gate(rule, Closed.HOLIDAY), holiday=code)
    if Closed.EQUATED in closed and _is_equated(today):
        yield _gate(rule, Closed.EQUATED)


def _by_notice(rule: Mapping[str, Any], situation: Situation, today: date) -> Iterator[Gate]:
    sent = situation.notice_sent
    if sent is None or "notice" not in rule:
        return
    begins = next_working_day(sent, situation.country, rule["notice"]["working_days"])
    last = begins + rule["notice"]["days"] * _DAY
    if sent <= today <= last:
        yield replace(_gate(rule, Closed.NOTICE), day=last)


def _gate(rule: Mapping[str, Any], closed: Closed) -> Gate:
    return Gate(rule["id"], closed, rule["source"], rule["confidence"])


def _is_equated(day: date) -> bool:
    """Whether Dutch law or a decree equates this day with a holiday: Good Friday, and those of the table."""
    easter_monday = next(d for d, code in holidays("NL", day.year).items() if code == "easter-monday")
    return day == easter_monday - 3 * _DAY or day in _equated()["days"]


def _equated() -> Mapping[str, Any]:
    found: Mapping[str, Any] = table("contact_rules")["equated"]
    return found


def _advice(situation: Situation, local_now: datetime, channel: Channel) -> Iterator[Advice]:
    today = local_now.date()
    for rule in _rules(situation, channel):
        if Closed.EQUATED in rule.get("closed", ()) and today.year > _equated()["known_until"]:
            yield Advice.EQUATED_DAYS_UNKNOWN
        if "notice" in rule and situation.notice_sent is None:
            yield Advice.NOTICE_UNKNOWN
    if channel is Channel.ELECTRONIC:
        return
    if not is_working_day(today, situation.country):
        yield Advice.NOT_A_WORKING_DAY
    elif situation.kind is not DebtorKind.CONSUMER:
        yield from _business_hours(local_now, situation.country)


def _business_hours(local_now: datetime, country: str) -> Iterator[Advice]:
    office = table("contact_rules")["house"]["office"]
    if not office["from"] <= local_now.time() < office["until"]:
        yield Advice.OUTSIDE_OFFICE_HOURS
    elif not golden(local_now, country).open:
        yield Advice.OUTSIDE_GOLDEN_HOURS
