"""What a spoken line can be filled with, and the quiet directions that can stand beside it.

Every value is a text in the debtor's language, as it is to be spoken ("€ 1.842,50", "vrijdag 27 november
2026"). A field that is missing or empty is unknown: the line's other wording is said instead, or the gap
is shown under the name that `common.<language>.toml` gives the field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "greeting": "the greeting for the time of day: 'goedemorgen', 'good afternoon'",
        "debtor": "the name of the customer's company",
        "contact": "the person to ask for; unknown when nobody is known there",
        "last_contact": "the person who was spoken to in the last call",
        "caller": "the name of the person who calls",
        "firm": "the name of our company",
        "bookkeeper": "the bookkeeper on whose behalf the call is made; unknown when he calls himself (S3)",
        "invoice": "the number of the invoice, when the call is about exactly one; else unknown",
        "invoices": "all invoices of the call, counted: '1 factuur', '2 invoices'",
        "description": "what the invoice says that it is for",
        "delivered": "what was delivered, as noted in the preparation or else on the invoice (S2.1)",
        "amount": "the amount to ask for: what is overdue, in a courtesy call what is open",
        "due_day": "the day on which the (oldest) invoice was or is due",
        "days_overdue": "the calendar days since then with their unit: '34 dagen', '1 day'",
        "need_day": "the working day on which we count on the money ourselves (S0.2)",
        "option_1": "the first of two working days that suit us (S1.2)",
        "option_2": "the second of them",
        "agreed_amount": "the amount agreed; unknown until it is typed",
        "agreed_day": "the day agreed; unknown until it is typed",
        "agreed_method": "how he will pay, to follow 'via' or 'by': 'overboeking', 'bank transfer'",
        "if_we": "our half of the agreement, as typed (S1.3)",
        "if_we_by": "the day by which we do it",
        "in_return": "what we give when he keeps his word, as typed (S1.4)",
        "then_amount": "the amount of the promise that was not kept",
        "then_day": "the day of that promise",
        "ring_back_what": "what a ring-back would be about, as noted",
        "call_back_number": "the number on which we can be reached",
    }
)
"""Name of each field and what its value is."""

CUES: Mapping[str, str] = MappingProxyType(
    {
        "smile": "smile, it can be heard (S4)",
        "listen": "be silent and let the customer speak (S0.1)",
        "slowly": "say it slowly, the customer writes along",
        "note": "write down what the customer answers",
    }
)
"""Name of each direction and what it asks of the caller."""

MARK = re.compile(r"\{([a-z0-9_]+)\}")
"""A field in a line: its name in braces."""


def fields_in(text: str) -> tuple[str, ...]:
    """The names of the fields in a text, in their order."""
    return tuple(MARK.findall(text))
