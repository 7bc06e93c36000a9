"""The sample data: it reads like any other export, it is shaped like real life, and nobody in it exists."""

import csv
import re
import tomllib
from datetime import timedelta
from decimal import Decimal

import pytest

from cockpit.core.money import Money
from cockpit.core.text import clean_line
from cockpit.desk.demo import REFERENCE_DAY, demo_ledger
from cockpit.desk.settings import from_mapping
from cockpit.intake import Defaults, read
from cockpit.paths import bundled

FILES = ("ledger.csv", "history.toml", "settings.toml")


def text_of(name):
    return (bundled("sample_data") / name).read_text("utf-8-sig")


def rows():
    lines = text_of("ledger.csv").splitlines()
    return [row for row in csv.DictReader(lines[3:], delimiter=";") if row["Factuurnr."]]


# -- the ledger -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ledger():
    return demo_ledger(REFERENCE_DAY)


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
    later = demo_ledger(REFERENCE_DAY + timedelta(100))
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


# -- what comes with the wheel ---------------------------------------------------------------------


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
