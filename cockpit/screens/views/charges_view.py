"""Interest and collection costs with the calculation of every figure."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from cockpit.core.interest import Interest
from cockpit.desk.charges import Charges, InvoiceInterest
from cockpit.language import _, amounts, contact_sentences, dates, money_sentences, source_sentences
from cockpit.widgets.plain import hanging, lines


def charges_view(found: Charges, width: int) -> Content:
    """All that can be asked for on the invoices in hand, in lines of `width` cells."""
    return lines(*_interest(found, width), Content(""), *_costs(found, width))


def heading(found: Charges) -> str:
    """Who owes it, and until which day interest runs."""
    kind = contact_sentences.debtor_kind(found.kind)
    return _("{kind} · interest to {day}").format(kind=kind, day=dates.day(found.until, None, "medium"))


def _interest(found: Charges, width: int) -> Iterator[Content]:
    if found.regime is None:
        yield Content.styled(_("Interest"), "bold $accent")
        yield Content(_("Of this customer's country we do not know the law."))
        return
    name = money_sentences.regime(found.regime)
    yield _sum(f"{name[:1].upper()}{name[1:]}", amounts.money(found.known_interest), width, "bold $accent")
    if not found.invoices:
        yield Content(_("None of these invoices is past its due date."))
    for one in found.invoices:
        yield from _invoice(one, width)
    for source, confidence in found.sources:
        doubt = source_sentences.doubt(confidence)
        yield _source(source, width, f" · {doubt}" if doubt else "")
    if found.gap:
        gap, day = found.gap
        said = _("{why}: what is above is the part that is known").format(why=money_sentences.gap(gap, day))
        yield from _wrapped(f"▲ {said}", width, "$gap")


def _invoice(one: InvoiceInterest, width: int) -> Iterator[Content]:
    invoice = one.invoice
    text = _("{number}, {amount}, due on {day}").format(
        number=invoice.number,
        amount=amounts.money(invoice.open),
        day=dates.day(invoice.due_date, None, "numeric"),
    )
    if one.interest is None:
        yield from _wrapped(
            f"{text}: {_('no interest runs before the term of a formal letter is over')}", width, ""
        )
        return
    yield _sum(text, amounts.money(one.interest.known_part), width, "bold")
    yield from _lines(one.interest, width)


def _lines(interest: Interest, width: int) -> Iterator[Content]:
    for line in interest.lines:
        yield _sum(f"  {money_sentences.interest_line(line)}", amounts.money(line.amount), width, "")


def _costs(found: Charges, width: int) -> Iterator[Content]:
    costs = found.costs
    title = _("Collection costs")
    if costs is None:
        yield Content.styled(title, "bold $accent")
        return
    why = money_sentences.not_charged(costs)
    if why:
        yield Content.styled(title, "bold $accent")
        yield from _wrapped(f"▲ {why}", width, "$gap")
    else:
        yield _sum(title, amounts.money(costs.total), width, "bold $accent")
    for line in costs.lines:
        yield _sum(f"  {money_sentences.cost_line(line)}", amounts.money(line.amount), width, "")
    if costs.cap:
        yield Content.styled(f"  {money_sentences.cap(costs)}", "$muted")
        for line in costs.cap:
            yield _sum(f"    {money_sentences.cost_line(line)}", amounts.money(line.amount), width, "$muted")
    yield _source(costs.source, width)


def _sum(text: str, amount: str, width: int, style: str) -> Content:
    """A text with its amount at the right, the text on further lines where it is long."""
    first, *rest = Content.styled(text, style).wrap(max(width - len(amount) - 2, 20)) or [Content("")]
    pad = " " * max(width - first.cell_length - len(amount), 1)
    return lines(first + Content.styled(f"{pad}{amount}", style), *(Content("    ") + part for part in rest))


def _source(source: str, width: int, more: str = "") -> Content:
    text = f"{source_sentences.source(source)}{more}"
    return hanging(Content("  "), Content.styled(text, "$muted"), width)


def _wrapped(text: str, width: int, style: str) -> list[Content]:
    return Content.styled(text, style).wrap(width)
