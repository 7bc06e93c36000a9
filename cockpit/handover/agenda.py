"""What has to come back on a day, as a calendar file (RFC 5545)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from cockpit.core.followup import FollowUpKind
from cockpit.core.text import clean_block, shorten
from cockpit.handover.facts import Handover
from cockpit.handover.phrases import invoices
from cockpit.language import labels, translator
from cockpit.language.amounts import money

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_DOMAIN = "@call-cockpit"
_TITLE_LIMIT = 120
_NAME_LIMIT = 60
_LENGTH = timedelta(minutes=15)
_BEFORE = timedelta(minutes=-5)
_MORNING = timedelta(hours=9)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry: an aware moment, or a day. `key` stays the same when the day changes."""

    key: str
    kind: FollowUpKind
    at: date | datetime
    what: str


def as_ics(h: Handover, stamp: datetime, earlier: bytes = b"") -> bytes:
    """The calendar file of a call: one event per promise, per action of ours and per other follow-up.

    `stamp` (aware) is when the file is made; a later one moves the entries of an earlier one, because each
    keeps its identifier and gets a higher number. `earlier` is the file that was made before, as far as it
    is still there: what stands in it and does not come back any more is cancelled. Anything else that is
    done is left out; without anything left the result is empty (a calendar without entries is not valid).
    Agreed hours are in UTC, other entries take the whole day; a ring-back has an alarm.
    Raises `ValueError` when `stamp` is naive.
    """
    from icalendar import Calendar  # here: no other command has to wait 90 ms for it

    if stamp.tzinfo is None:
        raise ValueError("stamp has to be aware")
    stamp = stamp.astimezone(UTC)
    events = [_event(h, entry, stamp) for entry in sorted(_entries(h), key=_order)]
    events += _gone(h, earlier, events, stamp)
    if not events:
        return b""
    calendar = Calendar()
    calendar.add("prodid", "-//Call Cockpit//Call Cockpit//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def _gone(h: Handover, earlier: bytes, events: list[Event], stamp: datetime) -> list[Event]:
    """The entries of an earlier file that do not come back any more, as cancelled ones."""
    here = {str(event["uid"]) for event in events}
    left = [e for e in _events_of(earlier) if str(e["uid"]) not in here]
    return [_cancelled(h, e, stamp) for e in left]


def _events_of(calendar: bytes) -> list[Event]:
    """The entries of a file that we made; none of one that somebody has spoiled."""
    from icalendar import Calendar, Event

    try:
        events = Calendar.from_ical(calendar).walk("VEVENT") if calendar else []
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):  # what icalendar trips over
        return []
    ours = (e for e in events if isinstance(e, Event) and str(e.get("uid", "")).endswith(_DOMAIN))
    return [e for e in ours if _day_of(e, "dtstart") is not None]


def _day_of(event: Event, name: str) -> date | None:
    """The day or moment of a property; None when it is not there or nothing can be made of it."""
    from icalendar.prop import vDDDTypes

    found = event.get(name)
    return found.dt if isinstance(found, vDDDTypes) and isinstance(found.dt, date) else None


def _cancelled(h: Handover, event: Event, stamp: datetime) -> Event:
    """The same entry, to be taken out of the calendar: only what we write into one is taken over."""
    from icalendar import Event

    gone = Event()
    for name in ("uid", "summary", "description"):
        if isinstance(event.get(name), str):
            gone.add(name, clean_block(str(event[name])).replace("\t", " "))
    for name in ("dtstart", "dtend"):
        if day := _day_of(event, name):
            gone.add(name, day)
    _date(h, gone, stamp)
    gone.add("status", "CANCELLED")
    return gone


def _date(h: Handover, event: Event, stamp: datetime) -> None:
    """When it was written. The number only grows, whatever became of the files of before: it counts the
    seconds since the call."""
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", max(int((stamp - h.call.opened_at).total_seconds()), 0))


def _entries(h: Handover) -> list[_Entry]:
    """The agreement speaks for its own promises and actions: their identifiers survive a correction."""
    spoken_for: set[FollowUpKind] = set()
    if h.promises:
        spoken_for.add(FollowUpKind.PROMISE_DUE)
    if h.commitments:
        spoken_for.add(FollowUpKind.COMMITMENT)
    others = [
        _Entry(f.id, f.kind, _at(h, f.due, f.timed), f.what)
        for f in h.follow_ups
        if f.is_open and not (f.kind in spoken_for and f.call_id == h.call.id)
    ]
    return [*_of_agreement(h), *others]


def _of_agreement(h: Handover) -> list[_Entry]:
    agreement = h.agreement
    if agreement is None:
        return []
    promised = [
        _Entry(f"{agreement.id}-promise-{n}", FollowUpKind.PROMISE_DUE, p.due, money(p.amount, h.tag))
        for n, p in enumerate(agreement.promises, 1)
        if not agreement.is_over
    ]
    committed = [
        _Entry(
            f"{agreement.id}-commitment-{n}",
            FollowUpKind.COMMITMENT,
            _at(h, c.due, h.is_timed(c.due)),
            c.what,
        )
        for n, c in enumerate(agreement.commitments, 1)
        if c.done_at is None
    ]
    return [*promised, *committed]


def _at(h: Handover, due: datetime, timed: bool) -> date | datetime:
    return due.astimezone(UTC) if timed else h.day_of(due)


def _order(entry: _Entry) -> tuple[str, str]:
    return entry.at.isoformat(), entry.key


def _event(h: Handover, entry: _Entry, stamp: datetime) -> Event:
    from icalendar import Event

    title = f"{shorten(h.debtor.name, _NAME_LIMIT)}: {labels.follow_up(entry.kind, h.tag)}"
    event = Event()
    event.add("uid", f"{entry.key}{_DOMAIN}")
    _date(h, event, stamp)
    event.add("summary", shorten(f"{title} ({entry.what})" if entry.what else title, _TITLE_LIMIT))
    event.add("description", _description(h, entry))
    event.add("dtstart", entry.at)
    if isinstance(entry.at, datetime):
        event.add("dtend", entry.at + _LENGTH)
    else:
        event.add("dtend", entry.at + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    if entry.kind is FollowUpKind.RING_BACK:
        event.add_component(_alarm(title, _BEFORE if isinstance(entry.at, datetime) else _MORNING))
    return event


def _alarm(title: str, trigger: timedelta) -> Alarm:
    """An alarm before a moment, or in the morning of a day."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", trigger)
    return alarm


def _description(h: Handover, entry: _Entry) -> str:
    """What the collector wants at hand when the entry comes up."""
    _ = translator(h.tag).gettext
    debtor = h.debtor
    lines = [entry.what, invoices(h)]
    if h.contact:
        lines.append(_("Spoken with: {name}").format(name=h.contact))
    if debtor.number_to_dial:
        lines.append(_("Telephone: {number}").format(number=debtor.number_to_dial))
    return "\n".join(line for line in lines if line)
