"""Dates are read for a whole column, day first unless the column proves otherwise."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.intake.days import Proofs, order_of, proofs, read_column

TODAY = date(2026, 11, 21)
BAD = "unreadable-date"
FAR = "implausible-date"


def column(*cells: str, others: tuple[str, ...] = ()) -> list[object]:
    own = proofs(cells)
    meaning = read_column(cells, order_of(own, own + proofs(others)), TODAY)
    return [meaning[cell] for cell in cells]


@pytest.mark.parametrize(
    "cell",
    [
        "03-09-2026", "3-9-2026", "03/09/2026", "3/9/26", "03.09.2026", "3.9.26", "03 09 2026", "03-09-26",
        "2026-09-03", "2026/09/03", "2026.09.03", "2026-9-3", "20260903", " 03-09-2026 ",
        "2026-09-03T00:00:00", "2026-09-03T23:59:59.999Z", "2026-09-03 10:15:00+02:00", "03-09-2026 00:00",
        "3/9/2026 0:00:00", "03-09-2026 12:00:00 AM",
        "3 sep 2026", "3 sept. 2026", "3 september 2026", "03-sep-26", "3-Sep-2026", "do 3 sep 2026",
        "donderdag 3 september 2026", "Thu, 3 September 2026", "3rd September 2026", "3e september 2026",
        "Sep 3, 2026", "September 3rd 2026", "SEP 3 2026", "3\u00a0sep\u00a02026", "\u200e3-9-2026",
    ],
)  # fmt: skip
def test_ways_to_write_a_day(cell: str) -> None:
    assert column(cell, "27-11-2026") == [date(2026, 9, 3), date(2026, 11, 27)]


@pytest.mark.parametrize("month", range(1, 13))
def test_all_months_in_both_languages(month: int) -> None:
    dutch = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
    english = [date(2026, n, 1).strftime("%B").lower() for n in range(1, 13)]
    cells = [f"12 {dutch[month - 1]} 2026", f"12 {english[month - 1]} 2026", f"{english[month - 1]} 12, 2026"]
    assert column(*cells) == [date(2026, month, 12)] * 3


@pytest.mark.parametrize(
    "cell",
    [
        "31-02-2026", "30/02/2026", "31-04-2026", "00-09-2026", "03-00-2026", "03-13-2026", "2026-13-01",
        "20261301", "3 smarch 2026", "sep 2026", "vandaag", "1e3", "NaN", "03-09", "03-09/2026", "03-09-202",
        "2026", "٣-٩-٢٠٢٦",
        "０３-09-2026", "46265,x", "smarch 3 2026", "03-09-2026 25", "1" * 10_000, "03-09-2026; 04-09-2026",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(cell: str) -> None:
    assert column(cell, "27-11-2026")[0] == BAD


@pytest.mark.parametrize("cell", ["03-09-0206", "03-09-1926", "03-09-2206", "0001-01-01", "9999-12-31"])
def test_a_year_that_cannot_be_right_is_refused(cell: str) -> None:
    assert column(cell) == [FAR]


@pytest.mark.parametrize("cell", ["", " ", "-", "0", "00-00-0000", "0000-00-00", "00/00/0000", "\u00a0"])
def test_no_day(cell: str) -> None:
    assert column(cell, "27-11-2026")[0] is None


def test_two_digits_of_a_year() -> None:
    assert column("1-1-36", "1-1-90") == [date(2036, 1, 1), date(1990, 1, 1)]


def test_month_first_needs_a_proof() -> None:
    assert column("03/09/2026", "09/27/2026") == [date(2026, 3, 9), date(2026, 9, 27)]
    assert column("03/09/2026", "27/09/2026") == [date(2026, 9, 3), date(2026, 9, 27)]


def test_month_first_is_for_slashes_only() -> None:
    assert column("03-09-2026", "09-27-2026") == [date(2026, 9, 3), BAD]
    assert column("03.09.2026", "09/27/2026") == [date(2026, 9, 3), date(2026, 9, 27)]


def test_a_column_without_a_proof_follows_the_other_one() -> None:
    assert column("03/09/2026", others=("10/27/2026",)) == [date(2026, 3, 9)]
    assert column("03/09/2026", others=("27/10/2026",)) == [date(2026, 9, 3)]


def test_proofs_that_disagree() -> None:
    assert column("27/09/2026", "28/09/2026", "09/29/2026") == [date(2026, 9, 27), date(2026, 9, 28), BAD]
    own = proofs(["27/09/2026", "09/29/2026", "03/09/2026"])
    assert order_of(own, own).unsure == "03/09/2026"
    assert not order_of(own, own).month_first


def test_what_nothing_proves_is_marked() -> None:
    assert order_of(proofs(["03/09/2026"]), Proofs()).unsure == "03/09/2026"
    assert order_of(proofs(["03/03/2026"]), Proofs()).unsure == ""
    assert order_of(proofs(["03-09-2026"]), Proofs()).unsure == ""
    assert order_of(proofs(["10/27/2026"]), Proofs()).proof == "10/27/2026"


def test_days_as_excel_counts_them() -> None:
    assert column("46265", "46266,0", "46267.5") == [date(2026, 8, 31) + timedelta(days=n) for n in range(3)]
    assert column("46265", "", "46266") == [date(2026, 8, 31), None, date(2026, 9, 1)]
    assert column("12345") == [FAR]


def test_a_number_between_dates_is_no_day() -> None:
    assert column("46265", "03-09-2026") == [BAD, date(2026, 9, 3)]


DAYS = st.dates(date(1987, 1, 1), date(2036, 12, 31))


@given(
    st.lists(DAYS, min_size=1), st.sampled_from(["%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y%m%d", "%d/%m/%Y"])
)
def test_any_days_in_any_order_come_back(days: list[date], how: str) -> None:
    assert column(*(day.strftime(how) for day in days)) == days


@given(st.lists(DAYS, min_size=1))
def test_any_days_month_first_come_back_when_one_proves_it(days: list[date]) -> None:
    cells = ["12/31/2026", *(day.strftime("%m/%d/%Y") for day in days)]
    assert column(*cells)[1:] == days


@given(st.lists(st.text(max_size=14)))
def test_no_text_is_too_strange(cells: list[str]) -> None:
    assert all(v is None or v in (BAD, FAR) or isinstance(v, date) for v in column(*cells))
