"""The sentences for the codes of `cockpit.intake.problems`."""

from __future__ import annotations

from collections.abc import Mapping

from cockpit.language.catalogue import N_, NN_

INTAKE: Mapping[str, str | tuple[str, str]] = {
    "empty-file": N_("There is nothing in this file."),
    "spreadsheet": N_("This is a spreadsheet ({kind}). Save it as CSV there, and import that file."),
    "not-text": N_("This is not a list as text ({kind}). Export the open items as CSV."),
    "encoding": N_("This file is written in {encoding}. Save it as UTF-8 there, and import that file."),
    "too-large": N_("The file is {megabytes} MB; {limit} MB is the most that is read."),
    "too-many-rows": N_("The file has more than {limit} rows."),
    "too-many-columns": N_("The file has {columns} columns; {limit} is the most that is read."),
    "no-header": N_("No row with column headings was found."),
    "unknown-column": N_("There is no column “{header}” in this file to take “{field}” from."),
    "needs-columns": N_("Still to be chosen, the column for: {missing}."),
    "no-debtor": N_("No debtor, neither a name nor a number."),
    "no-invoice-number": N_("No invoice number."),
    "no-date": N_("Nothing in the column “{header}”: there is no date."),
    "unreadable-date": N_("“{text}” in the column “{header}” is not a date."),
    "implausible-date": N_("“{text}” in the column “{header}”: that year cannot be right."),
    "no-amount": N_("Nothing in the column “{header}”: there is no amount."),
    "unreadable-amount": N_("“{text}” in the column “{header}” is not an amount."),
    "ambiguous-amount": N_("“{text}” in the column “{header}”: thousands or decimals? Both occur there."),
    "unreadable-currency": N_("“{text}” in the column “{header}” is not a currency."),
    "currency-differs": N_("“{text}” does not go with the currency {currency}."),
    "too-many-cells": N_("{found} cells, where the headings are {expected}: quotation marks are missing."),
    "stray-quote": N_("A quotation mark is never closed, from “{text}” on."),
    "line-too-long": N_("The line has {length} characters; {limit} is the most that is read."),
    "due-derived": NN_(
        "Invoice {number} has no due date; {days} day after the invoice date is {due}.",
        "Invoice {number} has no due date; {days} days after the invoice date is {due}.",
    ),
    "total-row": N_("Total passed over: “{text}”."),
    "title-row": N_("Title passed over: “{text}”."),
    "repeated-header": N_("The headings once more; passed over."),
    "repeated-row": N_("Invoice {number} is the same as on line {first}; passed over."),
    "nothing-open": N_("Nothing is open on invoice {number}; passed over."),
    "added-together": N_("Added to invoice {number} of line {first}."),
    "taken-as-credit": N_("Invoice {number} is a credit note by its kind (“{text}”) and comes off."),
    "mostly-credit": N_("{count} of {rows} items are below zero. Is the sign right?"),
    "month-first-dates": N_("The column “{header}” writes the month first, as “{text}” shows."),
    "uncertain-date-order": N_("The column “{header}” is read with the day first; “{text}” can be both."),
    "uncertain-decimals": N_("“{text}” in the column “{header}” is read as thousands; nothing proves it."),
    "numbers-not-used": N_(
        "The column “{header}” is not read as the debtor number (numbers: {count}, names: {names}): "
        "debtors of one name are taken as one."
    ),
    "ignored-values": NN_(
        "Not read in the column “{header}”: “{text}”.",
        "Not read in the column “{header}”, {count} times, such as “{text}”.",
    ),
}
"""The sentence by code, with the values that `cockpit.intake.problems` names for it."""
