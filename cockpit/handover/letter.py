"""What the confirmation mail says, before it is plain text or HTML.

It thanks, says what was agreed, names both halves and asks to confirm the receipt (S2.4). Notes, results of
follow-ups and evaluation stay in the house, and so does every word about a debt when the person on the line
was not the right one.
"""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.core.ledger import Invoice
from cockpit.core.money import totals
from cockpit.core.text import clean_line, shorten
from cockpit.handover import outcomes
from cockpit.handover.facts import Handover
from cockpit.handover.paying import Transfer, reference_of, transfer
from cockpit.handover.phrases import action, invoices, listed, on_day, payment
from cockpit.language import labels, translator
from cockpit.language.amounts import money
from cockpit.language.dates import day

SUBJECT_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A title with a list under it."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One invoice: its cells (number, date, due date, description, open amount), and as one line."""

    cells: tuple[str, str, str, str, str]
    line: str


@dataclass(frozen=True, slots=True)
class Table:
    """The invoices; `totals` has one line per currency when there is more than one invoice."""

    title: str
    headings: tuple[str, str, str, str, str]
    rows: tuple[Row, ...]
    totals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PayTo:
    """The account to pay to, as (label, value) rows. `code` is what the payment code says, empty without one;
    `hint` stands below its picture, `alt` in the place of it."""

    title: str
    rows: tuple[tuple[str, str], ...]
    after: str
    code: str
    hint: str
    alt: str


Block = Paragraph | Items | Table | PayTo


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in parts. `sender` are the lines under the greeting at the end."""

    subject: str
    greeting: str
    blocks: tuple[Block, ...]
    regards: str
    sender: tuple[str, ...]


def compose(h: Handover) -> Letter:
    """The mail about this call, in the language of `h.tag`."""
    _ = translator(h.tag).gettext
    who = h.sender
    return Letter(
        subject=shorten(_subject(h), SUBJECT_LIMIT),
        greeting=_greeting(h),
        blocks=_about_agreement(h) if h.spoke else _about_attempt(h),
        regards=_("Kind regards,"),
        sender=tuple(filter(None, (who.caller, who.firm, who.phone, who.email))),
    )


def _subject(h: Handover) -> str:
    _ = translator(h.tag).gettext
    called = on_day(h, h.called_at.date())
    if not h.spoke:
        return _("I tried to reach you by telephone on {day}").format(day=called)
    if h.agreement is None:
        return _("Our telephone call of {day}").format(day=called)
    return _("Our agreement of {day} about {invoices}").format(day=called, invoices=invoices(h))


def _greeting(h: Handover) -> str:
    _ = translator(h.tag).gettext
    name = h.contact.partition(",")[0].strip() if h.spoke else ""
    return _("Dear {name},").format(name=name) if name else _("Good day,")


def _about_attempt(h: Handover) -> tuple[Block, ...]:
    """Nobody, or somebody else, was on the line: who called and when he calls again, and no more."""
    _ = translator(h.tag).gettext
    called = on_day(h, h.called_at.date())
    again = outcomes.ring_again(h)
    tried = _("On {day} I tried to reach you by telephone.").format(day=called)
    return (
        Paragraph(f"{tried} {again}".rstrip()),
        Paragraph(_("Which day and time, and which number, suit you best? I am glad to read it from you.")),
    )


def _about_agreement(h: Handover) -> tuple[Block, ...]:
    _ = translator(h.tag).gettext
    thanks = _("Thank you for the call of {day}.").format(day=on_day(h, h.called_at.date()))
    core = outcomes.said(h)
    parts: list[Block | None] = [
        Paragraph(thanks),
        *_own_words(h),
        Paragraph(core),
        _instalments(h),
        _our_half(h),
        _table(h),
        _how_to_pay(h),
        _pay_to(h),
        _rest(h),
        Paragraph(_request(h)),
    ]
    return tuple(part for part in parts if part is not None)


def _own_words(h: Handover) -> tuple[Paragraph, ...]:
    """What the collector wants to say himself, a paragraph for each line."""
    lines = (clean_line(line) for line in h.call.own_words.split("\n"))
    return tuple(Paragraph(line) for line in lines if line)


def _instalments(h: Handover) -> Items | None:
    _ = translator(h.tag).gettext
    if len(h.promises) < 2:
        return None
    return Items(_("The payments"), tuple(payment(h, index) for index in range(len(h.promises))))


def _our_half(h: Handover) -> Items | None:
    _ = translator(h.tag).gettext
    if len(h.commitments) < 2:
        return None
    return Items(_("What we do"), tuple(action(h, c) for c in h.commitments))


def _table(h: Handover) -> Table | None:
    _ = translator(h.tag).gettext
    if not h.invoices:
        return None
    sums = totals(i.open for i in h.invoices).values() if len(h.invoices) > 1 else ()
    return Table(
        title=_("The invoices"),
        headings=(_("Invoice"), _("Date"), _("Due on"), _("Description"), _("Still open")),
        rows=tuple(_row(h, invoice) for invoice in h.invoices),
        totals=tuple(_("Together: {amount}").format(amount=money(m, h.tag)) for m in sums),
    )


def _row(h: Handover, invoice: Invoice) -> Row:
    _ = translator(h.tag).gettext
    dated = day(invoice.invoice_date, h.tag, "numeric")
    due = day(invoice.due_date, h.tag, "numeric")
    amount = money(invoice.open, h.tag)
    named = f"{invoice.number} ({invoice.description})" if invoice.description else invoice.number
    line = _("{invoice} of {date}, due on {due}: {amount}")
    return Row(
        cells=(invoice.number, dated, due, invoice.description, amount),
        line=line.format(invoice=named, date=dated, due=due, amount=amount),
    )


def _how_to_pay(h: Handover) -> Paragraph | None:
    """How he pays, and what to write with the payment so that we recognise it."""
    _ = translator(h.tag).gettext
    if not h.promises:
        return None
    methods = dict.fromkeys(labels.method(p.method, h.tag) for p in h.promises)
    sentences = [_("Way of paying: {method}.").format(method=listed(tuple(methods), h.tag))]
    references = [reference_of(h, i) for i in h.invoices if not i.is_credit]
    if references and not isinstance(transfer(h), Transfer):
        sentences.append(_("Reference for the payment: {reference}.").format(reference=", ".join(references)))
    return Paragraph(" ".join(sentences))


def _pay_to(h: Handover) -> PayTo | None:
    """To which account he pays first, and the code that fills it in for him."""
    _ = translator(h.tag).gettext
    payment = transfer(h)
    if not isinstance(payment, Transfer):
        return None
    rows = (
        ("IBAN", payment.to.iban),
        ("BIC", payment.to.bic),
        (_("In the name of"), payment.to.name),
        (_("Amount"), money(payment.amount, h.tag)),
        (_("Reference"), payment.reference),
    )
    return PayTo(
        title=_("The first payment") if payment.more else _("The payment"),
        rows=tuple((label, value) for label, value in rows if value),
        after=_("The later payments go to the same account, with the same reference.")
        if payment.more
        else "",
        code=payment.payload,
        hint=_("A banking app that reads payment codes fills the payment in from this one."),
        alt=_("Payment code for {amount}").format(amount=money(payment.amount, h.tag)),
    )


def _rest(h: Handover) -> Paragraph | None:
    _ = translator(h.tag).gettext
    left = h.left_open() if h.promises else ()
    if not left:
        return None
    amount = listed([money(m, h.tag) for m in left], h.tag)
    return Paragraph(_("After this {amount} is still open.").format(amount=amount))


def _request(h: Handover) -> str:
    _ = translator(h.tag).gettext
    if h.agreement is None:
        return _("Did we discuss something else? Then I am glad to read it in your answer to this mail.")
    return _(
        "Will you confirm with a short answer today that this mail has reached you? "
        "If you remember something differently, I am glad to read that too."
    )
