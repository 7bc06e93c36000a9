"""The command line: which commands there are and what they take. The commands themselves are loaded later."""

from __future__ import annotations

import argparse
from argparse import SUPPRESS, ArgumentTypeError
from collections.abc import Sequence
from datetime import date, datetime
from typing import NoReturn

from cockpit import __version__
from cockpit.commands.workspace import speaks
from cockpit.core.text import clean_line
from cockpit.language import N_, _, available, ngettext

FORMATS = ("text", "md", "eml", "ics", "json")

_DAY_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
_YEARS = range(1970, 3000)

WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("ignored explicit argument %r"),
    N_("unrecognized arguments: %s"),
    N_("the following arguments are required: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("argument %(argument_name)s: invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)
"""The words of argparse itself, for the catalogue."""

# argparse asks the catalogue of the system for its words, which has none of ours.
argparse._ = _  # type: ignore[attr-defined]
argparse.ngettext = ngettext  # type: ignore[attr-defined]


class Parser(argparse.ArgumentParser):
    """A parser that takes no abbreviated options: a later option could make them mean something else."""

    def __init__(self, **options: object) -> None:
        super().__init__(allow_abbrev=False, **options)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """One sentence and where the help is; exit status 2."""
        more = _("“{command} --help” shows what can be asked.").format(command=self.prog)
        self.exit(2, f"{self.prog}: {clean_line(message)}\n{more}\n")


class _Early(argparse.ArgumentParser):
    """Looks for the options that decide about the language, before anything can be said in it."""

    def error(self, message: str) -> NoReturn:
        raise ArgumentTypeError(message)


def early(words: Sequence[str]) -> argparse.Namespace:
    """`lang` and `workspace` as they stand anywhere on the command line; None where they do not."""
    parser = _Early(add_help=False, allow_abbrev=False)
    parser.add_argument("--lang")
    parser.add_argument("--workspace")
    try:
        return parser.parse_known_args(words)[0]
    except ArgumentTypeError:  # a value is missing: the whole parser says so
        return argparse.Namespace(lang=None, workspace=None)


def build() -> Parser:
    """The parser of all commands, in the present interface language.

    What it gives has `module`, the module of this room that carries the command out.
    """
    parser = Parser(
        prog="cockpit",
        parents=[_everywhere(None)],
        description=_("A cockpit for phoning people about unpaid invoices. Without a command it opens."),
        epilog=_("Exit status: 0 good, 1 found something, 2 could not."),
    )
    parser.add_argument("--version", action="version", version=f"cockpit {__version__}")
    parser.set_defaults(module="opening", demo=False)
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), parser_class=Parser)
    for add in (_demo, _import, _restore, _queue, _show, _summary, _report, _where, _doctor, _keys):
        add(commands)
    return parser


def _everywhere(default: str | None = SUPPRESS) -> Parser:
    """The options that are taken before and after the command; what stands after it wins."""
    parser = Parser(add_help=False)
    parser.add_argument(
        "--workspace",
        metavar=_("DIR"),
        default=default,
        help=_("the folder to work in; else COCKPIT_WORKSPACE, else your own data folder"),
    )
    parser.add_argument(
        "--lang",
        metavar=_("LANGUAGE"),
        type=_language,
        default=default,
        help=_("nl or en; else the settings"),
    )
    return parser


def _command(
    commands: argparse._SubParsersAction[Parser], name: str, module: str, about: str, more: str = ""
) -> Parser:
    parser = commands.add_parser(
        name, parents=[_everywhere()], help=about, description=about, epilog=more or None
    )
    parser.set_defaults(module=module)
    return parser


def _json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help=_("write JSON for scripts"))


def _on(parser: Parser) -> None:
    text = _("look from another day, from half past nine in the morning")
    parser.add_argument("--on", type=a_day, metavar=_("DATE"), help=text)


def _demo(commands: argparse._SubParsersAction[Parser]) -> None:
    about = _("open the cockpit on sample data that is thrown away afterwards")
    _command(commands, "demo", "opening", about).set_defaults(demo=True)


def _import(commands: argparse._SubParsersAction[Parser]) -> None:
    about = _("read an export of all open invoices; it takes the place of the ledger, which is backed up")
    more = _(
        "Several files are read as one ledger. Exit status: 0 when every row was read, 1 when rows were"
        " refused (the others are taken over), 2 when nothing was taken over."
    )
    parser = _command(commands, "import", "import_ledger", about, more)
    parser.add_argument("files", nargs="+", metavar=_("FILE"), help=_("CSV or TSV"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    parser.add_argument(
        "--force",
        action="store_true",
        help=_("take over a file that holds less than half of the present ledger as well"),
    )
    parser.add_argument(
        "--columns",
        nargs="+",
        type=_column,
        action="extend",
        default=[],
        metavar=_("FIELD=HEADING"),
        help=_("which column is what; remembered for files with the same headings"),
    )
    _json(parser)


def _restore(commands: argparse._SubParsersAction[Parser]) -> None:
    about = _("bring back the ledger as it was before an import; calls and agreements stay")
    parser = _command(commands, "restore", "restore", about)
    text = _("which backup; without it they are listed")
    parser.add_argument("name", nargs="?", metavar=_("NAME"), help=text)
    _json(parser)


def _queue(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "queue", "queue", _("whom to call now, and why"))
    parser.add_argument("--limit", type=_count, metavar="N", help=_("only the first so many"))
    _on(parser)
    _json(parser)


def _show(commands: argparse._SubParsersAction[Parser]) -> None:
    about = _("everything about one debtor")
    more = _("Exit status: 1 when nobody, or more than one, was found.")
    parser = _command(commands, "show", "show", about, more)
    text = _("number, or a part of a name, invoice, telephone number or amount")
    parser.add_argument("debtor", nargs="+", metavar=_("DEBTOR"), help=text)
    _on(parser)
    _json(parser)


def _summary(commands: argparse._SubParsersAction[Parser]) -> None:
    about = _("the closing summary of a call once more")
    more = _("Exit status: 1 when there is no such call, or nothing for the calendar.")
    parser = _command(commands, "summary", "summary", about, more)
    parser.add_argument("call", nargs="?", metavar=_("CALL"), help=_("which call; else the last one"))
    parser.add_argument("--format", choices=FORMATS, default="text", help=_("text is the default"))
    parser.add_argument(
        "--json", action="store_const", const="json", dest="format", help=_("as --format json")
    )
    parser.add_argument("--output", metavar=_("FILE"), help=_("write it to a file"))
    _on(parser)


def _report(commands: argparse._SubParsersAction[Parser]) -> None:
    about = _("what was done: calls, people spoken to, promises and amounts, per day and per collector")
    parser = _command(commands, "report", "report", about)
    parser.add_argument(
        "--from", type=a_day, dest="first", metavar=_("DATE"), help=_("first day; else this week's Monday")
    )
    parser.add_argument("--to", type=a_day, dest="last", metavar=_("DATE"), help=_("last day; else today"))
    parser.add_argument("--csv", action="store_true", help=_("write a table for a spreadsheet"))
    _on(parser)
    _json(parser)


def _where(commands: argparse._SubParsersAction[Parser]) -> None:
    _json(_command(commands, "where", "where", _("which folders and files the cockpit uses")))


def _doctor(commands: argparse._SubParsersAction[Parser]) -> None:
    about = _("whether everything is in order")
    more = _("Exit status: 1 when something was found.")
    _json(_command(commands, "doctor", "doctor", about, more))


def _keys(commands: argparse._SubParsersAction[Parser]) -> None:
    _json(_command(commands, "keys", "keys", _("all actions with their keys, yours included")))


def a_day(text: str) -> date:
    """The day that was typed: 2026-11-23, 23-11-2026 or 23/11/2026."""
    for form in _DAY_FORMATS:
        try:
            found = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if found.year in _YEARS:
            return found
    wrong = _("“{text}” is not a day. Write it as 2026-11-23 or 23-11-2026.")
    raise ArgumentTypeError(wrong.format(text=clean_line(text, 60)))


def _count(text: str) -> int:
    if not text.isascii() or not text.isdecimal():
        raise ArgumentTypeError(_("“{text}” is not a number.").format(text=clean_line(text, 60)))
    return int(text)


def _language(text: str) -> str:
    if not speaks(text):
        wrong = _("“{text}” is not spoken here; choose from {languages}.")
        raise ArgumentTypeError(wrong.format(text=clean_line(text, 60), languages=", ".join(available())))
    return text


def _column(text: str) -> tuple[str, str]:
    field, equals, heading = text.partition("=")
    if not equals:
        wrong = _("“{text}”: write field=heading, and the files before --columns.")
        raise ArgumentTypeError(wrong.format(text=clean_line(text, 60)))
    return field.strip(), heading.strip()
