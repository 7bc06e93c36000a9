"""`cockpit lint`: which lines break a tone rule, and which scripts go wrong."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from cockpit.commands import output
from cockpit.commands.workspace import CannotDo, Place
from cockpit.core.call import CallKind, Stage
from cockpit.desk.findings import Found
from cockpit.desk.line_requests import NotAsked, asked, asked_lines
from cockpit.desk.linting import CannotRead, Circumstances, Linter, decoded
from cockpit.language import _, current
from cockpit.language.system_errors import reason
from cockpit.plain_files import opened
from cockpit.tone import Severity

STDIN = "-"


def run(options: Namespace, place: Place) -> int:
    """Judge; 1 when something of severity `error` was found, 2 when something could not be judged."""
    linter = Linter(place.playbooks, place.rules)
    if options.jsonl is None:
        return _files(options, linter)
    if options.files:
        raise CannotDo(_("--jsonl takes the one file that is named behind it."))
    with _opened(options.jsonl) as stream:
        return _requests(stream, linter)


def write(found: Iterable[Found], as_json: bool) -> Counter[Severity]:
    """Write each finding on a line of its own, and once; gives how many there were of each severity."""
    counted: Counter[Severity] = Counter()
    for one in dict.fromkeys(found):
        counted[one.severity] += 1
        if as_json:
            output.record(asdict(one))
            continue
        instead = " " + _("Rather: “{text}”").format(text=one.suggestion) if one.suggestion else ""
        place = f"{one.path}:{one.line}:{one.column}"
        output.result(f"{place}: {one.severity.value} {one.rule} {one.message}{instead}")
    return counted


def tell(files: int, lines: int, counted: Counter[Severity]) -> None:
    """Say how much was judged and what came of it."""
    text = _(
        "Files: {files} · lines: {lines} · errors: {error} · warnings: {warning} · suggestions: {suggestion}"
    )
    by_severity = {severity.value: counted[severity] for severity in Severity}
    output.message(text.format(files=files, lines=lines, **by_severity))


def _files(options: Namespace, linter: Linter) -> int:
    said = Circumstances(current(), Stage(options.stage), CallKind(options.kind))
    paths, unread = options.files or _all(linter), 0
    found = [] if options.files else linter.out_of_place()
    for path in paths:
        try:
            found += _found(path, linter, said)
        except CannotRead as error:
            output.message(str(error))
            unread += 1
    counted = write((*found, *linter.problems), options.json)
    tell(len(paths), linter.lines, counted)
    if unread:
        return 2
    return 1 if counted[Severity.ERROR] else 0


def _all(linter: Linter) -> list[str]:
    ours, own = linter.playbooks()
    own += linter.rule_files()
    text = _("No file was named: judged are {ours} playbook files that come along, {own} files of your own.")
    output.message(text.format(ours=len(ours), own=len(own)))
    return ours + own


def _found(path: str, linter: Linter, said: Circumstances) -> list[Found]:
    if path != STDIN:
        return linter.file(path, said)
    return linter.text(path, decoded(sys.stdin.buffer.read(), path), said)


def _requests(stream: BinaryIO, linter: Linter) -> int:
    """One answer for each line, in its order, as soon as it was asked."""
    wrong = errors = 0
    for number, line in enumerate(asked_lines(stream), 1):
        try:
            found = linter.judged(*asked(line))
        except (NotAsked, CannotRead) as error:
            output.record({"error": f"line {number}: {error}"})
            wrong += 1
        else:
            errors += sum(one.severity is Severity.ERROR for one in found)
            keys = ("rule", "severity", "start", "end", "message", "suggestion")
            output.record({"findings": [{key: getattr(one, key) for key in keys} for one in found]})
        output.finish()
    for problem in linter.problems:
        output.message(f"{problem.path}:{problem.line}: {problem.message}")
    if wrong:
        return 2
    return 1 if errors else 0


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == STDIN:
        yield sys.stdin.buffer
        return
    try:
        stream = opened(Path(name))
    except OSError as error:
        text = _("{path} cannot be read: {reason}.").format(path=name, reason=reason(error))
        raise CannotDo(text) from error
    with stream:
        yield stream
