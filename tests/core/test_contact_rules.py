"""What the law closes and for whom, to the minute and the day; advice; and the record of passing a gate."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.contact_rules import (
    Advice,
    Channel,
    Claim,
    Closed,
    DebtorKind,
    GateOverride,
    Situation,
    judge,
    next_allowed,
    overrides,
)
from cockpit.core.table_file import table

ZONE = ZoneInfo("Europe/Brussels")
COUNTRIES = ["NL", "BE", "DE"]
NL_CLIENT = Situation("NL", Claim.OTHER, DebtorKind.CONSUMER)
BE_CLIENT = Situation("BE", Claim.OTHER, DebtorKind.CONSUMER)
OWN_FIRM = Situation("NL", Claim.OWN, DebtorKind.COMPANY)
MONDAY = date(2026, 11, 23)
SITUATIONS = st.builds(
    Situation,
    st.sampled_from(COUNTRIES),
    st.sampled_from(Claim),
    st.sampled_from(DebtorKind),
    st.none() | st.dates(date(2024, 1, 1), date(2029, 12, 31)),
)


def at(day: date | str, clock: str = "10:00") -> datetime:
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def closed(situation, moment, channel=Channel.PHONE):
    return [(gate.rule, gate.closed) for gate in judge(situation, moment, channel).gates]


# -- the gates ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("kind", DebtorKind)
def test_own_invoices_know_no_statutory_hours(country, kind):
    assert judge(Situation(country, Claim.OWN, kind), at("2026-11-22", "23:30")).allowed


@pytest.mark.parametrize(
    ("country", "kind", "gated"),
    [
        ("NL", DebtorKind.CONSUMER, True),
        ("NL", DebtorKind.SOLE_TRADER, True),
        ("NL", DebtorKind.COMPANY, False),
        ("BE", DebtorKind.CONSUMER, True),
        ("BE", DebtorKind.SOLE_TRADER, False),
        ("BE", DebtorKind.COMPANY, False),
        ("DE", DebtorKind.CONSUMER, False),
    ],
)
def test_for_somebody_else_it_depends_on_who_owes_it(country, kind, gated):
    assert judge(Situation(country, Claim.OTHER, kind), at(MONDAY, "23:00")).allowed is not gated


@pytest.mark.parametrize(
    ("situation", "clock", "allowed"),
    [
        (NL_CLIENT, "06:59", False),
        (NL_CLIENT, "07:00", True),
        (NL_CLIENT, "19:59", True),
        (NL_CLIENT, "20:00", False),
        (BE_CLIENT, "07:59", False),
        (BE_CLIENT, "08:00", True),
        (BE_CLIENT, "21:59", True),
        (BE_CLIENT, "22:00", False),
    ],
)
def test_the_hours_are_kept_to_the_minute(situation, clock, allowed):
    assert judge(situation, at(MONDAY, clock)).allowed is allowed


def test_a_gate_says_its_rule_its_reason_and_its_source():
    (gate,) = judge(NL_CLIENT, at(MONDAY, "20:15")).gates
    assert (gate.rule, gate.closed) == ("nl-wki", Closed.HOURS)
    assert (gate.first, gate.until) == (time(7), time(20))
    assert "Bki art. 4.2" in gate.source and gate.confidence


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-22", Closed.SUNDAY),
        ("2026-04-27", Closed.HOLIDAY),
        ("2026-05-05", Closed.HOLIDAY),  # every year, not once in five
        ("2026-04-03", Closed.EQUATED),  # Good Friday
        ("2027-03-26", Closed.EQUATED),  # Good Friday
        ("2026-01-02", Closed.EQUATED),  # by decree
        ("2026-05-15", Closed.EQUATED),
    ],
)
def test_dutch_days_without_contact(day, why):
    assert closed(NL_CLIENT, at(day)) == [("nl-wki", why)]
    assert closed(NL_CLIENT, at(day), Channel.ELECTRONIC) == [("nl-wki", why)]


def test_the_holiday_is_named():
    (gate,) = judge(NL_CLIENT, at("2026-04-27")).gates
    assert gate.holiday == "kings-day"


def test_belgian_law_closes_no_sundays_and_no_mail():
    assert judge(BE_CLIENT, at("2026-11-22")).allowed
    assert judge(BE_CLIENT, at(MONDAY, "23:00"), Channel.ELECTRONIC).allowed
    assert not judge(BE_CLIENT, at(MONDAY, "23:00"), Channel.VISIT).allowed


@pytest.mark.parametrize("channel", Channel)
def test_after_a_belgian_notice_nothing_is_done_for_the_term(channel):
    sent = date(2026, 11, 6)  # third working day: Thursday the 12th, for the 11th is a holiday
    waiting = Situation("BE", Claim.OTHER, DebtorKind.CONSUMER, notice_sent=sent)
    for day in (sent, date(2026, 11, 26)):
        (gate,) = judge(waiting, at(day), channel).gates
        assert (gate.rule, gate.closed, gate.day) == ("be-xix-notice", Closed.NOTICE, date(2026, 11, 26))
    assert judge(waiting, at("2026-11-05"), channel).allowed
    assert judge(waiting, at("2026-11-27"), channel).allowed
    own = Situation("BE", Claim.OWN, DebtorKind.CONSUMER, notice_sent=sent)
    assert judge(own, at(sent), channel).allowed


# -- when it opens ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("situation", "now", "opens"),
    [
        (NL_CLIENT, at(MONDAY), at(MONDAY)),
        (NL_CLIENT, at(MONDAY, "05:00"), at(MONDAY, "07:00")),
        (NL_CLIENT, at(MONDAY, "20:00"), at("2026-11-24", "07:00")),
        (NL_CLIENT, at("2026-11-21", "20:30"), at(MONDAY, "07:00")),  # Saturday evening
        (NL_CLIENT, at("2026-12-24", "21:00"), at("2026-12-28", "07:00")),  # Christmas and a Sunday
        (BE_CLIENT, at(MONDAY, "22:00"), at("2026-11-24", "08:00")),
        (
            Situation("BE", Claim.OTHER, DebtorKind.CONSUMER, date(2026, 11, 6)),
            at("2026-11-10"),
            at("2026-11-27", "08:00"),
        ),
    ],
)
def test_the_next_moment_that_is_open(situation, now, opens):
    assert next_allowed(situation, now) == opens


def test_a_mail_may_go_out_in_the_night_after_a_notice():
    waiting = Situation("BE", Claim.OTHER, DebtorKind.CONSUMER, date(2026, 11, 6))
    assert next_allowed(waiting, at("2026-11-10"), Channel.ELECTRONIC) == at("2026-11-27", "00:00")


@given(
    SITUATIONS,
    st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31)),
    st.sampled_from(Channel),
)
def test_it_always_opens_again_and_not_later_than_it_can(situation, moment, channel):
    now = moment.replace(tzinfo=ZONE)
    opens = next_allowed(situation, now, channel)
    assert opens >= now and judge(situation, opens, channel).allowed
    assert (opens == now) == judge(situation, now, channel).allowed
    assert opens - now < timedelta(days=25)


# -- advice -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "clock", "advice"),
    [
        (MONDAY, "10:00", ()),
        (MONDAY, "12:00", (Advice.OUTSIDE_GOLDEN_HOURS,)),
        (MONDAY, "08:59", (Advice.OUTSIDE_OFFICE_HOURS,)),
        (MONDAY, "17:30", (Advice.OUTSIDE_OFFICE_HOURS,)),
        ("2026-11-22", "10:00", (Advice.NOT_A_WORKING_DAY,)),
        ("2026-12-25", "10:00", (Advice.NOT_A_WORKING_DAY,)),
    ],
)
def test_advice_keeps_nobody_from_calling_a_firm(day, clock, advice):
    verdict = judge(OWN_FIRM, at(day, clock))
    assert verdict.allowed and verdict.advice == advice


def test_a_consumer_is_not_at_a_desk_but_has_his_sunday():
    own = Situation("BE", Claim.OWN, DebtorKind.CONSUMER)
    assert judge(own, at(MONDAY, "19:00")).advice == ()
    assert judge(own, at("2026-11-22")).advice == (Advice.NOT_A_WORKING_DAY,)


def test_mail_disturbs_nobody():
    assert judge(OWN_FIRM, at("2026-11-22", "23:00"), Channel.ELECTRONIC).advice == ()


def test_where_the_decrees_end_it_says_so():
    assert judge(NL_CLIENT, at("2028-11-20")).advice == ()
    assert judge(NL_CLIENT, at("2029-01-03")).advice == (Advice.EQUATED_DAYS_UNKNOWN,)
    assert Advice.EQUATED_DAYS_UNKNOWN not in judge(BE_CLIENT, at("2029-01-03")).advice
    assert judge(OWN_FIRM, at("2029-01-03")).advice == ()


def test_before_a_belgian_notice_the_law_allows_nothing():
    assert judge(BE_CLIENT, at(MONDAY)).advice == (Advice.NOTICE_UNKNOWN,)
    noticed = Situation("BE", Claim.OTHER, DebtorKind.CONSUMER, date(2026, 6, 1))
    assert judge(noticed, at(MONDAY)).advice == ()
    assert judge(Situation("BE", Claim.OWN, DebtorKind.CONSUMER), at(MONDAY)).advice == ()


# -- passing a gate -----------------------------------------------------------------------------------------


def test_passing_a_gate_is_recorded_with_its_reason():
    now = datetime(2026, 11, 22, 20, tzinfo=UTC)
    verdict = judge(NL_CLIENT, at("2026-11-22", "21:00"))
    source = verdict.gates[0].source
    assert overrides(verdict, "Invented Name", now, "he asked for it") == (
        GateOverride("nl-wki", Closed.SUNDAY, source, "Invented Name", now, "he asked for it"),
        GateOverride("nl-wki", Closed.HOURS, source, "Invented Name", now, "he asked for it"),
    )
    with pytest.raises(ValueError):
        overrides(verdict, "Invented Name", now, " ")


def test_the_table_speaks_the_words_of_the_code():
    for rule in table("contact_rules")["rule"]:
        assert set(rule["claims"]) <= set(Claim)
        assert set(rule["debtors"]) <= set(DebtorKind)
        assert set(rule.get("channels", ())) <= set(Channel)
        assert set(rule.get("closed", ())) <= set(Closed)
        assert rule["source"] and ("from" in rule) == ("until" in rule)
