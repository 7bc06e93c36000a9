"""The shapes that scripts rely on: amounts are strings with a point, days ISO 8601, times with their offset.

More keys may be added, none is taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from cockpit.core.agreement import Agreement, Concession
from cockpit.core.call import Call
from cockpit.core.figures import Fate, Figures, Promised
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Debtor, Invoice
from cockpit.core.money import Money
from cockpit.core.queue import Entry
from cockpit.core.settling import Conclusion
from cockpit.desk.importing import Preview
from cockpit.desk.ledger_files import Told
from cockpit.desk.reporting import Report
from cockpit.language import sentences
from cockpit.store.port import Backup

Shape = dict[str, object]


def moment(at: datetime | None, zone: ZoneInfo) -> str | None:
    """A moment on the clock of the workspace."""
    return at.astimezone(zone).isoformat(timespec="seconds") if at else None


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def amounts(values: Mapping[str, Money] | Iterable[Money]) -> dict[str, str]:
    """Amounts by currency."""
    moneys = values.values() if isinstance(values, Mapping) else values
    return {money.currency: money.text() for money in moneys}


def entry(e: Entry, zone: ZoneInfo) -> Shape:
    """A row of the queue."""
    return {
        "debtor": e.debtor_id,
        "name": e.name,
        "kind": e.kind.value,
        "reason": sentences.reason(e.reason, zone),
        "code": e.reason.code.value,
        "open": e.open.text(),
        "currency": e.open.currency,
        "days_overdue": e.days_overdue,
        "invoices": e.invoices,
        "phone": e.phone,
        "due": moment(e.due, zone),
    }


def debtor(d: Debtor) -> Shape:
    return {
        "id": d.id,
        "name": d.name,
        "country": d.country,
        "language": d.language,
        "phone": d.phone,
        "mobile": d.mobile,
        "email": d.email,
        "contact_person": d.contact_person,
        "company_no": d.company_no,
        "terms_days": d.terms_days,
        "customer_since": day(d.customer_since),
    }


def invoice(i: Invoice, today: date, contested: bool) -> Shape:
    return {
        "number": i.number,
        "invoice_date": day(i.invoice_date),
        "due_date": day(i.due_date),
        "due_derived": i.due_derived,
        "days_overdue": i.days_overdue(today),
        "amount": i.amount.text(),
        "open": i.open.text(),
        "currency": i.open.currency,
        "description": i.description,
        "reminders": i.reminders,
        "your_ref": i.your_ref,
        "payment_ref": i.payment_ref,
        "contested": contested,
    }


def call(c: Call, zone: ZoneInfo) -> Shape:
    outcome = c.outcome
    return {
        "id": c.id,
        "kind": c.kind.value,
        "at": moment(c.started_at or c.opened_at, zone),
        "ended": moment(c.ended_at, zone),
        "caller": c.caller,
        "contact": c.contact,
        "reach": outcome.reach.value if outcome else None,
        "result": outcome.result.value if outcome and outcome.result else None,
        "detail": outcome.detail if outcome else "",
        "objections": list(c.objections),
        "notes": c.notes,
        "went_well": c.evaluation.went_well,
        "better": c.evaluation.better,
        "next_time": c.evaluation.next_time,
        "agreement": c.agreement_id or None,
        "corrections": len(c.revisions),
        "overrides": [
            {
                "rule": o.rule,
                "closed": o.closed.value,
                "source": o.source,
                "by": o.by,
                "at": moment(o.at, zone),
                "reason": o.reason,
            }
            for o in c.overrides
        ],
    }


def agreement(a: Agreement, zone: ZoneInfo) -> Shape:
    return {
        "id": a.id,
        "call": a.call_id,
        "debtor": a.debtor_id,
        "made_at": moment(a.made_at, zone),
        "contact": a.contact,
        "state": a.state.value,
        "states": [{"state": s.state.value, "at": moment(s.at, zone)} for s in a.states],
        "promises": [
            {
                "amount": p.amount.text(),
                "currency": p.amount.currency,
                "due": day(p.due),
                "method": p.method.value,
                "invoices": list(p.covers),
            }
            for p in a.promises
        ],
        "commitments": [
            {"what": c.what, "due": moment(c.due, zone), "done": moment(c.done_at, zone)}
            for c in a.commitments
        ],
        "concessions": [_concession(c) for c in a.concessions],
    }


def _concession(c: Concession) -> Shape:
    terms = c.terms
    return {
        "what": c.what,
        "value": c.value.text() if c.value else None,
        "currency": c.value.currency if c.value else None,
        "gift": terms.gift.value if terms else None,
        "cost": amounts([terms.value]) if terms and terms.value is not None else None,
        "in_return": terms.in_return if terms else "",
        "by": day(terms.by) if terms else None,
        "fault": terms.fault if terms else "",
    }


def follow_up(f: FollowUp, zone: ZoneInfo) -> Shape:
    return {
        "id": f.id,
        "call": f.call_id,
        "kind": f.kind.value,
        "due": moment(f.due, zone),
        "timed": f.timed,
        "what": f.what,
        "done": moment(f.done_at, zone),
        "ending": f.ending.value if f.ending else None,
    }


def imported(new: Preview, written: bool, zone: ZoneInfo) -> Shape:
    """What files hold and what they change; `written` says whether it was taken over."""
    return {
        "invoices": len(new.ledger.invoices),
        "debtors": len(new.ledger.debtors),
        "new": len(new.difference.new),
        "changed": len(new.difference.changed),
        "settled": len(new.difference.settled),
        "details": new.details,
        "open_total": amounts(new.open_totals),
        "kept": [agreement(made, zone) for made in new.kept],
        "promises": [_concluded(one) for one in new.concluded],
        "claims": [follow_up(claim, zone) for claim in new.claims],
        "refused": [_told(told, "reason") for told in new.refused],
        "notices": [_told(told, "text") for told in new.notices],
        "doubtful": new.is_doubtful,
        "written": written,
    }


def _concluded(one: Conclusion) -> Shape:
    """What a ledger says about a promise: the state that its agreement gets."""
    return {
        "agreement": one.made.id,
        "debtor": one.made.debtor_id,
        "state": one.state.value,
        "promised": one.promised.text(),
        "paid": one.paid.text(),
        "currency": one.promised.currency,
        "due": day(one.due),
    }


def backup(b: Backup, zone: ZoneInfo) -> Shape:
    return {"name": b.name, "at": moment(b.at, zone), "invoices": b.invoices}


def report(r: Report) -> Shape:
    """The figures of a period: together, per day, collector and kind of call; and the hours of the day."""
    return {
        "from": day(r.first),
        "to": day(r.last),
        **_figures(r.total),
        "days": [{"date": day(d), **_figures(f)} for d, f in r.days.items()],
        "callers": [{"caller": name, **_figures(f)} for name, f in r.callers.items()],
        "kinds": [{"kind": kind.value, **_figures(f)} for kind, f in r.kinds.items()],
        "hours": [
            {"weekday": weekday + 1, "hour": hour, "calls": found.calls, "reached": found.reached}
            for (weekday, hour), found in sorted(r.counted.hours.items())
        ],
        "commitments": {"open": r.our_actions.open, "overdue": r.our_actions.overdue},
    }


def _figures(f: Figures) -> Shape:
    return {
        "calls": f.calls,
        "reached": f.reached,
        "spoken": f.spoken,
        "promises": f.promised.number,
        "amounts": amounts(f.promised.amounts),
        **{fate.value.replace("-", "_"): _promised(f.of(fate)) for fate in Fate},
        "kept_rate": _share(f.kept_rate),
        "kept_rate_by_value": {currency: _share(rate) for currency, rate in f.kept_rates_by_value.items()},
        "days_gained": f.days_gained,
        "days_gained_by": f.gained_by,
    }


def _promised(p: Promised) -> Shape:
    return {"promises": p.number, "amounts": amounts(p.amounts)}


def _share(value: Decimal | None) -> float | None:
    """A share of 0 to 1 in four decimals."""
    return None if value is None else round(float(value), 4)


def _told(told: Told, name: str) -> Shape:
    return {"line": told.line, name: told.text, "file": told.file, "code": told.code}
