"""Whatever dialect a table is written in, it reads back to the same values; nothing crashes."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cockpit.core.text import clean_line, fold
from cockpit.intake import Defaults, IntakeError, compare, read, to_ledger

DEFAULTS = Defaults(today=date(2026, 11, 21))
LATIN = st.sampled_from("abcXYZ0189 \t\n;,|.\"'()[]+-@#&éèëïöüçñàÉÖ")  # no two make a letter in UTF-8


@dataclass(frozen=True)
class Row:
    code: int
    number: int
    day: date
    due: date
    amount: Decimal
    description: str


ROWS = st.lists(
    st.builds(
        Row,
        code=st.integers(1, 5),
        number=st.integers(1, 10**6),
        day=st.dates(date(2020, 1, 13), date(2026, 11, 20)),
        due=st.dates(date(2020, 1, 13), date(2027, 1, 31)),
        amount=st.decimals("-9999999", "9999999", places=2).filter(bool),
        description=st.text(LATIN, max_size=20),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda row: (row.code, row.number),
)
DAYS = st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y%m%d", "%Y-%m-%dT%H:%M:%S"])
HEADINGS = st.sampled_from(
    [
        ("Debiteurnummer", "Factuurnr.", "Factuurdatum", "Vervaldatum", "Openstaand", "Omschrijving"),
        ("Klant", "Factuur", "Datum", "Vervaldag", "Saldo (EUR)", "Oms."),
        ("Customer no", "Invoice number", "Invoice date", "Due date", "Amount due", "Description"),
    ]
)


@dataclass(frozen=True)
class Way:
    """How somebody's package writes a list."""

    headings: tuple[str, ...]
    delimiter: str
    ending: str
    quoting: int
    encoding: str
    decimal: str
    thousands: str
    sign: str
    days: str
    title: bool


WAYS = st.builds(
    Way,
    headings=HEADINGS,
    delimiter=st.sampled_from(";\t,|"),
    ending=st.sampled_from(["\r\n", "\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    decimal=st.sampled_from(",."),
    thousands=st.sampled_from(["", "sign", "\u00a0", " ", "'"]),
    sign=st.sampled_from(["-{}", "{}-", "({})", "\u2212{}", "€ -{}"]),
    days=DAYS,
    title=st.booleans(),
).filter(lambda way: not (way.encoding == "cp1252" and "\u2212" in way.sign))


def written(rows: list[Row], way: Way) -> bytes:
    target = io.StringIO(newline="")
    if way.title:
        target.write(f"Openstaande posten{way.ending}{way.ending}")
    writer = csv.writer(
        target,
        delimiter=way.delimiter,
        lineterminator=way.ending,
        quoting=way.quoting,  # type: ignore[arg-type]
    )
    writer.writerow(way.headings)
    for row in rows:
        days = (row.day.strftime(way.days), row.due.strftime(way.days))
        writer.writerow((f"D{row.code}", f"F{row.number}", *days, amount(row.amount, way), row.description))
    return target.getvalue().encode(way.encoding)


def amount(value: Decimal, way: Way) -> str:
    other = {",": ".", ".": ","}[way.decimal]
    text = f"{abs(value):,.2f}".replace(",", "T").replace(".", way.decimal)
    text = text.replace("T", other if way.thousands == "sign" else way.thousands)
    return way.sign.format(text) if value < 0 else text


@settings(max_examples=200, deadline=None)
@given(ROWS, WAYS)
def test_a_table_reads_back_however_it_was_written(rows: list[Row], way: Way) -> None:
    found = read(written(rows, way), defaults=DEFAULTS)
    assert not found.refused
    assert [
        (i.debtor_id, i.number, i.invoice_date, i.due_date, i.open.amount, i.amount.amount, i.description)
        for i in found.invoices
    ] == [
        (
            f"D{row.code}",
            f"F{row.number}",
            row.day,
            row.due,
            row.amount,
            row.amount,
            clean_line(row.description),
        )
        for row in rows
    ]
    assert found.layout.header_line == (3 if way.title else 1)
    ledger = to_ledger(found, None, "x")  # type: ignore[arg-type]
    again = to_ledger(read(written(rows, way), defaults=DEFAULTS), None, "x")  # type: ignore[arg-type]
    assert compare(ledger, again).is_empty


HEAD = "Klantnaam;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Omschrijving;Telefoon;Land;Klant sinds;E-mail"
ANY = st.text(st.characters(blacklist_categories=("Cs",)), max_size=15)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(ANY, min_size=10, max_size=10), max_size=5), st.booleans())
def test_any_cells_cost_no_good_row(cells: list[list[str]], quoted: bool) -> None:
    target = io.StringIO(newline="")
    target.write(HEAD + "\n")
    good = "Goede Klant;GOED;01-09-2026;13-10-2026;10,00;;;;;\n"
    csv.writer(
        target, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    ).writerows(cells)
    target.write(good)
    found = read(target.getvalue().encode(), defaults=DEFAULTS)
    assert [i.number for i in found.invoices if i.debtor_id == fold("Goede Klant")].count("GOED") == 1
    texts = [text for debtor in found.debtors.values() for text in (debtor.name, debtor.phone, debtor.email)]
    texts += [text for i in found.invoices for text in (i.number, i.description, i.debtor_id)]
    texts += [value for told in (*found.refused, *found.notices) for value in told.values.values()]
    assert all("\n" not in text and "\x1b" not in text and "\r" not in text for text in texts)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_random_bytes_are_read_or_refused_and_never_crash(data: bytes) -> None:
    for start in (b"", (HEAD + "\n").encode()):
        try:
            read(start + data, defaults=DEFAULTS)
        except IntakeError as refused:
            assert refused.code


LINES = st.lists(
    st.sampled_from(
        [
            "Zon;1;01-09-2026;01-10-2026;10,00;;;;;",
            '"',
            ";",
            '";"',
            "\n",
            "x",
            '""',
            '"x',
            'y"',
            "Zon;2;",
            "\r",
        ]
    ),
    max_size=30,
)


@settings(max_examples=200, deadline=None)
@example(parts=['"', "\n", "x", '";"', '";"', '";"', '";"'])  # a line break within an amount
@given(LINES)
def test_quotation_marks_anywhere_never_crash(parts: list[str]) -> None:
    read((HEAD + "\n" + "".join(parts)).encode(), defaults=DEFAULTS)
