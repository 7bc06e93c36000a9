"""What `cockpit practice` takes. Loaded by every command, so it loads little."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from cockpit.core.call import CallKind
from cockpit.language import _
from cockpit.roleplay import LEVELS

CARDS = ("text", "md", "json")

Adds = Callable[..., argparse.ArgumentParser]
Option = Callable[[argparse.ArgumentParser], None]


def add(practice: argparse.ArgumentParser, command: Adds, on: Option, json: Option) -> None:
    """Add the commands inside `cockpit practice`; `command` makes one, `on` and `json` give it an option."""
    inside = practice.add_subparsers(
        dest="act", required=True, metavar=_("COMMAND"), parser_class=type(practice)
    )

    def one(name: str, about: str, more: str = "") -> argparse.ArgumentParser:
        return command(inside, name, "practice", about, more)

    _start(one("start", _("practise a call with a simulated debtor"), _start_help()))
    _list(one("list", _("which scenarios there are, and from where")), json)
    _check(one("check", _("whether scenarios can be played to the end, and well"), _check_help()), on, json)
    _card(one("card", _("the card of the trainer who plays the debtor"), _card_help()), on, json)
    _score(one("score", _("judge a talk that was written out"), _score_help()), on, json)
    _progress(one("progress", _("how everybody who practises is getting on")), json)
    _new(one("new", _("begin a scenario of your own, from an example with explanations")), json)
    _drill(one("drill", _("make a scenario out of a real call, with nobody real in it"), _drill_help()), json)


def _list(parser: argparse.ArgumentParser, json: Option) -> None:
    _level(parser)
    _kind(parser)
    json(parser)


def _level(parser: argparse.ArgumentParser) -> None:
    levels = list(LEVELS)
    text = _("only this level, from {least} to {most}").format(least=levels[0], most=levels[-1])
    parser.add_argument("--level", type=int, choices=levels, metavar="N", help=text)


def _start_help() -> str:
    return _("Without a name there is a list to choose from. Nothing here reaches the workspace.")


def _start(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", nargs="?", metavar=_("SCENARIO"), help=_("its name in the list"))
    _level(parser)
    parser.add_argument("--seed", type=int, metavar="N", help=_("the same number gives the same talk"))
    parser.add_argument("--trainee", metavar=_("NAME"), default="", help=_("who practises"))
    text = _("with a trainer who plays the debtor from his card, and an observer with a sheet")
    parser.add_argument("--duo", action="store_true", help=text)
    parser.add_argument("--trainer", metavar=_("NAME"), default="", help=_("who plays the debtor in a duo"))
    text = _("who fills in the sheet in a duo")
    parser.add_argument("--observer", metavar=_("NAME"), default="", help=text)


def _check_help() -> str:
    return _(
        "Without a file all scenarios are checked, yours included. Exit status: 1 when something was found,"
        " 2 when a file cannot be read."
    )


def _check(parser: argparse.ArgumentParser, on: Option, json: Option) -> None:
    parser.add_argument(
        "files", nargs="*", metavar=_("FILE"), help=_("scenario files, or names of scenarios")
    )
    on(parser)
    json(parser)


def _card_help() -> str:
    return _("The card is in the language of the scenario; --lang says which when there are several.")


def _card(parser: argparse.ArgumentParser, on: Option, json: Option) -> None:
    parser.add_argument("scenario", metavar=_("SCENARIO"), help=_("its name in the list"))
    parser.add_argument("--format", choices=CARDS, default=CARDS[0], help=_("text is the default"))
    parser.add_argument("--output", metavar=_("FILE"), help=_("write it to a file"))
    text = _("show it full screen behind a curtain, for a second screen: the space bar lifts it")
    parser.add_argument("--curtain", action="store_true", help=text)
    on(parser)
    parser.add_argument(
        "--json", action="store_const", const="json", dest="format", help=_("as --format json")
    )


def _score_help() -> str:
    return _(
        'A talk is a JSON object a line: {"speaker": "collector" or "debtor", "text": "…"}. --lang is the'
        " language of the talk. Exit status: 2 when a line cannot be read."
    )


def _score(parser: argparse.ArgumentParser, on: Option, json: Option) -> None:
    parser.add_argument("file", metavar=_("FILE"), help=_("the talk; - is standard input"))
    which = parser.add_mutually_exclusive_group(required=True)
    _kind(which)
    text = _("the scenario in which it was held: says the kind, the language and the best result")
    which.add_argument("--scenario", metavar=_("SCENARIO"), help=text)
    on(parser)
    json(parser)


def _progress(parser: argparse.ArgumentParser, json: Option) -> None:
    parser.add_argument("--trainee", metavar=_("NAME"), default="", help=_("only this one"))
    json(parser)


def _new(parser: argparse.ArgumentParser, json: Option) -> None:
    parser.add_argument("name", metavar=_("NAME"), help=_("small letters, digits and hyphens"))
    json(parser)


def _drill_help() -> str:
    return _(
        "Without a name it is the last call that was evaluated. The kind of call, the objections, the shape"
        " of the invoices and your lesson go into the scenario; names, numbers and notes do not."
    )


def _drill(parser: argparse.ArgumentParser, json: Option) -> None:
    text = _("a call by its number, or a debtor by number, name, invoice or telephone")
    parser.add_argument("call", nargs="*", metavar=_("CALL"), help=text)
    text = _("the same number blurs amounts and days in the same way")
    parser.add_argument("--seed", type=int, metavar="N", help=text)
    json(parser)


def _kind(parser: argparse._ActionsContainer) -> None:
    kinds = [kind.value for kind in CallKind]
    parser.add_argument(
        "--kind", choices=kinds, metavar=_("KIND"), help=_("which call") + ": " + ", ".join(kinds)
    )
