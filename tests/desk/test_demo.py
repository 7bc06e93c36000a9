"""The demo: it reads like any other export, nobody in it exists, and on any day all its shapes are there."""

import csv
import re
import tomllib
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from cockpit.core.agreement import State
from cockpit.core.calendar import at, is_working_day
from cockpit.core.money import Money
from cockpit.core.queue import ReasonCode, Rules, build
from cockpit.core.text import clean_line
from cockpit.desk.demo import REFERENCE_DAY, demo_history, demo_ledger, fill
from cockpit.desk.settings import from_mapping
from cockpit.intake import Defaults, read
from cockpit.paths import bundled
from cockpit.store.memory import MemoryStore

ZONE = "Europe/Amsterdam"
PLACE = ZoneInfo(ZONE)
A_FORTNIGHT = [REFERENCE_DAY + timedelta(n) for n in range(14)]
FILES = ("ledger.csv", "history.toml", "settings.toml")

TO_CALL = {
    ReasonCode.COMMITMENT_OVERDUE: {"D-2001"},
    ReasonCode.PROMISE_BROKEN: {"D-1007", "D-2006"},
    ReasonCode.COMMITMENT_DUE: {"D-1013"},
    ReasonCode.PROMISE_DUE: {"D-1003", "D-1027"},
    ReasonCode.CONFIRMATION: {"D-1014", "D-1021", "D-2002"},
    ReasonCode.VERIFY: {"D-1015"},
    ReasonCode.CONSULT: {"D-1029"},
    ReasonCode.COURTESY_AMOUNT: {"D-1019", "D-2008"},
    ReasonCode.COURTESY_NEW: {"D-1017"},
}
WAITING = {
    ReasonCode.PAUSED_RING_BACK: {"D-1004", "D-3003"},
    ReasonCode.PAUSED_PROMISE: {"D-1012"},
    ReasonCode.PAUSED_DISPUTE: {"D-1024"},
    ReasonCode.PAUSED_NO_NUMBER: {"D-1025"},
    ReasonCode.PAUSED_WRONG_NUMBER: {"D-1028"},
    ReasonCode.PAUSED_DO_NOT_CALL: {"D-1022"},
    ReasonCode.PAUSED_SKIPPED: {"D-1023"},
    ReasonCode.PAUSED_RETRY: {"D-2003"},
    ReasonCode.PAUSED_CONTACTED: {"D-1018", "D-2009"},
    ReasonCode.NOTHING_OWED: {"D-1026"},
    ReasonCode.NOT_DUE: {"D-1030", "D-2007"},
}


def text_of(name):
    return (bundled("sample_data") / name).read_text("utf-8-sig")


def rows():
    lines = text_of("ledger.csv").splitlines()
    return [row for row in csv.DictReader(lines[3:], delimiter=";") if row["Factuurnr."]]


@cache
def ledger_on(day):
    return demo_ledger(day)


@cache
def changes_on(day):
    return demo_history(ledger_on(day), day, PLACE)


def standings_on(day):
    return {s.debtor_id: s for s in changes_on(day).standings}


def queue_on(day, clock=time(10)):
    return build(ledger_on(day), standings_on(day), at(day, clock, PLACE), ZONE, Rules())


# -- the ledger -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ledger():
    return ledger_on(REFERENCE_DAY)


def test_nothing_in_the_export_is_refused():
    reading = read((bundled("sample_data") / "ledger.csv").read_bytes(), defaults=Defaults(REFERENCE_DAY))
    assert reading.refused == ()
    assert [notice.code for notice in reading.notices] == ["title-row"] * 2 + ["due-derived"] + [
        "total-row"
    ] * 2


def test_the_size_of_a_real_morning(ledger):
    assert len(ledger.debtors) == 45
    assert len(ledger.invoices) == 120
    assert len({invoice.number for invoice in ledger.invoices}) == 120
    assert {i.debtor_id for i in ledger.invoices} == set(ledger.debtors)


def test_the_sums_are_those_of_the_file(ledger):
    for currency, total in (("EUR", "146831.12"), ("GBP", "2544.20")):
        assert sum(i.open.amount for i in ledger.invoices if i.open.currency == currency) == Decimal(total)
    assert f"Totaal EUR;{';' * 16}EUR;;146.831,12" in text_of("ledger.csv")
    assert f"Totaal GBP;{';' * 16}GBP;;2.544,20" in text_of("ledger.csv")


def test_every_cell_is_understood(ledger):
    by_number = {invoice.number: invoice for invoice in ledger.invoices}
    for row in rows():
        invoice = by_number[row["Factuurnr."]]
        debtor = ledger.debtors[invoice.debtor_id]
        assert debtor.id == row["Debiteurnr."]
        assert debtor.name == row["Naam"]
        assert debtor.language == row["Taal"].lower()
        assert debtor.country == row["Land"]
        assert debtor.company_no == row["KvK-nummer"]
        assert debtor.terms_days == int(row["Betalingstermijn"])
        assert f"{debtor.customer_since:%d-%m-%Y}" == row["Klant sinds"]
        assert f"{invoice.invoice_date:%d-%m-%Y}" == row["Factuurdatum"]
        assert invoice.due_derived == (not row["Vervaldatum"])
        assert invoice.due_derived or f"{invoice.due_date:%d-%m-%Y}" == row["Vervaldatum"]
        assert invoice.description == row["Omschrijving"]
        assert invoice.reminders == int(row["Herinneringen"])
        assert invoice.payment_ref == row["Betalingskenmerk"]
        assert bool(debtor.number_to_dial) == bool(row["Telefoon"])


def test_the_shapes_of_real_life(ledger):
    of = ledger.by_debtor
    assert len(of["D-1006"]) == 14
    assert [i.is_credit for i in of["D-1026"]] == [True]
    assert sum(i.is_credit for i in ledger.invoices) == 5
    assert sum(i.amount != i.open for i in ledger.invoices) == 6
    assert sum(len(items) > 1 for items in of.values()) >= 30
    assert sum(i.due_derived for i in ledger.invoices) == 1
    assert [d.id for d in ledger.debtors.values() if not d.number_to_dial] == ["D-1025"]
    assert {i.debtor_id for i in ledger.invoices if i.open.currency == "GBP"} == {"D-3001"}
    assert sum(d.country == "BE" for d in ledger.debtors.values()) == 12
    assert sum(d.language == "en" for d in ledger.debtors.values()) == 4
    assert not any(i.due_date < REFERENCE_DAY for i in of["D-2007"])
    zonneveld = ledger.account("D-1007")
    assert zonneveld.overdue_total(REFERENCE_DAY) == Money(Decimal("1842.50"))
    assert zonneveld.days_overdue(REFERENCE_DAY) == 34


def test_awkward_names(ledger):
    names = [debtor.name for debtor in ledger.debtors.values()]
    assert max(map(len, names)) > 80
    for mark in ("'t ", "&", "[Hof]", "é", '"', "É", ","):
        assert any(mark in name for name in names), mark
    assert all(name == clean_line(name) for name in names)


def test_dates_move_with_the_day(ledger):
    later = ledger_on(REFERENCE_DAY + timedelta(100))
    for before, after in zip(ledger.invoices, later.invoices, strict=True):
        assert after.invoice_date - before.invoice_date == timedelta(100)
        assert after.due_date - before.due_date == timedelta(100)
    moved = later.debtors["D-1017"].customer_since - ledger.debtors["D-1017"].customer_since
    assert moved == timedelta(100)


# -- nobody in it exists --------------------------------------------------------------------------


def test_every_address_is_one_that_can_never_exist():
    for name in FILES:
        text = text_of(name)
        addresses = re.findall(r"[\w.+-]+@[\w.-]+", text)
        assert all(address.endswith(".example") for address in addresses)
        assert not re.search(r"https?:|www\.|\.(nl|be|com|eu|org|net)\b", text)
    assert len({row["E-mail"] for row in rows()}) == 45


def test_every_number_is_one_that_can_never_ring():
    # No subscriber number begins with 0, no mobile number with 060 or 0400; 01632 960 is kept free for films.
    invented = re.compile(r"0\d{2,3} 055 0?\d{3}|0\d{1,2} 000? \d\d \d\d|06 0000 0\d{3}|0400 00 \d\d \d\d")
    for row in rows():
        for number in filter(None, (row["Telefoon"], row["Mobiel"])):
            assert invented.fullmatch(number) or number == "+44 1632 960301", number


def test_company_numbers_are_outside_the_ranges_in_use():
    for number in {row["KvK-nummer"] for row in rows()} - {""}:
        digits = re.sub(r"\D", "", number)
        if number.startswith("99"):
            assert re.fullmatch(r"9900\d{4}", number)
        else:
            assert digits[8:] == "00"  # the check of a Belgian number is 01 to 97


def test_structured_messages_are_valid_and_dutch_ones_absent():
    for row in rows():
        if row["Land"] != "BE":
            assert row["Betalingskenmerk"] == ""
            continue
        digits = re.sub(r"\D", "", row["Betalingskenmerk"])
        assert len(digits) == 12
        assert (int(digits[:10]) % 97 or 97) == int(digits[10:])


# -- the history ----------------------------------------------------------------------------------


@pytest.mark.parametrize("day", A_FORTNIGHT, ids=str)
def test_every_shape_is_there_on_every_day(day):
    queue = queue_on(day)
    for expected, found in ((TO_CALL, queue.entries), (WAITING, (*queue.paused, *queue.others))):
        for code, debtors in expected.items():
            assert {entry.debtor_id for entry in found if entry.reason.code is code} == debtors, code
    overdue = [entry for entry in queue.entries if entry.reason.code is ReasonCode.OVERDUE]
    assert len(overdue) == 45 - sum(map(len, (*TO_CALL.values(), *WAITING.values())))


@pytest.mark.parametrize("day", A_FORTNIGHT, ids=str)
def test_the_ring_back_comes_up_at_half_past_four(day):
    entry = queue_on(day, time(16, 30)).entry("D-1004")
    assert entry.reason.code is ReasonCode.RING_BACK
    assert entry.reason.values["timed"] is True
    assert entry.due.astimezone(PLACE).time() == time(16, 30)


@pytest.mark.parametrize("day", A_FORTNIGHT, ids=str)
def test_a_promise_broke_yesterday_and_one_ran_out_yesterday(day):
    assert "D-1007" not in _broken(standings_on(day), day - timedelta(2), day)
    assert "D-1007" in _broken(standings_on(day), day - timedelta(1), day)
    due = {a.debtor_id: a.promises[0].due for a in changes_on(day).agreements if a.promises}
    assert due["D-1027"] == day - timedelta(1)
    assert due["D-1003"] == day


def _broken(standings, on, opened):
    queue = build(ledger_on(opened), standings, at(on, time(10), PLACE), ZONE, Rules())
    return {e.debtor_id for e in queue.entries if e.reason.code is ReasonCode.PROMISE_BROKEN}


@pytest.mark.parametrize(
    "day", [*A_FORTNIGHT, date(2026, 12, 28), date(2027, 1, 2), date(2028, 2, 29)], ids=str
)
def test_what_happened_is_in_the_past_on_working_days_and_in_order(day):
    changes = changes_on(day)
    now = at(day, time(0), PLACE)
    assert [c.opened_at for c in changes.calls] == sorted(c.opened_at for c in changes.calls)
    for call in changes.calls:
        assert call.opened_at < call.started_at < call.ended_at < now
        assert is_working_day(call.started_at.astimezone(PLACE).date(), "NL")
    for agreement in changes.agreements:
        moments = [change.at for change in agreement.states]
        assert moments == sorted(moments)
        assert agreement.states[0].state is State.HEARD
        assert moments[-1] < now
        assert all(
            promise.due >= agreement.made_at.astimezone(PLACE).date() for promise in agreement.promises
        )
    for follow_up in changes.follow_ups:
        due = follow_up.due.astimezone(PLACE).date()
        assert due <= day or is_working_day(due, "NL")


def test_longer_histories_with_contacts_and_hints():
    changes = changes_on(REFERENCE_DAY)
    calls = {}
    for call in changes.calls:
        calls.setdefault(call.debtor_id, []).append(call)
    assert sorted(len(found) for found in calls.values())[-5:] == [3, 3, 3, 3, 3]
    standings = {s.debtor_id: s for s in changes.standings}
    assert standings["D-1002"].last_contact == "Ria Tolhoek"
    assert standings["D-1002"].next_time.startswith("Ria 's ochtends")
    assert standings["D-1002"].agreements == ()
    assert standings["D-1007"].last_contact == "Mevr. Bos, boekhouding"
    assert standings["D-1009"].attempts_in_vain == 3
    assert standings["D-2005"].disputed() == {"20195"}


def test_a_part_payment_is_seen_as_paid():
    changes = changes_on(REFERENCE_DAY)
    promise = next(a.promises[0] for a in changes.agreements if a.debtor_id == "D-2006")
    assert promise.open_then == Money(Decimal("3025.00"))
    gone = next(a for a in changes.agreements if a.promises and a.promises[0].covers == ("19207",))
    assert gone.state is State.KEPT


def test_notes_state_facts_and_say_dates_of_this_week():
    changes = changes_on(REFERENCE_DAY)
    notes = " ".join(
        f"{c.notes} {c.evaluation.next_time} {c.evaluation.better}" for c in changes.calls
    ).lower()
    assert "noemt zelf do 19 nov" in notes
    assert not re.search(r"\{|smoes|lieg|wanbetaler|waarom|moeten|beweert", notes)
    numbers = {i.number for i in ledger_on(REFERENCE_DAY).invoices}
    assert set(re.findall(r"\b2\d{4}\b", notes)) <= numbers


def test_an_edit_that_names_nobody_is_told():
    ledger = ledger_on(REFERENCE_DAY)
    debtors = {key: debtor for key, debtor in ledger.debtors.items() if key != "D-1007"}
    with pytest.raises(KeyError, match="D-1007"):
        demo_history(type(ledger)(debtors, ledger.invoices), REFERENCE_DAY, PLACE)


def test_promises_and_outcomes_name_invoices_of_their_own_debtor():
    ledger = ledger_on(REFERENCE_DAY)
    owner = {invoice.number: invoice.debtor_id for invoice in ledger.invoices}
    for table in tomllib.loads(text_of("history.toml"))["call"]:
        covered = [n for promise in table.get("promises", ()) for n in promise["covers"]]
        for number in (*covered, *table.get("invoices", ())):
            assert owner.get(number, table["debtor"]) == table["debtor"], number


# -- a store with the demo in it ------------------------------------------------------------------


@pytest.mark.parametrize("zone", [ZONE, "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_fill_writes_everything_for_the_day_on_the_collectors_clock(zone):
    store = MemoryStore()
    now = datetime(2026, 11, 25, 11, 30, tzinfo=UTC)
    today = now.astimezone(ZoneInfo(zone)).date()
    fill(store, now, zone)
    assert store.ledger().read_at == now
    assert store.ledger().source == "ledger.csv"
    assert store.ledger().invoices == demo_ledger(today).invoices
    assert len(store.standings()) >= 30
    assert [c.outcome.reach.value for c in store.calls_of("D-1007")] == [
        "voicemail",
        "right-person",
        "right-person",
    ]
    (ring_back,) = store.follow_ups_of("D-1004")
    assert ring_back.due.astimezone(ZoneInfo(zone)) == datetime.combine(today, time(16, 30), ZoneInfo(zone))
    assert store.agreement(store.calls_of("D-1007")[-1].agreement_id).debtor_id == "D-1007"
    assert store.backups() == () or not list(store.backups())


def test_the_settings_of_the_demo_are_settings():
    settings, problems = from_mapping(tomllib.loads(text_of("settings.toml")))
    assert problems == ()
    assert settings.firm == "Deegkamp Keukentechniek"


def test_bundled_files_are_found_beside_the_package_or_inside_it(tmp_path, monkeypatch):
    import cockpit.paths

    assert (bundled("themes") / "night.toml").is_file()
    (tmp_path / "themes").mkdir()
    monkeypatch.setattr(cockpit.paths, "_PACKAGE", tmp_path / "cockpit")
    assert bundled("themes") == tmp_path / "themes"
    (tmp_path / "cockpit" / "_bundled" / "themes").mkdir(parents=True)
    assert bundled("themes") == tmp_path / "cockpit" / "_bundled" / "themes"
