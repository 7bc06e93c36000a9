"""Columns are recognised by their headings, and by their cells where headings say too little."""

from __future__ import annotations

import pytest

from cockpit.intake.headings import currency_in, header_row, key_of, recognise, synonyms
from cockpit.intake.layout import FIELDS, REQUIRED, fingerprint, missing_fields, named

REST = ["Factuurnummer", "Datum", "Bedrag"]
TAIL = ["1", "01-09-2026", "5,00"]


def columns(headings: list[str], *rows: list[str]) -> dict[str, str]:
    found = recognise(headings, rows, {})
    return {name: headings[column] for name, column in found.items()}


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Factuurnr.", "factuurnr"),
        ("FACTUUR-NR", "factuurnr"),
        ("Factuur\nnummer", "factuurnummer"),
        ("Bedrag (EUR)", "bedrag"),
        ("Bedrag in EUR", "bedrag"),
        ("Openstaand €", "openstaand"),
        ("Totaal incl. btw", "totaal"),
        ("Bedrag excl. btw", "bedragexclbtw"),
        ("InvoiceNumber", "invoicenumber"),
        ("fin.trs.line.datedue", "fintrslinedatedue"),
        ("Débiteur n°", "debiteurn"),
        ("EUR", "eur"),
        ("???", ""),
    ],
)
def test_headings_are_compared_by_letters_and_digits(heading: str, key: str) -> None:
    assert key_of(heading) == key


def test_every_synonym_is_known_and_sure_ones_mean_one_thing() -> None:
    words = synonyms()
    sure = [(key, name) for name, keys in words.sure.items() for key in keys]
    owners = dict(reversed(sure))
    assert all(owners[key] == name for key, name in sure)
    assert not set(owners) & set(words.party)
    assert all(words.sure[name] for name in FIELDS)
    assert all(key for key, _ in sure)


@pytest.mark.parametrize("name", FIELDS)
def test_every_sure_heading_is_recognised(name: str) -> None:
    for key in synonyms().sure[name]:
        assert recognise([key], [], {}) == {name: 0}


def test_the_surer_heading_wins() -> None:
    found = columns(["Datum", "Factuurdatum", "Bedrag", "Factuurbedrag", "Nummer", "Factuurnummer"])
    assert found == {
        "invoice_date": "Factuurdatum",
        "amount": "Factuurbedrag",
        "invoice_no": "Factuurnummer",
    }


def test_klant_is_a_number_or_a_name() -> None:
    assert columns(["Klant", *REST], ["K12", *TAIL])["debtor_code"] == "Klant"
    assert columns(["Klant", *REST], ["BAKZON", *TAIL])["debtor_code"] == "Klant"
    assert columns(["Klant", *REST], ["Bakkerij Zon", *TAIL])["debtor_name"] == "Klant"
    assert columns(["Klant", *REST])["debtor_name"] == "Klant"


def test_two_columns_that_name_the_debtor() -> None:
    found = columns(["Debiteur", "Klant", *REST], ["12", "Bakkerij Zon", *TAIL])
    assert (found["debtor_code"], found["debtor_name"]) == ("Debiteur", "Klant")
    found = columns(["Klant", "Klantnaam", *REST], ["Bakkerij", "Bakkerij Zon BV", *TAIL])
    assert (found["debtor_code"], found["debtor_name"]) == ("Klant", "Klantnaam")


def test_contact_is_the_firm_or_the_person() -> None:
    assert columns(["Contact", *REST])["debtor_name"] == "Contact"
    found = columns(["Naam", "Contact", *REST])
    assert (found["debtor_name"], found["contact_person"]) == ("Naam", "Contact")


def test_a_reference_is_the_invoice_or_theirs() -> None:
    assert columns(["Klant", "Referentie"])["invoice_no"] == "Referentie"
    found = columns(["Klant", "Factuurnummer", "Referentie"])
    assert (found["invoice_no"], found["your_ref"]) == ("Factuurnummer", "Referentie")


def test_a_balance_beside_debit_and_credit_may_be_a_running_one() -> None:
    assert "open_amount" not in columns(["Debet", "Credit", "Saldo"])
    assert columns(["Debet", "Credit", "Openstaand"])["open_amount"] == "Openstaand"
    assert columns(["Debet", "Saldo"])["open_amount"] == "Saldo"


def test_a_number_that_does_not_go_with_the_names_is_no_debtor_number() -> None:
    rows = [["1300", f"Firma {n}", *TAIL] for n in range(9)]
    assert "debtor_code" not in columns(["Relatie", "Naam", *REST], *rows)
    rows = [[f"{n}", "Firma", *TAIL] for n in range(9)]
    assert "debtor_code" not in columns(["Code", "Naam", *REST], *rows)
    assert "debtor_code" in columns(["Debiteurnummer", "Naam", *REST], *rows)
    rows = [["K1", "Zon BV", *TAIL], ["K1", "Zon B.V.", *TAIL], ["k1", "ZON BV", *TAIL]]
    assert columns(["Klant", "Naam", *REST], *rows)["debtor_code"] == "Klant"
    assert columns(["Code", *REST], ["1", *TAIL])["debtor_code"] == "Code"
    assert "debtor_code" in columns(["Code", "Naam", *REST], ["1"], ["2", "", *TAIL])


def test_what_was_chosen_stays_and_what_was_closed_stays_empty() -> None:
    found = recognise(["Naam", "Oms", "Tel"], [], {"phone": 1}, {"debtor_name"})
    assert found == {"phone": 1}


def test_the_row_with_the_headings() -> None:
    rows = [["Lijst per", "Datum"], [], ["Klant", "Factuur", "Datum"], ["Zon", "Factuur", "Open"]]
    assert header_row(rows) == (2, 3)
    assert header_row([["Klant", "Factuur", "5,00"], ["Klant", "Factuur", "2026-09-01"]]) == (-1, 0)


def test_headings_in_another_language_are_found_by_their_looks() -> None:
    rows = [["Liste"], ["Kunde", "Rechnung", "Betrag"], ["Sonne GmbH", "R1", "5,00"]]
    assert header_row(rows) == (1, 0)
    assert header_row([["Kunde", "Rechnung", "Betrag"], ["a", "b", "c"]]) == (-1, 0)
    assert header_row([["Kunde", "Rechnung 2", "Betrag"], ["?", "!", "-"], ["a", "b"]]) == (-1, 0)
    assert header_row(rows, ["Kunde", "Rechnung", "#3"])[0] == 1


def test_the_currency_in_a_heading() -> None:
    assert currency_in("Bedrag (USD)") == "USD"
    assert currency_in("Bedrag") == "" == currency_in("Val. usd")


def test_every_column_has_a_name() -> None:
    assert named(["Naam", "", "Naam", "\x1b[31mTel\n", "Naam (2)"]) == (
        "Naam",
        "#2",
        "Naam (2)",
        "Tel",
        "Naam (2) (2)",
    )


def test_a_fingerprint_belongs_to_the_headings() -> None:
    assert fingerprint(["naam", "tel"]) == fingerprint(["naam", "tel"]) != fingerprint(["tel", "naam"])
    assert fingerprint(["naamtel", ""]) != fingerprint(["naam", "tel"])
    assert len(fingerprint([])) == 16


def test_what_is_missing() -> None:
    assert missing_fields({}) == ("debtor_name", "invoice_no", "invoice_date", "open_amount")
    assert missing_fields({"debtor_code": 0, "invoice_no": 1, "invoice_date": 2, "debit": 3}) == ()
    assert {name for group in REQUIRED for name in group} <= set(FIELDS)
