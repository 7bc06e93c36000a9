"""A payment plan as a table: every instalment with its day, its amount and the invoices that it pays."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from cockpit.core.allocation import Allocation, allocate
from cockpit.core.ledger import Invoice
from cockpit.core.plan import Plan
from cockpit.core.room import Breach
from cockpit.desk.plan_sheet import PlanSheet
from cockpit.language import _, amounts, dates, plan_sentences
from cockpit.widgets.plain import fit, whole_words

_NUMBER, _DAY, _AMOUNT = 4, 17, 14
_NARROWEST = 8


def head(width: int) -> Content:
    """The headings over the table, whose lines begin behind the sign of the highlight."""
    cells = fit("", _NUMBER + 2), fit(_("day"), _DAY), fit(_("amount"), _AMOUNT, right=True), "  ", _("pays")
    return Content.styled(fit("".join(cells), width), "$muted")


def rows(plan: Plan, invoices: Sequence[Invoice], order: Sequence[str], width: int) -> list[Content]:
    """One line for each instalment."""
    room = max(width - _NUMBER - _DAY - _AMOUNT - 2, _NARROWEST)
    return [_row(n, part, room) for n, part in enumerate(allocate(plan, invoices, order), 1)]


def _row(number: int, part: Allocation, room: int) -> Content:
    day = dates.day(part.term.due, None, "medium")
    return Content.assemble(
        (fit(f"{number}", _NUMBER - 2, right=True) + "  ", "$muted"),
        fit(day, _DAY),
        (fit(amounts.money(part.term.amount), _AMOUNT, right=True), "bold"),
        "  ",
        (fit(whole_words(_pays(part), room), room), "$muted"),
    )


def _pays(part: Allocation) -> str:
    """The invoices that an instalment pays; of several also how much of each."""
    if len(part.shares) == 1 and not part.beyond:
        return part.shares[0].number
    parts = [f"{share.number} {amounts.money(share.amount)}" for share in part.shares]
    if part.beyond:
        parts.append(_("{amount} beyond the invoices").format(amount=amounts.money(part.beyond)))
    return " + ".join(parts)


def sum_line(plan: Plan) -> Content:
    """What the instalments come to, and when all is paid."""
    text = _("together {amount} · all paid on {day}")
    day = dates.day(plan.last_day, None, "medium")
    return Content.styled(text.format(amount=amounts.money(plan.total), day=day), "bold $done")


def limit_lines(passed: Sequence[Breach]) -> str:
    """The limits that the plan passes, one in a line."""
    return "\n".join(f"✗ {plan_sentences.breach(breach)}" for breach in passed)


def trouble(sheet: PlanSheet) -> str:
    """What is against the plan: nothing can be made of it, or it goes further than was set beforehand."""
    refused = f"✗ {plan_sentences.problem(sheet.refused)}" if sheet.refused else ""
    return "\n".join(part for part in (refused, limit_lines(sheet.passed)) if part)


def reading(sheet: PlanSheet, name: str) -> str:
    """What was understood of a box; empty for one that is empty."""
    if not sheet.typed(name).strip():
        return ""
    if name == "first":
        return dates.day(sheet.first) if sheet.first else ""
    return plan_sentences.said_amounts(sheet.plan.terms) if sheet.plan else ""
