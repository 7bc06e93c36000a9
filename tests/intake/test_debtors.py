"""Who the debtors are, and what the file says of them."""

from __future__ import annotations

from datetime import date

import pytest

from cockpit.core.ledger import Debtor
from cockpit.intake import Defaults, read
from cockpit.intake.debtors import country_code, email_address, identify, language_code, whole_number

TODAY = date(2026, 11, 21)


def debtors(headings: str, *cells: str, defaults: Defaults = Defaults(today=TODAY)) -> list[Debtor]:  # noqa: B008
    head = f"Factuurnummer;Factuurdatum;Bedrag;{headings}"
    rows = [f"{n};01-09-2026;5,00;{row}" for n, row in enumerate(cells)]
    return list(read("\n".join([head, *rows]).encode(), defaults=defaults).debtors.values())


def test_by_number_whatever_its_capitals() -> None:
    assert identify(["D-1", "d-1", "D-2"], ["Zon", "Zon BV", "Zon"]) == ("D-1", "D-1", "D-2")


def test_by_name_without_a_number() -> None:
    assert identify(["", ""], ["Café Één", "CAFE  EEN"]) == ("cafe een", "cafe een")
    assert identify(["", ""], ["\u0301", ""]) == ("\u0301", "")


def test_a_row_without_a_number_belongs_to_the_only_number_with_its_name() -> None:
    assert identify(["7", "", ""], ["Zon BV", "zon bv", "Maan"]) == ("7", "7", "maan")
    assert identify(["7", "8", "", "9"], ["Zon BV", "Zon BV", "zon bv", ""]) == ("7", "8", "zon bv", "9")


def test_the_first_filled_cell_wins() -> None:
    (found,) = debtors(
        "Klantnr;Klantnaam;Telefoon;Mobiel;E-mail",
        "1;;;06;",
        "1;Zon BV;020 555 0101;07;nee",
        "1;Maan BV;020 555 0202;;a@b.example",
    )
    assert (found.name, found.phone, found.mobile, found.email) == ("Zon BV", "020 555 0101", "06", "")


def test_a_number_without_a_name_is_its_own_name() -> None:
    assert debtors("Klantnr", "17")[0].name == "17"


@pytest.mark.parametrize(
    ("headings", "cells", "country", "language"),
    [
        ("Klantnaam;Land", "Zon;België", "BE", "nl"),
        ("Klantnaam;Land", "Zon;be", "BE", "nl"),
        ("Klantnaam;Land", "Zon;Duitsland", "DE", "en"),
        ("Klantnaam;Land", "Zon;Atlantis", "NL", "nl"),
        ("Klantnaam;BTW-nummer", "Zon;BE 0999.000.101", "BE", "nl"),
        ("Klantnaam;BTW-nummer", "Zon;FR99000000101", "FR", "en"),
        ("Klantnaam;Ondernemingsnummer", "Zon;BE0999.000.101", "BE", "nl"),
        ("Klantnaam;Telefoon", "Zon;+32 2 555 01 02", "BE", "nl"),
        ("Klantnaam;Telefoon", "Zon;(0032) 2 555 01 02", "BE", "nl"),
        ("Klantnaam;Mobiel", "Zon;0031 6 00 00 00 01", "NL", "nl"),
        ("Klantnaam;Telefoon", "Zon;+49 30 555", "NL", "nl"),
        ("Klantnaam;Telefoon", "Zon;020 555 0100", "NL", "nl"),
        ("Klantnaam;Land;Taal", "Zon;BE;F", "BE", "fr"),
        ("Klantnaam;Taal", "Zon;en_GB", "NL", "en"),
        ("Klantnaam;Taal", "Zon;Klingon", "NL", "nl"),
    ],
)
def test_country_and_language(headings: str, cells: str, country: str, language: str) -> None:
    (found,) = debtors(headings, cells)
    assert (found.country, found.language) == (country, language)


def test_the_defaults_speak_where_the_file_is_silent() -> None:
    flemish = Defaults(today=TODAY, country="BE", language="en", terms_days=45, currency="USD")
    (one, two) = debtors("Klantnaam;Land", "Zon;", "Maan;NL", defaults=flemish)
    assert (one.country, one.language) == ("BE", "en")
    assert (two.country, two.language) == ("NL", "nl")
    data = b"Klant;Factuurnummer;Factuurdatum;Bedrag\nZon en Maan;1;01-09-2026;5,00\n"
    (invoice,) = read(data, defaults=flemish).invoices
    assert (invoice.due_date, invoice.open.currency) == (date(2026, 10, 16), "USD")


def test_terms_company_and_since() -> None:
    (found,) = debtors(
        "Klantnaam;Betalingstermijn;KvK;BTW-nummer;Klant sinds;Contactpersoon",
        "Zon;;;;;",
        "Zon;14 dagen netto;00000001;NL000000001B01;12-01-2011;Mevr. Bos",
        "Zon;60;00000002;;13-01-2012;",
    )
    assert (found.terms_days, found.company_no) == (14, "00000001")
    assert (found.customer_since, found.contact_person) == (date(2011, 1, 12), "Mevr. Bos")
    assert debtors("Klantnaam;BTW-nummer", "Zon;NL000000001B01")[0].company_no == "NL000000001B01"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("30", 30),
        ("30 dagen", 30),
        ("2e herinnering", 2),
        ("0", 0),
        ("", None),
        ("geen", None),
        ("1000", None),
        ("366", None),
        ("365", 365),
    ],
)
def test_a_number_in_a_text(text: str, number: int | None) -> None:
    assert whole_number(text) == number


def test_codes_of_countries_and_languages() -> None:
    assert [country_code(t) for t in ("Nederland", "UK", "lu", "X", "12", "", "Pays-Bas")] == [
        "NL", "GB", "LU", "", "", "", "NL",
    ]  # fmt: skip
    assert [language_code(t) for t in ("Nederlands", "E", "nl-BE", "Français", "", "zz")] == [
        "nl", "en", "nl", "fr", "", "",
    ]  # fmt: skip


def test_the_first_address_of_a_cell() -> None:
    assert email_address("Zon <a@b.example>; c@d.example") == "a@b.example"
    assert email_address("a@b@c.example") == "" == email_address("geen")
