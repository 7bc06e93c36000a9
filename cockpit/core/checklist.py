"""The preparation before the telephone is picked up (S2.1), filled from the ledger and from earlier talks.

Items carry data, not sentences. What the ledger does not know is a gap that the collector can fill by
writing at the item (`Call.answers`); what is a gap stays visible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from cockpit.core.call import Call
from cockpit.core.case import Case, look
from cockpit.core.followup import Ending, FollowUpKind
from cockpit.core.ledger import Account, Invoice
from cockpit.core.money import totals
from cockpit.core.rules import Rules
from cockpit.core.standing import Standing


class Section(StrEnum):
    """The parts of the preparation, in the order in which they are shown."""

    HINT = "hint"
    FACTS = "facts"
    PLAN = "plan"
    HISTORY = "history"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the preparation.

    `filled`: the ledger or the collector (`answer`) has something to say here. `tickable`: a question to
    be sure about before calling; anything else is only shown. Ids and their values:

    ==============  =========  ==================================================================
    next-time       hint       text: str
    invoices        facts      numbers: tuple[str, …]
    delivered       facts      what: tuple[str, …]
    course          facts      nothing: only the collector knows how the delivery went
    reminders       facts      count: int or None when the ledger does not say
    amount          facts      amounts: tuple[Money, …], one per currency
    due             facts      due: date, days: int (calendar days overdue), derived: bool
    room            plan       nothing: how far will we go?
    goal            plan       kind: CallKind
    questions       plan       kind: CallKind
    company         plan       number: str (annual accounts and creditworthiness, S2)
    contact         history    name: str, spoken: bool (in an earlier call, or only known to the ledger)
    last-call       history    at: datetime, reach: Reach or None, in_vain: int (attempts since a talk)
    commitment-N    history    what: str, due: datetime, late: bool (due before today)
    promise-N       history    amount: Money, due: date, broken: bool
    claim-N         history    what: str, at: datetime (when it was looked up), found: bool
    ring-back-N     history    due: datetime, timed: bool, what: str
    dispute-N       history    numbers: tuple[str, …] (none: all), reason: str
    no-phone        missing    nothing
    wrong-number    missing    nothing
    no-email        missing    nothing
    no-description  missing    numbers: tuple[str, …]
    due-derived     missing    numbers: tuple[str, …]
    currencies      missing    amounts: tuple[Money, …], what is open per currency
    ==============  =========  ==================================================================

    N counts from 1. Every datetime is UTC.
    """

    id: str
    section: Section
    values: Mapping[str, object]
    filled: bool = True
    tickable: bool = False
    answer: str = ""


def items_for(
    account: Account, standing: Standing, call: Call, today: date, rules: Rules, zone_name: str = "UTC"
) -> tuple[Item, ...]:
    """The preparation of this call on `today`, the date in the workspace's time zone `zone_name` (IANA)."""
    case = look(account, standing, today, ZoneInfo(zone_name), rules)
    subject = case.late or [i for i in account.invoices if not i.is_credit]
    return (
        *_hint(standing),
        *_facts(subject, call, today),
        *_plan(account, call),
        *_people(case),
        *_running(case),
        *_missing(case, subject),
    )


def _hint(standing: Standing) -> Iterator[Item]:
    """What the last evaluation left for this call (S2.5)."""
    if standing.next_time:
        yield Item("next-time", Section.HINT, {"text": standing.next_time})


def _facts(subject: Sequence[Invoice], call: Call, today: date) -> Iterator[Item]:
    """The six facts (S2.1) about what is overdue, or about all that is open when nothing is."""
    counts = [i.reminders for i in subject if i.reminders is not None]
    first = min(subject, key=lambda i: i.due_date, default=None)
    due = (
        {"due": first.due_date, "days": first.days_overdue(today), "derived": first.due_derived}
        if first
        else {}
    )
    facts: tuple[tuple[str, Mapping[str, object], bool], ...] = (
        ("invoices", {"numbers": tuple(i.number for i in subject)}, bool(subject)),
        ("delivered", {"what": _descriptions(subject)}, bool(_descriptions(subject))),
        ("course", {}, False),
        ("reminders", {"count": max(counts, default=None)}, bool(counts)),
        ("amount", {"amounts": tuple(totals(i.open for i in subject).values())}, bool(subject)),
        ("due", due, first is not None),
    )
    for name, values, known in facts:
        yield _question(name, Section.FACTS, values, call, known)


def _plan(account: Account, call: Call) -> Iterator[Item]:
    """How far we go, what we want to reach, what we ask (S2.1); whom we deal with (S2)."""
    number = account.debtor.company_no
    yield _question("room", Section.PLAN, {}, call, known=False)
    yield _question("goal", Section.PLAN, {"kind": call.kind}, call, known=True)
    yield _question("questions", Section.PLAN, {"kind": call.kind}, call, known=True)
    yield _question("company", Section.PLAN, {"number": number}, call, known=bool(number))


def _people(case: Case) -> Iterator[Item]:
    """Whom we spoke to last, to ask for that person (S3), and how the last attempt went."""
    standing = case.standing
    name = standing.last_contact or case.account.debtor.contact_person
    values = {"name": name, "spoken": bool(standing.last_contact)}
    yield Item("contact", Section.HISTORY, values, filled=bool(name))
    if standing.last_call_at is not None:
        yield Item(
            "last-call",
            Section.HISTORY,
            {
                "at": standing.last_call_at,
                "reach": standing.last_reach,
                "in_vain": standing.attempts_in_vain,
            },
        )


def _running(case: Case) -> Iterator[Item]:
    """What both sides still have to do, and what the customer contests."""
    missed = (*case.reversed, *case.broken)
    promises = [(p, True) for p in missed] + [(p, False) for p in case.running]
    groups: dict[str, list[Mapping[str, object]]] = {
        "commitment": [
            {"what": what, "due": due, "late": case.local(due) < case.today}
            for due, what in case.commitments()
        ],
        "promise": [{"amount": p.amount, "due": p.due, "broken": broken} for p, broken in promises],
        "claim": [
            {"what": f.what, "at": f.done_at, "found": f.ending is Ending.TRUE}
            for f in case.standing.looked_up
            if f.done_at is not None
        ],
        "ring-back": [
            {"due": f.due, "timed": f.timed, "what": f.what} for f in case.follow_ups(FollowUpKind.RING_BACK)
        ],
        "dispute": [{"numbers": d.invoices, "reason": d.reason} for d in case.standing.disputes],
    }
    for name, found in groups.items():
        for count, values in enumerate(found, 1):
            yield Item(f"{name}-{count}", Section.HISTORY, values)


def _missing(case: Case, subject: Sequence[Invoice]) -> Iterator[Item]:
    """What would be missed during the call."""
    debtor, sums = case.account.debtor, case.account.open_totals()
    nameless = tuple(i.number for i in subject if not i.description)
    derived = tuple(i.number for i in subject if i.due_derived)
    gaps: tuple[tuple[str, bool, Mapping[str, object]], ...] = (
        ("no-phone", not debtor.number_to_dial, {}),
        ("wrong-number", case.standing.number_is_wrong, {}),
        ("no-email", not debtor.email, {}),
        ("no-description", bool(nameless), {"numbers": nameless}),
        ("due-derived", bool(derived), {"numbers": derived}),
        ("currencies", len(sums) > 1, {"amounts": tuple(sums.values())}),
    )
    for name, is_missing, values in gaps:
        if is_missing:
            yield Item(name, Section.MISSING, values, filled=False)


def _question(name: str, section: Section, values: Mapping[str, object], call: Call, known: bool) -> Item:
    answer = call.answer_to(name)
    return Item(name, section, values, filled=known or bool(answer), tickable=True, answer=answer)


def _descriptions(subject: Sequence[Invoice]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i.description for i in subject if i.description))
