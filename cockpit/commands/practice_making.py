"""`cockpit practice new` and `cockpit practice drill`: scenarios of a team's own."""

from __future__ import annotations

from argparse import Namespace

from cockpit.commands import output
from cockpit.commands.session import board_of, must_be_ours, opened, why
from cockpit.commands.show import found
from cockpit.commands.workspace import CannotDo, Place
from cockpit.core.call import Call
from cockpit.core.text import clean_line
from cockpit.desk.board import Board
from cockpit.desk.drilling import Drill, last_evaluated, make_drill, new_seed
from cockpit.desk.scenario_template import BadName, NotNew, new_scenario
from cockpit.desk.session import Session
from cockpit.language import _, current
from cockpit.roleplay.move_files import languages, tag_of
from cockpit.store.port import StoreError


def new(options: Namespace, place: Place) -> int:
    """A commented scenario to begin with, in the folder of the team's own."""
    name = clean_line(options.name).removesuffix(".toml")
    begun, _dot, named = name.rpartition(".")
    tag = tag_of(options.lang or current())
    if begun and named in languages():
        name, tag = begun, named
    if tag not in languages():
        raise CannotDo(_("No talk can be judged in the language {language}.").format(language=tag))
    must_be_ours(place)
    try:
        path = new_scenario(place.scenarios, name, tag)
    except BadName as error:
        told = _("“{name}” is no name for a scenario: small letters, digits and hyphens, as in {example}.")
        raise CannotDo(told.format(name=name, example="grote-klant")) from error
    except NotNew as error:
        raise CannotDo(_("{path} is there already; it was left as it is.").format(path=error)) from error
    except StoreError as error:
        raise CannotDo(why(error)) from error
    if options.json:
        output.data({"scenario": name, "language": tag, "path": str(path)})
    else:
        output.result(_("Written: {path}").format(path=path))
        output.result(_("“{command}” says whether it can be played.").format(command=_check(str(path))))
    return 0


def _check(path: str) -> str:
    return f"cockpit practice check {path}"


def drill(options: Namespace, place: Place) -> int:
    """A scenario out of a real call, with nobody real in it; 1 when there is no such call."""
    with opened(place, read_only=True) as session:
        board = board_of(session)
        call = _call(session, board, clean_line(" ".join(options.call)))
        if call is None:
            return 1
        made = make_drill(session, board, call, place.scenarios, options.seed or new_seed(session.now()))
    _tell(made, options)
    return 0


def _call(session: Session, board: Board, name: str) -> Call | None:
    """The call with this number, or the last evaluated one of a debtor or of all."""
    if name:
        call = session.store.call(name)
        if call is not None:
            return call
        account = found(board, name)
        if account is None:
            return None
        call = last_evaluated(session, account.debtor.id)
    else:
        call = last_evaluated(session)
    if call is None:
        output.message(_("No call was saved yet."))
    return call


def _tell(made: Drill, options: Namespace) -> None:
    scenario = made.scenario
    if options.json:
        output.data(
            {
                "scenario": scenario.id,
                "language": scenario.language,
                "path": str(made.path),
                "kind": scenario.kind.value,
                "title": scenario.title,
                "goal": scenario.goal,
                "objections": [raised.id for raised in scenario.objections],
            }
        )
        return
    output.result(f"{scenario.title}: {scenario.goal}")
    output.result(_("Written: {path}").format(path=made.path))
    start = f"cockpit practice start {scenario.id}.{scenario.language}"
    output.result(_("“{command}” practises it. Read it through first; it is yours.").format(command=start))
