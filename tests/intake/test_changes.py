"""What a new list means beside the one before."""

from __future__ import annotations

from datetime import UTC, date, datetime

from cockpit.core.ledger import Ledger
from cockpit.intake import Defaults, Difference, compare, read, to_ledger

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HEAD = "Klantnr;Klantnaam;Factuurnummer;Factuurdatum;Vervaldatum;Openstaand;Telefoon\n"


def ledger(*rows: str) -> Ledger:
    data = (HEAD + "\n".join(rows)).encode()
    return to_ledger(read(data, defaults=Defaults(today=date(2026, 11, 21))), NOW, "lijst.csv")


ONE = "1;Bakkerij Bol;10;01-09-2026;01-10-2026;100,00;"
TWO = "2;Kaashandel;20;02-09-2026;02-10-2026;50,00;"


def test_the_same_file_twice_changes_nothing() -> None:
    assert compare(ledger(ONE, TWO), ledger(ONE, TWO)).is_empty
    assert compare(ledger(ONE, TWO), ledger(TWO, ONE)).is_empty


def test_new_changed_and_settled() -> None:
    old = ledger(ONE, TWO)
    new = ledger(ONE.replace("100,00", "60,00"), "3;Vers;30;03-09-2026;03-10-2026;5,00;")
    found = compare(old, new)
    assert [invoice.number for invoice in found.new] == ["30"]
    assert [(a.open.text(), b.open.text()) for a, b in found.changed] == [("100.00", "60.00")]
    assert [invoice.number for invoice in found.settled] == ["20"]
    assert not found.is_empty


def test_one_number_at_two_debtors_is_two_invoices() -> None:
    old, new = ledger(ONE), ledger(ONE, "2;Kaashandel;10;01-09-2026;01-10-2026;100,00;")
    assert [invoice.debtor_id for invoice in compare(old, new).new] == ["2"]


def test_the_first_import_and_the_last_payment() -> None:
    assert len(compare(Ledger(), ledger(ONE, TWO)).new) == 2
    assert len(compare(ledger(ONE, TWO), Ledger()).settled) == 2
    assert compare(Ledger(), Ledger()) == Difference()


def test_another_telephone_number_is_no_change_of_an_invoice() -> None:
    assert compare(ledger(ONE), ledger(ONE + "020 555 0101")).is_empty


def test_a_ledger_knows_where_it_came_from() -> None:
    found = ledger(ONE)
    assert (found.read_at, found.source) == (NOW, "lijst.csv")
    reading = read((HEAD + ONE).encode(), defaults=Defaults(today=date(2026, 11, 21)))
    assert to_ledger(reading, NOW, "a\x1b[31m\r\nb.csv").source == "a b.csv"
