"""The open invoices of one debtor in words: a row each, the ageing per currency, what is ticked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from cockpit.core.ledger import Account, Invoice, ageing
from cockpit.core.money import totals
from cockpit.core.standing import Standing
from cockpit.language import _, amounts, dates, ngettext
from cockpit.widgets.plain import fit, lines

_WIDE = 104
_TICK, _DAY = 4, 12
_LONGEST_NUMBER = 16
_CURRENCY, _BUCKETS, _WIDEST = 4, 5, 14


@dataclass(frozen=True, slots=True)
class InvoiceTable:
    """How these invoices are shown: in `width` cells, as of `today`, with the disputes of `standing`."""

    invoices: Sequence[Invoice]
    width: int
    today: date
    standing: Standing

    @property
    def is_wide(self) -> bool:
        """Whether the date and the full amount have columns of their own."""
        return self.width >= _WIDE

    @property
    def _number(self) -> int:
        widest = max((cell_len(i.number) for i in self.invoices), default=0)
        return min(max(widest, len(_("invoice"))), _LONGEST_NUMBER) + 2

    @property
    def _late(self) -> int:
        return max(len(_("late")), 4)

    @property
    def _money(self) -> int:
        """Wide enough for every amount: one that is cut is another amount."""
        widths = [len(amounts.money(m)) for i in self.invoices for m in (i.amount, i.open)]
        return max(*widths, len(_("outstanding")), len(_("amount"))) + 2

    def head(self) -> Content:
        """The names of the columns."""
        cells = [" " * _TICK, fit(_("invoice"), self._number)]
        if self.is_wide:
            cells.append(fit(_("date"), _DAY))
        cells += [fit(_("due day"), _DAY), fit(_("late"), self._late, right=True)]
        if self.is_wide:
            cells.append(fit(_("amount"), self._money, right=True))
        cells += [fit(_("outstanding"), self._money, right=True), "  ", _("description")]
        return Content.styled("".join(cells), "$muted")

    def row(self, invoice: Invoice, ticked: bool) -> Content:
        """One invoice on one line; what is special about it stands before its description, in words."""
        late = 0 if invoice.is_credit else invoice.days_overdue(self.today)
        approximately = "~" if invoice.due_derived else ""
        due = approximately + dates.day(invoice.due_date, None, "numeric")
        parts: list[tuple[str, str]] = [
            ("[✓] " if ticked else "[ ] ", "$done" if ticked else "$muted"),
            (fit(invoice.number, self._number - 1) + " ", "bold" if ticked else ""),
        ]
        if self.is_wide:
            parts.append((fit(dates.day(invoice.invoice_date, None, "numeric"), _DAY), "$muted"))
        parts += [
            (fit(due, _DAY), ""),
            (fit(str(late) if late else "–", self._late, right=True), "$overdue" if late else "$muted"),
        ]
        if self.is_wide:
            parts.append((fit(amounts.money(invoice.amount), self._money, right=True), "$muted"))
        parts.append((fit(amounts.money(invoice.open), self._money, right=True) + "  ", "bold"))
        parts += [(f"{sign} · ", tone) for sign, tone in self._signs(invoice)]
        return Content.assemble(*parts, invoice.description)

    def detail(self, invoice: Invoice) -> Content:
        """Everything that the row of this invoice may have no room for."""
        said = [
            _("invoice of {day}").format(day=dates.day(invoice.invoice_date, None, "medium")),
            _("due on {day}").format(day=dates.day(invoice.due_date, None, "medium")),
        ]
        if invoice.due_derived:
            said.append(_("~ due day worked out from the term"))
        if invoice.amount != invoice.open:
            said.append(_("of {amount}").format(amount=amounts.money(invoice.amount)))
        if invoice.reminders:
            text = ngettext("{n} letter sent", "{n} letters sent", invoice.reminders)
            said.append(text.format(n=invoice.reminders))
        if invoice.your_ref:
            said.append(_("their reference {ref}").format(ref=invoice.your_ref))
        contested = [d.reason for d in self.standing.disputes if d.is_about(invoice) and d.reason]
        said += [_("⚑ contested: {reason}").format(reason=reason) for reason in contested]
        head = Content.styled(f"{invoice.number}  ", "bold")
        return lines(head + Content(invoice.description or "–"), Content.styled(" · ".join(said), "$muted"))

    def _signs(self, invoice: Invoice) -> list[tuple[str, str]]:
        signs = []
        if self.standing.contests(invoice):
            signs.append((_("⚑ contested"), "bold $broken"))
        if invoice.is_credit:
            signs.append((_("− credit"), "bold $promised"))
        return signs


def ageing_table(account: Account, today: date, width: int) -> Content:
    """What is open per age and currency in `width` cells; every column has a head, an empty one a dash."""
    sums = account.open_totals()
    last = max((len(amounts.money(total)) for total in sums.values()), default=0) + 2
    each = max(min((width - _CURRENCY - last) // _BUCKETS, _WIDEST), 1)
    heads = [_("current"), "1–30", "31–60", "61–90", "> 90"]
    head = " " * _CURRENCY + "".join(fit(text, each, right=True) for text in heads)
    rows: list[Content] = []
    for currency, total in sums.items():
        cells: list[tuple[str, str]] = [(fit(currency, _CURRENCY), "bold")]
        for number, money in enumerate(ageing(account.invoices, today, currency)):
            text = amounts.rounded(money) if money else "–"
            tone = "$overdue" if number and money else "" if money else "$muted"
            cells.append((fit(text, each, right=True), tone))
        cells.append((fit(amounts.money(total), last, right=True), "bold"))
        rows.append(Content.assemble(*cells))
    return lines(Content.styled(head + fit(_("together"), last, right=True), "$muted"), *rows)


def ticked_line(invoices: Sequence[Invoice], ticked: Collection[int]) -> Content:
    """What the agreement would cover; `ticked` are places in `invoices`."""
    chosen = [invoices[n].open for n in sorted(ticked)]
    if not chosen:
        return Content.styled(_("nothing ticked: the agreement is about all that is overdue"), "$cue")
    count = ngettext("{n} invoice in the agreement", "{n} invoices in the agreement", len(chosen))
    sums = totals(chosen)
    text = f"{count.format(n=len(chosen))}: {' + '.join(amounts.money(m) for m in sums.values())}"
    if len(sums) > 1:
        return Content.assemble((text, "bold"), (f"  ▲ {_('one agreement, one currency')}", "$gap"))
    return Content.styled(text, "bold")
