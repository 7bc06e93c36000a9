"""What a spoken line can be filled with, and the quiet directions that can stand beside it.

Every value is a text in the debtor's language, as it is to be spoken ("€ 1.842,50", "vrijdag 27 november
2026"). A field that is missing or empty is unknown: the line's other wording is said instead, or the gap
is shown under the name that `common.<language>.toml` gives the field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from cockpit.core.call import CallKind

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

_EVERY_KIND = frozenset(CallKind)

MAY_LACK: Mapping[str, frozenset[CallKind]] = MappingProxyType(
    {
        "contact": _EVERY_KIND,
        "last_contact": _EVERY_KIND,  # nobody was spoken to yet
        "bookkeeper": _EVERY_KIND,  # the collector keeps the books himself
        "invoice": _EVERY_KIND,  # there are several
        "description": _EVERY_KIND,  # there are several, or the export has none
        "delivered": _EVERY_KIND,
        "days_overdue": frozenset({CallKind.COURTESY, CallKind.CALLBACK}),  # nothing need be late
        "agreed_method": _EVERY_KIND,  # "some other way" has no words
        "if_we": _EVERY_KIND,  # nothing of ours was asked
        "if_we_by": _EVERY_KIND,
        "in_return": _EVERY_KIND,
        "then_amount": _EVERY_KIND - {CallKind.BROKEN_PROMISE},
        "then_day": _EVERY_KIND - {CallKind.BROKEN_PROMISE},
        "ring_back_what": _EVERY_KIND,
        "call_back_number": _EVERY_KIND,  # the settings have none
    }
)
"""The fields that a real debtor may lack, and in which kinds of call: a line with one has another wording.

All others are known whenever there is something to call about: the customer's name, the amount and the days
are in every ledger or made from it, and nobody calls without a `caller` and a `firm` in the settings.
"""

UNTIL_AGREED = frozenset({"agreed_amount", "agreed_day"})
"""What is a gap on purpose until it has been typed. Named before the closing, it needs another wording."""

OF_THE_DEBT = frozenset(
    {
        *("invoice", "invoices", "description", "delivered", "amount", "due_day", "days_overdue", "need_day"),
        *("option_1", "option_2", "agreed_amount", "agreed_day", "agreed_method", "if_we", "if_we_by"),
        *("in_return", "then_amount", "then_day", "ring_back_what"),
    }
)
"""What nobody but the debtor is to hear: never in voicemail and third-party lines."""

WORDS: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("debtor", "firm", "call_back_number"), 4),
        **dict.fromkeys(("contact", "last_contact", "caller", "bookkeeper", "invoices", "days_overdue"), 2),
        **dict.fromkeys(("due_day", "need_day", "option_1", "option_2", "agreed_day", "then_day"), 4),
        **dict.fromkeys(("description", "ring_back_what", "in_return"), 5),
        **dict.fromkeys(("delivered", "if_we", "if_we_by"), 7),
        "greeting": 2,
        "agreed_method": 2,
    }
)
"""How many words a field is when it is filled in, in a long case; one that is not named here is one word."""

NAMES_A_DAY = frozenset({"due_day", "need_day", "option_1", "option_2", "agreed_day"})
"""The fields that hold a day on which he can pay."""

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
