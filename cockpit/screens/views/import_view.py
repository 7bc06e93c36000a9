"""What an import would do, and which column is what, as the import screen shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from textual.content import Content

from cockpit.core.ledger import Invoice, Ledger
from cockpit.core.settling import Conclusion
from cockpit.core.text import shorten
from cockpit.desk import import_words as words
from cockpit.desk.importing import Preview
from cockpit.desk.ledger_files import Told
from cockpit.intake import FIELDS, Layout
from cockpit.language import _, amounts, dates, labels, ngettext
from cockpit.widgets.line_list import Line
from cockpit.widgets.plain import fit, lines

MOST = 100
"""So many lines of a kind are shown; the numbers above them count all."""

_LABEL, _HEADING = 24, 24

_Item = TypeVar("_Item")


def preview_text(before: Ledger, new: Preview) -> Content:
    """What the files hold, what that changes, and what could not be read."""
    return lines(*_parts(before, new))


def _parts(before: Ledger, new: Preview) -> Iterator[str | Content]:
    if new.is_doubtful:
        yield Content.styled(f"⚠ {words.doubt(new)}", "bold $broken")
    yield Content.styled(words.held(new), "bold")
    yield words.same() if new.is_same else words.changes(new)
    yield from filter(None, [words.details(new)])
    yield from (_concluded(before, one) for one in new.concluded[:MOST])
    yield from (Content.styled(f"✓ {words.claim(before, one)}", "$done") for one in new.claims[:MOST])
    if max(len(new.concluded), len(new.claims)) > MOST:
        yield Content.styled(words.promises(new), "bold")
    yield from _section(_("Refused rows"), new.refused, _told, "$gap")
    yield from _section(_("New"), new.difference.new, lambda i: _invoice(new.ledger, i))
    yield from _section(_("Changed"), new.difference.changed, lambda pair: _changed(new.ledger, *pair))
    yield from _section(_("No longer open"), new.difference.settled, lambda i: _invoice(before, i))
    yield from _section(_("To know"), new.notices, _told)


def _section(
    title: str, items: Sequence[_Item], line: Callable[[_Item], str], style: str = ""
) -> Iterator[Content]:
    if not items:
        return
    yield Content("")
    yield Content.styled(f"{title} ({len(items)})", "bold $accent")
    yield from (Content.styled(line(item), style) for item in items[:MOST])
    if len(items) > MOST:
        more = len(items) - MOST
        yield Content.styled(ngettext("… and {n} more", "… and {n} more", more).format(n=more), "$muted")


def _concluded(before: Ledger, one: Conclusion) -> Content:
    mark = words.mark(one)
    style = {"✓": "$done", "✗": "$broken"}.get(mark, "$promised")
    return Content.styled(f"{mark} {words.concluded(before, one)}", style)


def _told(told: Told) -> str:
    return _("line {line}: {text}").format(line=told.line, text=told.text)


def _invoice(ledger: Ledger, invoice: Invoice) -> str:
    due = dates.day(invoice.due_date, style="short")
    return f"{invoice.number} · {_name(ledger, invoice)} · {amounts.money(invoice.open)} · {due}"


def _changed(ledger: Ledger, old: Invoice, new: Invoice) -> str:
    if old.open == new.open:
        return _invoice(ledger, new)
    name = _name(ledger, new)
    return f"{new.number} · {name} · {amounts.money(old.open)} → {amounts.money(new.open)}"


def _name(ledger: Ledger, invoice: Invoice) -> str:
    debtor = ledger.debtors.get(invoice.debtor_id)
    return shorten(debtor.name if debtor else invoice.debtor_id, 40)


def column_rows(layout: Layout, columns: Mapping[str, str], missing: Sequence[str], width: int) -> list[Line]:
    """A row per field: what it is, the heading that it comes from, and what stands in that column."""
    return [Line(field, _column_row(layout, field, columns, missing, width)) for field in FIELDS]


def _column_row(
    layout: Layout, field: str, columns: Mapping[str, str], missing: Sequence[str], width: int
) -> Content:
    heading = columns.get(field, "")
    style = "bold $gap" if field in missing else "" if heading else "$muted"
    source = heading or (_("still to choose") if field in missing else "–")
    known = f"{fit(labels.column(field), _LABEL)} ← {fit(source, _HEADING)}  "
    values = samples(layout, heading)
    return Content.assemble((known, style), (shorten(values, max(width - len(known), 0)), "$muted"))


def samples(layout: Layout, heading: str) -> str:
    """What stands in a column in the first rows."""
    if heading not in layout.headers:
        return ""
    place = layout.headers.index(heading)
    found = (row[place] for row in layout.samples if place < len(row))
    return " · ".join(dict.fromkeys(filter(None, found)))
