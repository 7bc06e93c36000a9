"""What `cockpit export`, `cockpit erase` and `cockpit purge` take."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from cockpit.commands.values import a_period
from cockpit.language import _

Command = Callable[[str, str, str, str], argparse.ArgumentParser]
"""Makes a command: its name, its module, what it is about, and what stands below its help."""


def add(command: Command, json: Callable[..., None]) -> None:
    """Add the three commands; `json` gives one its option."""
    for make in (_export, _erase, _purge):
        json(make(command))


def _export(command: Command) -> argparse.ArgumentParser:
    about = _("everything that is kept about one debtor, for himself")
    more = _("Exit status: 1 when nobody, or more than one, was found.")
    parser = command("export", "export", about, more)
    _debtor(parser, _("number, or a part of a name"))
    return parser


def _erase(command: Command) -> argparse.ArgumentParser:
    about = _("remove one debtor from every file and backup, and search them all for what is left")
    more = _(
        "In what was typed about others, his full name, telephone numbers and other sure texts are blackened."
        " What another debtor has as well, short numbers, imported descriptions, a bare surname, a name of"
        " one word, a telephone number without its area code and other addresses at his own mail domain are"
        " not: they are listed, with their place. A next import brings back who is still in the accounting"
        " export. Exit status: 1 when nobody was found, nothing was erased, or something was found in the"
        " search."
    )
    parser = command("erase", "erase", about, more)
    _debtor(parser, _("exactly the number, or the whole name"))
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))
    return parser


def _purge(command: Command) -> argparse.ArgumentParser:
    about = _("remove calls that are over and older than the time for which they are kept")
    more = _(
        "What is still open stays: promises, our actions, follow-ups, disputes, “do not call”. What is open"
        " of who owes nothing any more, or about invoices that are gone, goes when its day is past that time"
        " too. Mails and calendar files go with their call."
        " What was practised is kept as long, and no longer."
    )
    parser = command("purge", "purge", about, more)
    text = _("5y, 18m or 90d: years, months or days; else “keep_years” of the settings")
    parser.add_argument("--older-than", type=a_period, metavar=_("PERIOD"), help=text)
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    return parser


def _debtor(parser: argparse.ArgumentParser, help_text: str) -> None:
    parser.add_argument("debtor", nargs="+", metavar=_("DEBTOR"), help=help_text)
