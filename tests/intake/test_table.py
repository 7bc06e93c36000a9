"""Rows and the lines where they start; one bad quotation mark costs one row."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.intake import IntakeError, table
from cockpit.intake.table import Table, named_delimiter, physical_lines, regularity, sample, split


def rows(text: str, delimiter: str = ";") -> Table:
    return split(physical_lines(text), delimiter)


def test_lines_and_cells() -> None:
    found = rows("a;b\r\n\r\n1;2\r\n")
    assert found.rows[:3] == [["a", "b"], [], ["1", "2"]]
    assert list(found.lines[:3]) == [1, 2, 3]


def test_line_breaks_inside_cells_keep_the_count() -> None:
    found = rows('a;b\n"x\ny";2\n3;"p\n\nq"\n5;6')
    assert found.rows == [["a", "b"], ["x\ny", "2"], ["3", "p\n\nq"], ["5", "6"]]
    assert list(found.lines) == [1, 2, 4, 7]


def test_a_lone_carriage_return() -> None:
    assert rows("a;b\r1;2").rows == [["a", "b"], ["1", "2"]]
    assert rows("a;b\r\n1\rx;2\r\n").rows[:2] == [["a", "b"], ["1 x", "2"]]


@pytest.mark.parametrize("below", ["2;goed\n3;ook goed\n", '2;"goed"\n3;""\n', '2;"t nog een;x\n3;y\n'])
def test_an_unclosed_mark_costs_its_own_row_only(below: str) -> None:
    found = rows('0;voor\n1;"t Hoekje\n' + below)
    assert ["0", "voor"] in found.rows
    assert found.refused[0].line == 2
    assert found.rows[-2][0] == "3"
    assert all(told.code == "stray-quote" for told in found.refused)


def test_marks_that_are_only_careless_are_read() -> None:
    assert rows('1;"Zon" BV;x\n2;De "Zon";"y\nz"\n').rows[0] == ["1", "Zon BV", "x"]


def test_a_cell_longer_than_the_csv_module_takes() -> None:
    found = rows('1;"' + "\n".join(["x" * 1000] * 200) + "\n2;goed\n")
    assert found.refused[0].line == 1
    assert ["2", "goed"] in found.rows


def test_an_endless_line_is_refused() -> None:
    found = rows("a;b\n" + "x" * (table.MAX_LINE + 1) + "\n1;2\n")
    assert found.rows[:3] == [["a", "b"], [], ["1", "2"]]
    assert found.refused[0].values == {"length": str(table.MAX_LINE + 1), "limit": str(table.MAX_LINE)}


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_ROWS", 3)
    assert len(rows("a\n\n\n\nb\nc\n").rows) == 7
    with pytest.raises(IntakeError, match="too-many-rows"):
        rows("a\nb\nc\nd\n")
    monkeypatch.setattr(table, "MAX_LINES", 5)
    with pytest.raises(IntakeError, match="too-many-rows"):
        physical_lines("\n" * 6)


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [
        ("sep=;", ";"),
        ('"sep=,"', ","),
        ("SEP=|\r", "|"),
        ("sep=\t", "\t"),
        ("sep=x", None),
        ("sep=", None),
        ("Naam;Bedrag", None),
    ],
)
def test_the_line_that_names_the_delimiter(line: str, delimiter: str | None) -> None:
    assert named_delimiter(line) == delimiter


def test_delimiters_are_counted_outside_quotes() -> None:
    lines = physical_lines('"a, b, c";1\n"d, e, f";2\n')
    assert regularity(sample(lines, ";")) > regularity(sample(lines, ","))
    assert regularity(Table([], [])) == 0


CELLS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\x00"), max_size=12)


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=1, max_size=8),
    st.sampled_from(table.DELIMITERS),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_any_table_comes_back(cells: list[list[str]], delimiter: str, ending: str, quoting: int) -> None:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter, lineterminator=ending, quoting=quoting).writerows(cells)  # type: ignore[arg-type]
    found = rows(target.getvalue(), delimiter)
    assert [row for row in found.rows if row] == cells
    assert not found.refused
    before = [target.getvalue()[:0]]
    for row in cells[:-1]:
        part = io.StringIO(newline="")
        csv.writer(part, delimiter=delimiter, lineterminator=ending, quoting=quoting).writerow(row)  # type: ignore[arg-type]
        before.append(before[-1] + part.getvalue())
    assert [line for line, row in zip(found.lines, found.rows, strict=True) if row] == [
        text.count("\n") + 1 for text in before
    ]


@given(st.text('a;"\n', max_size=40))
def test_marks_anywhere_lose_no_line(text: str) -> None:
    found = rows(text)
    starts = [*found.lines, *(told.line for told in found.refused)]
    assert len(set(starts)) == len(starts)
    assert set(starts) <= set(range(1, text.count("\n") + 2))
