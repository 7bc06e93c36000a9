import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cockpit.core.agreement import Commitment, Revision, State
from cockpit.core.followup import FollowUpKind
from cockpit.core.ledger import Debtor
from cockpit.core.outcome import Reach, Result
from cockpit.handover.agenda import as_ics

STAMP = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)
HOSTILE = "a\r\nEND:VEVENT\r\nATTACH:x ;,\\ =1+1 [/b] \x1b]0;t\x07 \u202e 😀"


def events(h, stamp: datetime = STAMP) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(as_ics(h, stamp))
    return {str(e["uid"]): e for e in calendar.walk("VEVENT")}


def test_a_promise_and_our_action_before_it(full):
    found = events(full())
    assert set(found) == {"A-1-promise-1@call-cockpit", "A-1-commitment-1@call-cockpit"}
    promise = found["A-1-promise-1@call-cockpit"]
    assert promise["dtstart"].dt == date(2026, 11, 27)
    assert promise["dtend"].dt == date(2026, 11, 28)
    assert promise["transp"] == "TRANSPARENT"
    assert str(promise["summary"]).startswith("Bakkerij Zonneveld BV: ")
    assert str(promise["summary"]).endswith(" (€1,842.50)")
    ours = found["A-1-commitment-1@call-cockpit"]
    assert ours["dtstart"].dt == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert ours["dtend"].dt - ours["dtstart"].dt == timedelta(minutes=15)
    assert "mail you a copy" in ours["summary"]
    assert str(ours["description"]).split("\n") == [
        "mail you a copy",
        "invoice 2026-0412",
        "Spoken with: mevrouw Bos",
        "Telephone: 020 555 0147",
    ]


def test_what_is_not_known_is_left_out(facts):
    unknown = facts.handover(
        agreement=facts.agreement(facts.promise(), contact=""),
        on_call={"contact": ""},
        debtor=Debtor("D-1", "Kaptein"),
    )
    assert str(events(unknown)["A-1-promise-1@call-cockpit"]["description"]).split("\n")[1:] == [
        "invoice 2026-0412"
    ]


def test_the_file_is_what_calendar_programs_expect(full):
    data = as_ics(full(), STAMP)
    calendar = icalendar.Calendar.from_ical(data)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert calendar["prodid"]
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert b"DTSTART;VALUE=DATE:20261127" in data
    assert b"DTSTART:20261123T100000Z" in data
    assert b"DTSTAMP:20261123T093000Z" in data


def test_an_agreed_ring_back_wakes_the_collector_before_it(facts):
    ring = facts.follow_up(FollowUpKind.RING_BACK, WEDNESDAY, timed=True, what="vraag naar mevrouw Bos")
    (event,) = events(facts.handover(Result.RING_BACK, follow_ups=(ring,))).values()
    assert event["dtstart"].dt == WEDNESDAY
    (alarm,) = event.walk("VALARM")
    assert alarm["action"] == "DISPLAY"
    assert alarm["trigger"].dt == timedelta(minutes=-5)


def test_a_ring_back_on_a_day_wakes_in_the_morning(facts):
    midnight = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    ring = facts.follow_up(FollowUpKind.RING_BACK, midnight)
    (event,) = events(facts.handover(Result.RING_BACK, follow_ups=(ring,))).values()
    assert event["dtstart"].dt == date(2026, 11, 25)
    assert event.walk("VALARM")[0]["trigger"].dt == timedelta(hours=9)


@pytest.mark.parametrize("kind", [k for k in FollowUpKind if k is not FollowUpKind.RING_BACK])
@pytest.mark.parametrize("tag", ["nl", "nl_BE", "en"])
def test_every_kind_of_follow_up_becomes_an_entry_without_an_alarm(facts, kind, tag):
    h = facts.handover(Result.NO_AGREEMENT, follow_ups=(facts.follow_up(kind, WEDNESDAY),), tag=tag)
    (event,) = events(h).values()
    assert event["uid"] == f"F-{kind.value}@call-cockpit"
    assert event["dtstart"].dt == date(2026, 11, 25)
    assert event.walk("VALARM") == []


def test_a_changed_day_moves_the_entry_it_has_already(facts):
    promise = facts.promise()
    first = facts.agreement(promise)
    corrected = replace(
        first,
        promises=(replace(promise, due=date(2026, 12, 1)),),
        revisions=(Revision(STAMP, "later", (("due", "a", "b"),)),),
    )
    (before,) = events(facts.handover(agreement=first)).values()
    (after,) = events(facts.handover(agreement=corrected), STAMP + timedelta(hours=1)).values()
    assert before["uid"] == after["uid"]
    assert (before["dtstart"].dt, after["dtstart"].dt) == (date(2026, 11, 27), date(2026, 12, 1))
    assert before["sequence"] < after["sequence"]
    assert before["dtstamp"].dt < after["dtstamp"].dt


def test_what_does_not_come_back_any_more_goes_from_the_calendar(facts):
    plan = (facts.promise("1.00", date(2026, 12, 1)), facts.promise("2.00", date(2026, 12, 8)))
    ring = facts.follow_up(FollowUpKind.RING_BACK, WEDNESDAY, timed=True)
    first = as_ics(facts.handover(agreement=facts.agreement(*plan), follow_ups=(ring,)), STAMP)
    shorter = facts.handover(agreement=facts.agreement(plan[0]), follow_ups=(replace(ring, done_at=STAMP),))
    later = STAMP + timedelta(minutes=1)
    second = as_ics(shorter, later, first)
    found = {str(e["uid"]): e for e in icalendar.Calendar.from_ical(second).walk("VEVENT")}
    assert set(found) == {f"{key}@call-cockpit" for key in ("A-1-promise-1", "A-1-promise-2", "F-ring-back")}
    assert "status" not in found["A-1-promise-1@call-cockpit"]
    gone, rung = found["A-1-promise-2@call-cockpit"], found["F-ring-back@call-cockpit"]
    before = {str(e["uid"]): e for e in icalendar.Calendar.from_ical(first).walk("VEVENT")}
    for event in (gone, rung):
        old = before[str(event["uid"])]
        assert event["status"] == "CANCELLED" and event["sequence"] > old["sequence"]
        assert event["summary"] == old["summary"] and event["dtstart"].dt == old["dtstart"].dt
        assert event.walk("VALARM") == [] and not event.errors
    assert b"DTSTART;VALUE=DATE:20261208" in second
    third = as_ics(facts.handover(agreement=facts.agreement(*plan)), later + timedelta(minutes=1), second)
    back = icalendar.Calendar.from_ical(third).walk("VEVENT")
    states = {str(e["uid"]).partition("@")[0]: str(e.get("status", "")) for e in back}
    assert states == {"A-1-promise-1": "", "A-1-promise-2": "", "F-ring-back": "CANCELLED"}


def test_when_nothing_is_left_the_file_still_cancels_what_was_there(facts, full):
    first = as_ics(full(), STAMP)
    kept = facts.handover(agreement=facts.agreement(facts.promise()).to(State.KEPT, STAMP))
    events = icalendar.Calendar.from_ical(as_ics(kept, STAMP, first)).walk("VEVENT")
    assert [e["status"] for e in events] == ["CANCELLED"] * 2


@pytest.mark.parametrize(
    "earlier",
    [
        b"x",
        b"\xff\xfe\x00",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:mine\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    ],
)
def test_a_file_that_is_spoiled_or_not_ours_cancels_nothing(full, earlier):
    assert as_ics(full(), STAMP, earlier) == as_ics(full(), STAMP)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),  # midnight, the clock goes back at 3
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2027, 3, 27, 23, 0, tzinfo=UTC), date(2027, 3, 28)),  # midnight, the clock goes on at 2
        (datetime(2027, 3, 28, 22, 0, tzinfo=UTC), date(2027, 3, 29)),
    ],
)
def test_the_days_on_which_the_clock_changes_are_whole_days(facts, moment, day):
    due = facts.follow_up(FollowUpKind.VERIFY, moment)
    promise = facts.agreement(facts.promise("1.00", day))
    for event in events(facts.handover(agreement=promise, follow_ups=(due,))).values():
        assert (event["dtstart"].dt, event["dtend"].dt) == (day, day + timedelta(days=1))


def test_an_hour_behind_the_change_of_the_clock_stays_that_hour(facts):
    half_past_two = datetime(2026, 10, 26, 13, 30, tzinfo=UTC)
    ring = facts.follow_up(FollowUpKind.RING_BACK, half_past_two, timed=True)
    (event,) = events(facts.handover(Result.RING_BACK, follow_ups=(ring,))).values()
    local = event["dtstart"].dt.astimezone(facts.handover().called_at.tzinfo)
    assert (local.hour, local.minute) == (14, 30)


def test_every_instalment_has_its_own_entry_and_identifier(facts):
    plan = facts.agreement(facts.promise("1.00", date(2026, 12, 8)), facts.promise("2.00", date(2026, 12, 1)))
    found = events(facts.handover(agreement=plan))
    assert found["A-1-promise-1@call-cockpit"]["dtstart"].dt == date(2026, 12, 8)
    assert found["A-1-promise-2@call-cockpit"]["dtstart"].dt == date(2026, 12, 1)


def test_an_action_without_an_hour_takes_the_day(facts):
    midnight = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    ours = facts.agreement(commitments=(Commitment("kopie", midnight),))
    (event,) = events(facts.handover(Result.COPY_REQUESTED, agreement=ours)).values()
    assert event["dtstart"].dt == date(2026, 11, 25)


def test_a_follow_up_of_another_call_keeps_its_own_entry(facts):
    earlier = facts.follow_up(FollowUpKind.PROMISE_DUE, WEDNESDAY, call_id="C-0")
    assert "F-promise-due@call-cockpit" in events(facts.handover(follow_ups=(earlier,)))


def test_what_is_done_is_not_in_the_calendar(facts):
    done = facts.follow_up(FollowUpKind.VERIFY, WEDNESDAY, done_at=STAMP)
    kept = facts.agreement(facts.promise(), commitments=(facts.copy_by_eleven(done_at=STAMP),))
    h = facts.handover(agreement=kept.to(State.KEPT, STAMP), follow_ups=(done,))
    assert as_ics(h, STAMP) == b""
    assert as_ics(facts.unreached(Reach.BUSY), STAMP) == b""


def test_a_stamp_in_another_zone_is_written_in_utc_and_a_naive_one_is_refused(full):
    local = STAMP.astimezone(full().called_at.tzinfo)
    assert as_ics(full(), local) == as_ics(full(), STAMP)
    with pytest.raises(ValueError, match="aware"):
        as_ics(full(), datetime(2026, 11, 23))


def hostile(facts, text: str):
    ours = facts.agreement(facts.promise(), commitments=(facts.copy_by_eleven(text),), contact=text)
    return facts.handover(
        agreement=ours,
        debtor=Debtor(text, text, phone=text),
        invoices=(facts.invoice(text),),
        follow_ups=(facts.follow_up(FollowUpKind.RING_BACK, WEDNESDAY, what=text, timed=True),),
    )


def test_hostile_text_cannot_add_a_line_to_the_file(facts):
    data = as_ics(hostile(facts, HOSTILE), STAMP)
    assert data.count(b"\r\nEND:VEVENT\r\n") == 3
    assert b"\r\nATTACH" not in data
    assert not set(data) & (set(range(32)) - {10, 13})
    summary = events(hostile(facts, HOSTILE))["F-ring-back@call-cockpit"]["summary"]
    assert summary.startswith("a END:VEVENT ATTACH:x ;,\\ =1+1 [/b] 😀: ")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_any_text_makes_a_calendar_that_reads_back(facts, text):
    data = as_ics(hostile(facts, text), STAMP)
    calendar = icalendar.Calendar.from_ical(data)
    assert [c.name for c in calendar.subcomponents] == ["VEVENT"] * 3
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_a_very_long_name_is_cut_in_the_title(facts):
    found = events(hostile(facts, "x" * 10_000))
    assert max(len(e["summary"]) for e in found.values()) <= 120


def test_the_calendar_library_is_loaded_only_when_a_file_is_made():
    rooms = "agenda, facts, files, letter, mail, outcomes, phrases, summary, texts"
    program = f"import sys\nfrom cockpit.handover import {rooms}\nprint('icalendar' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
