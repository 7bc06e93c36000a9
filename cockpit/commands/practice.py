"""`cockpit practice`: scenarios made, listed, checked and on paper; talks judged; progress."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from cockpit.commands import output
from cockpit.commands.practice_words import (
    best_line,
    check_rows,
    check_shape,
    list_rows,
    list_shape,
    score_lines,
    score_shape,
)
from cockpit.commands.session import utc_now, why
from cockpit.commands.to_file import to_file
from cockpit.commands.workspace import CannotDo, Place
from cockpit.core.calendar import next_working_day
from cockpit.core.call import CallKind
from cockpit.core.text import clean_line
from cockpit.desk.practice_card import card_json, card_markdown, card_text
from cockpit.desk.practice_store import NotForPractice
from cockpit.desk.practising import practice_store, progress_of
from cockpit.desk.progress_words import progress_lines, progress_rows, progress_shape
from cockpit.desk.scenario_checks import USUAL_DAY, examined_file
from cockpit.desk.transcripts import can_judge, judged, judged_in
from cockpit.language import _, current
from cockpit.language.playbook_sentences import playbook_error
from cockpit.language.practice_sentences import not_a_transcript
from cockpit.language.spoken import Spoken
from cockpit.language.system_errors import reason
from cockpit.plain_files import opened
from cockpit.roleplay.attempts import best_parts
from cockpit.roleplay.card import card
from cockpit.roleplay.library import Library
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.transcript import NotATranscript
from cockpit.store.port import StoreError

STDIN = "-"


def run(options: Namespace, place: Place) -> int:
    """Do what was asked; 1 when a check found something."""
    acts = {
        "start": _start,
        "list": _list,
        "check": _check,
        "card": _card,
        "score": _score,
        "progress": _progress,
        "new": _new,
        "drill": _drill,
    }
    return acts[options.act](options, place)


def _today(options: Namespace) -> date:
    day: date = options.on or utc_now().astimezone().date()
    return day


def _library(place: Place) -> Library:
    """The scenarios, ours and the team's own; what is wrong with those is said."""
    library = Library(place.scenarios)
    for error in library.problems:
        told = _("{file}, line {line}, does not count: {why}")
        output.message(told.format(file=error.path, line=max(error.line, 1), why=playbook_error(error)))
    return library


def _found(place: Place, name: str) -> Scenario:
    library = _library(place)
    one = library.find(clean_line(name), current())
    if one is None:
        known = ", ".join(dict.fromkeys(other.scenario.id for other in library.scenarios()))
        told = _("There is no scenario “{name}”; there are: {known}.")
        raise CannotDo(told.format(name=clean_line(name), known=known))
    return one.scenario


def _start(options: Namespace, place: Place) -> int:
    from cockpit.commands.practice_start import start

    first = _found(place, options.scenario) if options.scenario else None
    return start(options, place, _library(place), first)


def _new(options: Namespace, place: Place) -> int:
    from cockpit.commands.practice_making import new

    return new(options, place)


def _drill(options: Namespace, place: Place) -> int:
    from cockpit.commands.practice_making import drill

    return drill(options, place)


def _list(options: Namespace, place: Place) -> int:
    kind = CallKind(options.kind) if options.kind else None
    found = _library(place).scenarios(options.lang or "", options.level, kind)
    if options.json:
        output.data([list_shape(one) for one in found])
    elif found:
        for line in output.table(list_rows(found)):
            output.result(line)
    else:
        output.message(_("There is no such scenario."))
    return 0


def _check(options: Namespace, place: Place) -> int:
    shelf = [str(path) for path in Library(place.scenarios).files()]
    paths = list(chain.from_iterable(_files_of(name, shelf) for name in options.files)) or shelf
    found = [(path, *examined_file(path, options.on or USUAL_DAY)) for path in paths]
    if options.json:
        output.data([check_shape(*one) for one in found])
    else:
        for line in output.table(check_rows(found)) if found else ():
            output.result(line)
        for flaw in (flaw for _path, _examined, flaws in found for flaw in flaws):
            output.result(f"{flaw.path}:{flaw.line}:{flaw.column}: {flaw.rule} {flaw.message}")
    if any(not Path(path).is_file() for path in paths):
        return 2
    return 1 if any(flaws for _path, _examined, flaws in found) else 0


def _files_of(name: str, shelf: Sequence[str]) -> Sequence[str]:
    """The files that a path or the name of a scenario stands for; a name of ours and of the team's for both.

    Raises `CannotDo` when there is neither.
    """
    if os.path.lexists(name):
        return [name]
    named = [path for path in shelf if name in {Path(path).stem, Path(path).stem.partition(".")[0]}]
    if not named:
        raise CannotDo(_("{name}: there is no such scenario or file.").format(name=clean_line(name)))
    return named


def _card(options: Namespace, place: Place) -> int:
    scenario = _found(place, options.scenario)
    on = options.on or next_working_day(_today(options), scenario.country, 0)
    made = card(scenario, on, Spoken(scenario.language, scenario.country))
    if options.curtain:
        from cockpit.commands.practice_curtain import show

        return show(made, place)
    shape, text = card_json(made), card_markdown(made) if options.format == "md" else card_text(made)
    if options.output:
        to_file(output.encoded(shape if options.format == "json" else text), options.output)
    elif options.format == "json":
        output.data(shape)
    else:
        output.result(text.rstrip("\n"))
    return 0


def _score(options: Namespace, place: Place) -> int:
    scenario = _found(place, options.scenario) if options.scenario else None
    tag, on = options.lang or current(), _today(options)
    if scenario is None and not can_judge(tag):
        raise CannotDo(_("No talk can be judged in the language {language}.").format(language=tag))
    try:
        with _opened(options.file) as stream:
            if scenario is None:
                made = judged(stream, CallKind(options.kind), tag, on)
            else:
                made = judged_in(stream, scenario, on)
    except NotATranscript as error:
        raise CannotDo(not_a_transcript(error, options.file)) from error
    except OSError as error:
        text = _("{path} cannot be read: {reason}.").format(path=options.file, reason=reason(error))
        raise CannotDo(text) from error
    best = best_parts(scenario, on) if scenario else None
    if options.json:
        output.data(score_shape(made, best))
    else:
        for line in (*([best_line(*best)] if best else ()), *score_lines(made)):
            output.result(line)
    return 0


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == STDIN:
        yield sys.stdin.buffer
        return
    with opened(Path(name)) as stream:
        yield stream


def _progress(options: Namespace, place: Place) -> int:
    store = practice_store(place.folder)
    try:
        found = progress_of(store, _library(place), options.trainee)
    except StoreError as error:
        raise CannotDo(why(error)) from error
    except NotForPractice as error:
        told = _("{path} holds real work; nothing is practised there.").format(path=error)
        raise CannotDo(told) from error
    if store.damaged:
        told = _("{path}: lines that cannot be read: {n}.").format(path=store.path, n=store.damaged)
        output.message(told)
    if options.json:
        output.data([progress_shape(one) for one in found])
        return 0
    if not found and options.trainee:
        output.message(_("{name} has not practised yet.").format(name=clean_line(options.trainee)))
    elif not found:
        output.message(_("Nobody has practised yet."))
    elif len(found) == 1:
        for line in progress_lines(found[0]):
            output.result(line)
    else:
        for line in output.table(progress_rows(found)):
            output.result(line)
    return 0
