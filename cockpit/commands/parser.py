"""The command line: which commands there are and what they take. The commands themselves are loaded later."""

from __future__ import annotations

import argparse
from argparse import SUPPRESS, ArgumentTypeError
from collections.abc import Sequence
from functools import partial
from typing import NoReturn

from cockpit import __version__
from cockpit.commands import practice_parser, privacy_parser
from cockpit.commands.values import a_column, a_count, a_day, a_language
from cockpit.core.call import CallKind, Stage
from cockpit.core.text import clean_line
from cockpit.language import N_, _, ngettext

FORMATS = ("text", "md", "eml", "ics", "json")

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
    for add in (
        _demo, _import, _restore, _queue, _show, _summary, _report, _lint, _playbook, _practice, _privacy,
        _where, _doctor, _unlock, _keys,
    ):  # fmt: skip
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
        type=a_language,
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


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("write JSON for scripts"))


def _on(parser: argparse.ArgumentParser) -> None:
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
        type=a_column,
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
    parser.add_argument("--limit", type=a_count, metavar="N", help=_("only the first so many"))
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
    about = _("what was done: calls, people reached, promises and what became of them, the best hours")
    parser = _command(commands, "report", "report", about)
    parser.add_argument(
        "--from", type=a_day, dest="first", metavar=_("DATE"), help=_("first day; else this week's Monday")
    )
    parser.add_argument("--to", type=a_day, dest="last", metavar=_("DATE"), help=_("last day; else today"))
    parser.add_argument(
        "--by",
        choices=("collector", "kind"),
        help=_("per collector or per kind of call only; both without it, in a spreadsheet per collector"),
    )
    parser.add_argument("--csv", action="store_true", help=_("write a table for a spreadsheet"))
    parser.add_argument("--explain", action="store_true", help=_("what every figure means"))
    _on(parser)
    _json(parser)


def _lint(commands: argparse._SubParsersAction[Parser]) -> None:
    about = _("judge lines by the tone rules, and playbooks as scripts")
    more = _(
        "Files that end in .toml are playbooks or rule files; of any other, each line is one utterance in the"
        " language of --lang. Without a file all playbooks are judged. Exit status: 0 when no error was"
        " found, 1 when one was, 2 when not all could be judged."
    )
    parser = _command(commands, "lint", "lint", about, more)
    parser.add_argument("files", nargs="*", metavar=_("FILE"), help=_("what to judge; - is standard input"))
    text = _("answer a file (or -) with a JSON object a line: text, lang, stage, kind")
    parser.add_argument("--jsonl", metavar=_("FILE"), help=text)
    text = _("where plain text is said; {default} without it")
    for option, known, default in (
        ("--stage", Stage, Stage.NEGOTIATION),
        ("--kind", CallKind, CallKind.REMINDER),
    ):
        choices = [value.value for value in known]
        parser.add_argument(
            option, choices=choices, default=default.value, help=text.format(default=default.value)
        )
    _json(parser)


def _playbook(commands: argparse._SubParsersAction[Parser]) -> None:
    about = _("the scripts: which there are, how one reads, whether they are sound")
    parser = _command(commands, "playbook", "playbook", about)
    inside = parser.add_subparsers(dest="act", required=True, metavar=_("COMMAND"), parser_class=Parser)
    _json(_command(inside, "list", "playbook", _("which playbooks there are, and from where")))
    more = _("Exit status: 1 when the debtor was not found. --lang is the language of the script.")
    show = _command(inside, "show", "playbook", _("a script as it is spoken"), more)
    show.add_argument(
        "kind", metavar=_("KIND"), choices=[kind.value for kind in CallKind], help=_("which call")
    )
    text = _("filled for this debtor; without it the gaps are shown")
    show.add_argument("--debtor", metavar=_("DEBTOR"), help=text)
    _on(show)
    _json(show)
    more = _("Exit status: 1 when an error was found.")
    check = _command(inside, "check", "playbook", _("whether every way through the scripts is sound"), more)
    _json(check)


def _practice(commands: argparse._SubParsersAction[Parser]) -> None:
    about = _("practise calls: scenarios, the card of the trainer, talks judged, progress")
    practice_parser.add(_command(commands, "practice", "practice", about), _command, _on, _json)


def _privacy(commands: argparse._SubParsersAction[Parser]) -> None:
    privacy_parser.add(partial(_command, commands), _json)


def _where(commands: argparse._SubParsersAction[Parser]) -> None:
    _json(_command(commands, "where", "where", _("which folders and files the cockpit uses")))


def _doctor(commands: argparse._SubParsersAction[Parser]) -> None:
    about = _("whether everything is in order")
    more = _("Exit status: 1 when something was found.")
    _json(_command(commands, "doctor", "doctor", about, more))


def _unlock(commands: argparse._SubParsersAction[Parser]) -> None:
    about = _("free a workspace that another computer never gave back")
    parser = _command(commands, "unlock", "unlock", about, _("Exit status: 1 when it was left as it was."))
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))


def _keys(commands: argparse._SubParsersAction[Parser]) -> None:
    _json(_command(commands, "keys", "keys", _("all actions with their keys, yours included")))
