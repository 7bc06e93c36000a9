"""Whether a short heading such as "Code" holds the debtors' own numbers, where debtors share a name."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.intake import Defaults, Reading, read

HEADINGS = ("Code", "Debiteur", "Klant", "Relatie", "Account", "Nummer")
REST = "Naam;Contactpersoon;Telefoon;E-mail;Factuurnummer;Factuurdatum;Openstaand"


def of(code: str, rows: list[str], columns: dict[str, str] | None = None) -> Reading:
    text = "\n".join((f"{code};{REST}", *rows))
    return read(text.encode(), defaults=Defaults(today=date(2026, 11, 21)), columns=columns)


def row(code: object, name: object, number: int, *, person: str = "", phone: str = "", mail: str = "") -> str:
    return f"{code};{name};{person};{phone};{mail};F{number};01-09-2026;10,00"


def said(found: Reading) -> list[tuple[str, dict[str, str]]]:
    return [(n.code, dict(n.values)) for n in found.notices if n.code == "numbers-not-used"]


@pytest.mark.parametrize("code", HEADINGS)
@pytest.mark.parametrize("each", [1, 2])
def test_debtors_who_share_a_name_and_not_a_telephone(code: str, each: int) -> None:
    rows = [
        row(1000 + n, f"Firma {n % 25}", n * each + more, phone=f"020 555 0{n:03}", mail="info@x.example")
        for n in range(60)
        for more in range(each)
    ]
    found = of(code, rows)
    assert found.layout.columns["debtor_code"] == code
    assert (len(found.debtors), said(found)) == (60, [])


@pytest.mark.parametrize("code", HEADINGS)
def test_debtors_of_whom_only_a_name_is_known_have_several_invoices(code: str) -> None:
    found = of(code, [row(1000 + n % 60, f"Firma {n % 20}", n) for n in range(150)])
    assert (len(found.debtors), said(found)) == (60, [])


def test_debtors_who_share_a_name_and_not_a_contact_person() -> None:
    found = of("Code", [row(n, f"Firma {n % 20}", n, person=f"Mevr. {chr(65 + n)}") for n in range(60)])
    assert len(found.debtors) == 60


def test_a_name_that_is_written_in_two_ways_is_no_reason_to_drop_the_numbers() -> None:
    rows = [row(n, f"Firma {n % 20}", n, phone=f"020 555 0{n:03}") for n in range(60)]
    found = of("Code", [*rows, row(7, "Firma 7 BV", 99)])
    assert len(found.debtors) == 60


@pytest.mark.parametrize("code", HEADINGS)
@pytest.mark.parametrize("details", [True, False])
def test_a_number_per_row_is_no_debtor_number_and_that_is_said(code: str, details: bool) -> None:
    phones = [f"020 555 00{n:02}" if details else "" for n in range(20)]
    found = of(code, [row(n, f"Firma {n % 20}", n, phone=phones[n % 20]) for n in range(60)])
    assert len(found.debtors) == 20
    assert said(found) == [("numbers-not-used", {"header": code, "count": "60", "names": "20"})]


def test_a_number_per_row_stays_one_where_several_people_order_for_a_firm() -> None:
    rows = [row(n, "Firma", n, person=f"P{n}", phone="020 555 0101", mail="a@x.example") for n in range(30)]
    assert len(of("Code", rows).debtors) == 1
    rows = [row(n, f"Firma {n % 5}", n, person=f"P{n % 3}") for n in range(60)]
    assert len(of("Code", rows).debtors) == 5


def test_a_booking_of_several_lines_is_no_debtor() -> None:
    rows = [row(n // 2, f"Firma {n // 2 % 10}", n // 2) for n in range(80)]
    assert len(of("Code", rows).debtors) == 10


def test_nothing_is_said_of_numbers_that_merge_nobody_or_that_the_user_refused() -> None:
    assert said(of("Code", [row(1300, f"Firma {n}", n) for n in range(30)])) == []  # a ledger account
    assert said(of("Nummer", [row(n, f"Firma {n}", n) for n in range(30)])) == []
    assert said(of("Code", [row(n % 7, f"Firma {n % 5}", n) for n in range(70)])) == []
    rows = [row(n, f"Firma {n % 5}", n) for n in range(60)]
    assert said(of("Code", rows, {"debtor_code": ""})) == []
    assert len(of("Code", rows, {"debtor_code": "Code"}).debtors) == 60


@given(
    st.sampled_from(HEADINGS),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4), st.sampled_from(["", "1", "2"])), max_size=40),
)
def test_debtors_are_never_one_by_their_name_in_silence(code: str, cells: list[tuple[int, int, str]]) -> None:
    names = {number: name for number, name, _ in cells}
    rows = [
        row(f"K{number}", f"Firma {names[number]}", n, phone=f"020 555 000{phone}" if phone else "")
        for n, (number, _, phone) in enumerate(cells)
    ]
    found = of(code, rows)
    assert len(found.debtors) == len(names) or said(found) or len(set(names.values())) == len(names)
