"""The clause of a contract, written in one line."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.cost_clause import CostClause, read_clause
from cockpit.core.money import Money


def euro(amount):
    return Money(Decimal(amount))


@pytest.mark.parametrize(
    ("line", "clause"),
    [
        ("10 %", CostClause(Decimal(10))),
        ("10% min 40", CostClause(Decimal(10), minimum=euro(40))),
        (" 12,5 % MIN. € 40 max 65.50 ", CostClause(Decimal("12.5"), minimum=euro(40), maximum=euro("65.5"))),
        ("10 % maximum 200", CostClause(Decimal(10), maximum=euro(200))),
        ("40", CostClause(fixed=euro(40))),
        ("€ 37,50", CostClause(fixed=euro("37.5"))),
        ("25 + 10 %", CostClause(Decimal(10), fixed=euro(25))),
        ("25+10% min 40", CostClause(Decimal(10), fixed=euro(25), minimum=euro(40))),
    ],
)
def test_clauses(line, clause):
    assert read_clause(line) == clause


@pytest.mark.parametrize(
    "line",
    ["", "none", "min 40", "0", "0 %", "101 %", "10 % 40", "40 +", "10 % min 50 max 40", "1.250,50", "1.250",
     "-10 %", "10 %%", "10 % + 40", "٤٠", "10 % min", "1234567"],
)  # fmt: skip
def test_what_is_no_clause_is_refused(line):
    with pytest.raises(ValueError, match="clause"):
        read_clause(line)


@given(st.text(max_size=30) | st.text("0123456789,.%+ minax€", max_size=20))
def test_any_line_is_a_clause_that_says_a_sum_or_refused(line):
    try:
        clause = read_clause(line)
    except ValueError:
        return
    assert clause.percent > 0 or clause.fixed.amount > 0
    assert clause.percent <= 100
