"""The sentences about playbook files, which the playbook room marks, in the language of the screen."""

from __future__ import annotations

from cockpit.core.text import clean_line, shorten
from cockpit.language.catalogue import translator
from cockpit.playbook.problems import PlaybookError, Problem

_SENTENCE = 1_500
_KEY = 80


def playbook_problem(problem: Problem, tag: str | None = None) -> str:
    """What is wrong with a script."""
    return clean_line(translator(tag).gettext(problem.text).format(**problem.values), _SENTENCE)


def playbook_notice(error: PlaybookError, tag: str | None = None, name: str = "") -> str:
    """That an own file does not count, for the collector who would wonder where his lines are.

    `name` is what the file is called where its whole path would be too long.
    """
    _ = translator(tag).gettext
    told = _("{file}, line {line}, does not count, the playbook that came along does: {why}")
    file = clean_line(name or error.path, _SENTENCE)
    return told.format(file=file, line=max(error.line, 1), why=playbook_error(error, tag))


def playbook_error(error: PlaybookError, tag: str | None = None) -> str:
    """What was expected in a file that cannot be used, and at which key."""
    _ = translator(tag).gettext
    expected = clean_line(_(error.template).format(**error.values), _SENTENCE)
    if error.where:
        where = shorten(clean_line(error.where), _KEY)
        return _("{where}: expected is {expected}").format(where=where, expected=expected)
    return _("expected is {expected}").format(expected=expected)
