"""The closing summary as text for a terminal, as Markdown, and as data for scripts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from cockpit.core.agreement import Agreement
from cockpit.handover.facts import Handover
from cockpit.handover.summary import CONFIRMED, NEXT, PARTS, SETTLED, WHEN, ClosingSummary
from cockpit.language import translator

_MARKDOWN = re.compile(r"([\\`*_\[\]<>&|~#!])")
_LINE_START = re.compile(r"^([-+=]|\d+[.)])")


def question(code: str, tag: str) -> str:
    """One of the five questions of S2.4 in words. Raises `KeyError` for a code that is none of them."""
    _ = translator(tag).gettext
    return {
        NEXT: _("What happens next?"),
        WHEN: _("At once or by a date?"),
        PARTS: _("In one payment or in instalments?"),
        SETTLED: _("When is all paid?"),
        CONFIRMED: _("How is it confirmed?"),
    }[code]


def as_text(s: ClosingSummary, tag: str) -> str:
    """The summary for a terminal or a plain file; ends with a line break."""
    blocks = ["\n".join(_heading(s, tag))]
    for title, lines in _sections(s, tag):
        blocks.append("\n".join([title, *(f"  {line}" for line in lines)]))
    return "\n\n".join(blocks) + "\n"


def as_markdown(s: ClosingSummary, tag: str) -> str:
    """The summary as CommonMark in which every foreign text is literal; ends with a line break."""
    _ = translator(tag).gettext
    first, *rest = _heading(s, tag)
    blocks = [f"# {_literal(first)}", "  \n".join(_literal(line) for line in rest)]
    for title, lines in _sections(s, tag, notes=False):
        blocks += [f"## {_literal(title)}", "\n".join(f"- {_literal(line)}" for line in lines)]
    if s.notes:
        blocks += [f"## {_('Notes')}", "\n".join(f"    {line}" for line in s.notes.split("\n"))]
    return "\n\n".join(block for block in blocks if block) + "\n"


def as_json(h: Handover, s: ClosingSummary) -> dict[str, object]:
    """The summary for scripts: amounts are strings with a point, days ISO 8601, times with their offset."""
    outcome = h.call.outcome
    return {
        "call": h.call.id,
        "debtor": {"id": h.debtor.id, "name": h.debtor.name},
        "kind": h.call.kind.value,
        "at": h.called_at.isoformat(),
        "caller": h.call.caller,
        "spoken_with": s.spoken_with,
        "reach": outcome.reach.value if outcome else None,
        "result": outcome.result.value if outcome and outcome.result else None,
        "read_back": s.read_back,
        "answers": dict(s.answers),
        "agreement": _agreement(h, h.agreement) if h.agreement else None,
        "invoices": [
            {
                "number": i.number,
                "due": i.due_date.isoformat(),
                "open": i.open.text(),
                "currency": i.open.currency,
            }
            for i in h.invoices
        ],
        "follow_ups": [
            {
                "id": f.id,
                "kind": f.kind.value,
                "due": _iso(h, f.due),
                "timed": f.timed,
                "what": f.what,
                "done": _iso(h, f.done_at),
            }
            for f in h.follow_ups
        ],
        "notes": s.notes,
    }


def _agreement(h: Handover, agreement: Agreement) -> dict[str, object]:
    return {
        "id": agreement.id,
        "state": agreement.state.value,
        "promises": [
            {
                "amount": p.amount.text(),
                "currency": p.amount.currency,
                "due": p.due.isoformat(),
                "method": p.method.value,
                "invoices": list(p.covers),
            }
            for p in h.promises
        ],
        "commitments": [
            {"what": c.what, "due": _iso(h, c.due), "done": _iso(h, c.done_at)} for c in agreement.commitments
        ],
        "concessions": [
            {
                "what": c.what,
                "value": c.value.text() if c.value else None,
                "currency": c.value.currency if c.value else None,
            }
            for c in agreement.concessions
        ],
    }


def _iso(h: Handover, moment: datetime | None) -> str | None:
    return h.local(moment).isoformat() if moment else None


def _heading(s: ClosingSummary, tag: str) -> list[str]:
    _ = translator(tag).gettext
    lines = [_("Summary of the call with {debtor}").format(debtor=s.debtor), s.at]
    if s.spoken_with:
        lines.append(_("Spoken with: {name}").format(name=s.spoken_with))
    if s.outcome:
        lines.append(_("Outcome: {outcome}").format(outcome=s.outcome))
    return lines


def _sections(s: ClosingSummary, tag: str, notes: bool = True) -> list[tuple[str, Sequence[str]]]:
    """The titled parts that have something in them, in the order of the talk."""
    _ = translator(tag).gettext
    sections: list[tuple[str, Sequence[str]]] = [
        (_("To read back"), [s.read_back] if s.read_back else []),
        (_("Agreements"), [f"{question(code, tag)} {answer}" for code, answer in s.answers]),
        (_("The payments"), s.payments),
        (_("What we do"), s.our_actions),
        (_("Follow-up"), s.follow_ups),
        (_("Notes"), s.notes.split("\n") if s.notes and notes else []),
    ]
    return [(title, lines) for title, lines in sections if lines]


def _literal(line: str) -> str:
    """One line in which nothing is Markdown."""
    return _LINE_START.sub(lambda m: m[0][:-1] + "\\" + m[0][-1], _MARKDOWN.sub(r"\\\1", line))
