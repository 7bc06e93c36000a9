"""What becomes of the rows of a file, and what a file as a whole is refused for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from cockpit.core.ledger import Invoice
from cockpit.intake import FIELDS, Defaults, IntakeError, Reading, read, reading, table

DEFAULTS = Defaults(today=date(2026, 11, 21))
HEAD = "Klantnr;Klantnaam;Factuurnummer;Factuurdatum;Vervaldatum;Openstaand"
GOOD = "1;Zon;G1;01-09-2026;01-10-2026;10,00"


def of(*lines: str, columns: Mapping[str, str] | None = None) -> Reading:
    return read("\n".join(lines).encode(), defaults=DEFAULTS, columns=columns)


def told(found: Reading) -> list[tuple[int, str]]:
    """Lines and codes of what was passed over or refused."""
    return [(t.line, t.code) for t in (*found.refused, *found.notices)]


def only(found: Reading) -> Invoice:
    (invoice,) = found.invoices
    return invoice


def test_a_row_becomes_an_invoice() -> None:
    found = of(
        f"{HEAD};Bedrag;Omschrijving;Uw ref;OGM;Herinneringen",
        f"{GOOD};12,00;Levering;PO 1;+++000/0000/00097+++;2",
    )
    invoice = only(found)
    assert (invoice.number, invoice.debtor_id, invoice.invoice_date) == ("G1", "1", date(2026, 9, 1))
    assert (invoice.amount.text(), invoice.open.text(), invoice.reminders) == ("12.00", "10.00", 2)
    assert (invoice.description, invoice.your_ref) == ("Levering", "PO 1")
    assert invoice.payment_ref == "+++000/0000/00097+++"
    assert not invoice.due_derived
    assert told(found) == []
    assert found.open_total["EUR"].text() == "10.00"


@pytest.mark.parametrize(
    ("headings", "cells", "amount", "still_open"),
    [
        ("Bedrag", "12,00", "12.00", "12.00"),
        ("Bedrag;Openstaand", "12,00;5,00", "12.00", "5.00"),
        ("Bedrag;Openstaand", ";5,00", "5.00", "5.00"),
        ("Bedrag;Betaald", "12,00;5,00", "12.00", "7.00"),
        ("Bedrag;Betaald", "12,00;-5,00", "12.00", "7.00"),
        ("Bedrag;Betaald", "12,00;", "12.00", "12.00"),
        ("Bedrag;Betaald", "-12,00;-5,00", "-12.00", "-7.00"),
        ("Bedrag;Betaald", "-12,00;5,00", "-12.00", "-7.00"),
        ("Bedrag;Betaald;Openstaand", "12,00;5,00;", "12.00", "7.00"),
        ("Bedrag;Betaald;Openstaand", "12,00;5,00;6,00", "12.00", "6.00"),
        ("Debet;Credit", "12,00;", "12.00", "12.00"),
        ("Debet;Credit", ";12,00", "-12.00", "-12.00"),
        ("Debet;Credit", ";-12,00", "-12.00", "-12.00"),
        ("Debet;Credit", "12,00;5,00", "12.00", "7.00"),
        ("Debet;Credit", "0,00;5,00", "-5.00", "-5.00"),
        ("Debet", "12,00", "12.00", "12.00"),
        ("Debet;Credit;Openstaand", "12,00;2,00;10,00", "12.00", "10.00"),
        ("Debet;Betaald", "12,00;2,00", "12.00", "10.00"),
        ("Openstaand;Credit", "12,00;", "12.00", "12.00"),
        ("Openstaand;Betaald", "12,00;3,00", "12.00", "12.00"),
    ],
)
def test_what_is_open(headings: str, cells: str, amount: str, still_open: str) -> None:
    found = of(f"Klantnaam;Factuurnummer;Factuurdatum;{headings}", f"Zon;G1;01-09-2026;{cells}")
    assert (only(found).amount.text(), only(found).open.text()) == (amount, still_open)


@pytest.mark.parametrize(
    ("headings", "cells", "header"),
    [
        ("Debet;Credit", "x;", "Debet"),
        ("Debet;Credit", "5,00;x", "Credit"),
        ("Bedrag;Betaald", "5,00;x", "Betaald"),
        ("Bedrag;Betaald", "x;5,00", "Bedrag"),
        ("Bedrag;Openstaand", "x;5,00", "Bedrag"),
    ],
)
def test_every_amount_that_counts_must_be_readable(headings: str, cells: str, header: str) -> None:
    found = of(f"Klantnaam;Factuurnummer;Factuurdatum;{headings}", f"Zon;G1;01-09-2026;{cells}")
    assert [(r.code, r.values) for r in found.refused] == [
        ("unreadable-amount", {"header": header, "text": "x"})
    ]


def test_the_first_of_two_wrong_amounts_is_told() -> None:
    found = of("Klantnaam;Factuurnummer;Factuurdatum;Bedrag;Betaald;Openstaand", "Zon;G1;01-09-2026;a;b;c")
    assert found.refused[0].values["header"] == "Openstaand"


def test_without_any_amount() -> None:
    found = of("Klantnaam;Factuurnummer;Factuurdatum;Debet;Credit", "Zon;G1;01-09-2026;;")
    assert [(r.code, r.values) for r in found.refused] == [("no-amount", {"header": "Debet"})]


def test_a_derived_due_date() -> None:
    found = of(f"{HEAD};Betaaltermijn", "1;Zon;G1;01-09-2026;;10,00;14", "1;Zon;G2;01-09-2026;;10,00;")
    assert [(i.due_date, i.due_derived) for i in found.invoices] == [(date(2026, 9, 15), True)] * 2
    found = of(HEAD, "1;Zon;G1;31-01-2026;;10,00")
    assert only(found).due_date == date(2026, 3, 2)
    assert found.notices[0].values == {"number": "G1", "days": "30", "due": "2026-03-02"}


@pytest.mark.parametrize(
    "row",
    [
        "Totaal;;;;;10,00",
        ";Totaal Zon;;;;10,00",
        ";;;;Subtotaal;10,00",
        ";;Totaal:;;;10,00",
        "1;Zon;Totaal;01-09-2026;;10,00",
        "1;Zon;Totaal;;;10,00",
        "Grand total;;12;;;10,00",
        "Totaal;;;21-11-2026;;10,00",
        ";Saldo per 21-11-2026;;;;10,00",
        ";Algemeen totaal EUR;;;;10,00",
        ";;;;;10,00",
        ";;;21-11-2026;;10,00",
        ";;;Totaal;;x",
        "1;Total;Totaal;01-09-2026;;10,00",
        "Transport;;;;;10,00",
    ],
)
def test_totals_are_passed_over(row: str) -> None:
    assert told(of(HEAD, GOOD, row)) == [(3, "total-row")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("2;Totaal Techniek;G2;01-09-2026;01-10-2026;5,00", None),
        ("2;Totaal;G2;01-09-2026;01-10-2026;5,00", None),
        ("2;Totaal Techniek;G2;31-02-2026;01-10-2026;5,00", "unreadable-date"),
        ("2;Totaal Techniek;;01-09-2026;01-10-2026;5,00", "no-invoice-number"),
        ("2;Totaal Techniek;G2;;01-10-2026;5,00", "no-date"),
        ("2;Totaal;G2;01-09-2026;01-10-2026;x", "unreadable-amount"),
    ],
)
def test_a_firm_may_be_called_totaal(row: str, code: str | None) -> None:
    assert told(of(HEAD, GOOD, row)) == ([(3, code)] if code else [])


@pytest.mark.parametrize(
    "row", ["Klant 7 Zon", ";;;;;", "---;---;---", " ; ;\u00a0; ; ; ", "Pagina 2;;;;;", ""]
)
def test_titles_and_blank_rows_are_passed_over(row: str) -> None:
    found = of(HEAD, row, GOOD)
    assert told(found) in ([], [(2, "title-row")])
    assert len(found.invoices) == 1


def test_headings_once_more() -> None:
    assert told(of(HEAD, GOOD, HEAD.upper(), "2;Maan;G2;02-09-2026;02-10-2026;5,00")) == [
        (3, "repeated-header")
    ]


def test_rows_of_one_invoice() -> None:
    rows = (
        "1;Zon;G1;01-09-2026;;10,00",
        "1;Zon;G1;05-09-2026;05-10-2026;20,00",
        "1;Zon;G1;05-09-2026;;-4,00",
    )
    invoice = only(of(HEAD, *rows))
    assert (invoice.amount.text(), invoice.open.text()) == ("30.00", "26.00")
    assert (invoice.invoice_date, invoice.due_date, invoice.due_derived) == (
        date(2026, 9, 1),
        date(2026, 10, 5),
        False,
    )


def test_a_repetition_of_a_later_row_of_an_invoice() -> None:
    later = "1;Zon;G1;01-09-2026;01-10-2026;20,00"
    found = of(HEAD, GOOD, later, f"{later} ", GOOD)
    assert only(found).open.text() == "30.00"
    assert told(found) == [(3, "added-together"), (4, "repeated-row"), (5, "repeated-row")]
    assert [n.values["first"] for n in found.notices] == ["2", "3", "2"]


def test_rows_that_cancel_each_other_out() -> None:
    found = of(HEAD, GOOD, GOOD.replace("10,00", "-10,00"), "2;Maan;G2;02-09-2026;;5,00")
    assert [invoice.number for invoice in found.invoices] == ["G2"]
    assert list(found.debtors) == ["2"]
    assert told(found) == [(2, "nothing-open"), (3, "added-together"), (4, "due-derived")]


def test_a_credit_note_in_several_rows() -> None:
    rows = ("1;Zon;C1;01-09-2026;01-10-2026;-10,00", "1;Zon;C1;01-09-2026;01-10-2026;4,00")
    assert (only(of(HEAD, *rows)).amount.text(), only(of(HEAD, *rows)).open.text()) == ("-10.00", "-6.00")


def test_a_type_that_says_credit() -> None:
    found = of(
        f"{HEAD};Type;Bedrag", f"{GOOD};Credit Note;10,00", "2;Maan;G2;02-09-2026;02-10-2026;5,00;;5,00"
    )
    assert [invoice.open.text() for invoice in found.invoices] == ["-10.00", "5.00"]
    assert [invoice.amount.text() for invoice in found.invoices] == ["-10.00", "5.00"]
    assert (2, "taken-as-credit") in told(found)


def test_most_of_it_negative() -> None:
    found = of(HEAD, GOOD, "1;Zon;C1;01-09-2026;01-10-2026;-1,00", "1;Zon;C2;01-09-2026;01-10-2026;-1,00")
    assert found.notices[0].values == {"count": "2", "rows": "3"}


def test_currencies() -> None:
    found = of(
        f"{HEAD};Valuta",
        f"{GOOD};",
        "1;Zon;G2;01-09-2026;01-10-2026;5,00;usd",
        "1;Zon;G3;01-09-2026;01-10-2026;5,00;€",
        "1;Zon;G4;01-09-2026;01-10-2026;$ 5,00;",
        "1;Zon;G5;01-09-2026;01-10-2026;$ 5,00;USD",
        "1;Zon;G6;01-09-2026;01-10-2026;$ 5,00;EUR",
        "1;Zon;G7;01-09-2026;01-10-2026;5,00;??",
    )
    assert [i.open.currency for i in found.invoices] == ["EUR", "USD", "EUR", "USD", "USD"]
    assert told(found) == [(7, "currency-differs"), (8, "unreadable-currency")]
    assert found.refused[0].values == {"text": "$ 5,00", "currency": "EUR"}


def test_the_heading_names_the_currency_of_the_amounts() -> None:
    found = of(
        "Klantnaam;Factuurnummer;Factuurdatum;Bedrag (USD);Valuta",
        "Zon;1;01-09-2026;5,00;EUR",
        "Zon;2;01-09-2026;€ 5,00;EUR",
    )
    assert found.open_total["USD"].text() == "5.00"
    assert told(found)[0] == (3, "currency-differs")


def test_optional_cells_that_say_nothing_are_counted_once() -> None:
    found = of(
        f"{HEAD};Taal;Herinneringen",
        f"{GOOD};Elfs;1",
        "1;Zon;G2;01-09-2026;01-10-2026;5,00;Elfs;1",
        "Titel;;;;;;Elfs;x",
    )
    assert [(n.line, n.code, dict(n.values)) for n in found.notices if n.code == "ignored-values"] == [
        (2, "ignored-values", {"header": "Taal", "text": "Elfs", "count": "2"})
    ]


def test_long_cells_are_cut_and_long_texts_in_messages_too() -> None:
    long = "x" * 10_000
    found = of(HEAD, f"1;{long};{long};01-09-2026;01-10-2026;10,00", f"1;Zon;G2;{long};01-10-2026;5,00")
    assert len(only(found).number) == 500 == len(found.debtors["1"].name)
    assert len(found.refused[0].values["text"]) == 60


def test_numbers_that_a_spreadsheet_must_not_touch() -> None:
    rows = ('"=""0012""";Zon;="007";01-09-2026;01-10-2026;10,00', '="";Maan;"=""";01-09-2026;01-10-2026;5,00')
    assert [(i.debtor_id, i.number) for i in of(HEAD, *rows).invoices] == [("0012", "007"), ("maan", '="')]


def test_the_layout_is_described() -> None:
    layout = of("Lijst", HEAD, GOOD).layout
    assert layout.headers == tuple(HEAD.split(";"))
    assert layout.columns["debtor_code"] == "Klantnr"
    assert (layout.delimiter, layout.encoding, layout.header_line, layout.missing) == (";", "utf-8", 2, ())
    assert layout.samples == (tuple(GOOD.split(";")),)
    assert list(layout.columns) == [name for name in FIELDS if name in layout.columns]


def test_headings_without_rows() -> None:
    found = of(HEAD)
    assert (found.invoices, dict(found.debtors), told(found)) == ((), {}, [])


def test_empty_headings_at_the_end_and_in_between() -> None:
    layout = of(f"{HEAD};;Tel;;", f"{GOOD};x;020;;").layout
    assert layout.headers[6:] == ("#7", "Tel")


GERMAN = ("Kunde;Rechnung;Wann;Betrag;Rest", "Zon;R1;01-09-2026;12,00;5,00")
CHOSEN = {"debtor_name": "Kunde", "invoice_no": "Rechnung", "invoice_date": "Wann", "amount": "Betrag"}


def test_unknown_headings_need_columns() -> None:
    with pytest.raises(IntakeError) as raised:
        of("Liste", *GERMAN)
    layout = raised.value.layout
    assert layout is not None
    assert raised.value.code == "needs-columns"
    assert layout.missing == ("debtor_name", "invoice_no", "invoice_date")
    assert layout.columns == {"open_amount": "Rest"}
    assert raised.value.values == {"missing": "debtor_name, invoice_no, invoice_date"}
    assert layout.samples == (("Zon", "R1", "01-09-2026", "12,00", "5,00"),)


def test_chosen_columns_win() -> None:
    assert only(of(*GERMAN, columns=CHOSEN)).open.text() == "5.00"
    assert only(of(*GERMAN, columns={**CHOSEN, "open_amount": ""})).open.text() == "12.00"
    assert only(of(*GERMAN, columns={**CHOSEN, "open_amount": "Betrag"})).open.text() == "12.00"


def test_a_column_without_a_heading_can_be_chosen() -> None:
    found = of("Kunde;Rechnung;Wann;Betrag;", "Zon;R1;01-09-2026;12,00", columns=CHOSEN)
    assert only(found).number == "R1"
    found = of(
        "Kunde;;Rechnung;Wann;Betrag", "Zon;020;R1;01-09-2026;12,00", columns={**CHOSEN, "phone": "#2"}
    )
    assert next(iter(found.debtors.values())).phone == "020"


def test_a_chosen_column_has_to_be_there() -> None:
    with pytest.raises(IntakeError) as raised:
        of(HEAD, GOOD, columns={"phone": "Toestel"})
    assert (raised.value.code, raised.value.values) == (
        "unknown-column",
        {"header": "Toestel", "field": "phone"},
    )
    with pytest.raises(IntakeError, match="unknown-column"):
        of(HEAD, GOOD, columns={"shoe_size": "Klantnr"})


def test_a_layout_is_remembered() -> None:
    asked: list[str] = []

    def remembered(mark: str) -> Mapping[str, str]:
        asked.append(mark)
        return {**CHOSEN, "open_amount": "", "phone": "Weg", "shoe_size": "Kunde"}

    data = "\n".join(("Liste", *GERMAN)).encode()
    found = read(data, defaults=DEFAULTS, known_layout=remembered)
    assert only(found).open.text() == "12.00"
    assert asked == [found.layout.fingerprint]
    found = read(data, defaults=DEFAULTS, known_layout=remembered, columns={"open_amount": "Rest"})
    assert only(found).open.text() == "5.00"
    assert only(read("\n".join((HEAD, GOOD)).encode(), defaults=DEFAULTS, known_layout=lambda _: None))


def test_no_headings() -> None:
    for text in ("1;2;3\n4;5;6\n", "zomaar een brief\nzonder tabel\n"):
        with pytest.raises(IntakeError, match="no-header"):
            of(text)


def test_too_many_columns() -> None:
    with pytest.raises(IntakeError) as raised:
        of(HEAD + ";x" * reading.MAX_COLUMNS, GOOD)
    assert raised.value.values == {"columns": "206", "limit": "200"}


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_ROWS", 2)
    with pytest.raises(IntakeError, match="too-many-rows"):
        of(HEAD, GOOD, GOOD)


def test_text_is_only_text() -> None:
    nasty = "[/b][@click=app.bell]\x1b]0,weg\x07\u202e=1+1\u200b🙂"
    found = of(
        f"{nasty};{HEAD};Omschrijving",
        f'"{nasty}\r\n{nasty}";1;"Zon\r\nBV";G1;01-09-2026;01-10-2026;10,00;"{nasty}"',
        f";1;Zon;G2;{nasty};;5,00;",
    )
    texts = [*found.layout.headers, only(found).description, found.debtors["1"].name]
    texts += [value for row in found.refused for value in row.values.values()]
    texts += [cell for row in found.layout.samples for cell in row]
    assert all(text.isprintable() for text in texts)
    assert only(found).description == "[/b][@click=app.bell]=1+1🙂"
    assert found.debtors["1"].name == "Zon BV"
    assert [row.line for row in found.refused] == [5]
