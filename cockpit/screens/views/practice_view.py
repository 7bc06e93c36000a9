"""Practice in words: the banner above everything, and what the coach says."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from cockpit.core.text import shorten
from cockpit.desk.practice_coach import Coached
from cockpit.language import _
from cockpit.roleplay.rehearsal import Rehearsal
from cockpit.widgets.plain import hanging, lines

_SEPARATOR = " · "


def banner(talk: Rehearsal, width: int) -> str:
    """What is practised, in one line of `width` cells: level and seed always, the rest as there is room."""
    scenario = talk.scenario
    head = [
        _("PRACTICE"),
        _("level {n}").format(n=scenario.level),
        _("seed {seed}").format(seed=talk.seed),
    ]
    whole = _SEPARATOR.join([*head, scenario.title, _("nobody is really called")])
    if cell_len(whole) <= width - 2:
        return whole
    start = _SEPARATOR.join(head) + _SEPARATOR
    return start + shorten(scenario.title, max(width - 2 - cell_len(start), 0))


def coach_line(found: Coached | None, width: int) -> Content:
    """The remark about the last sentence, with what to say rather, in `width` cells."""
    if found is None:
        return Content("")
    style, sign = ("$done", "✓ ") if found.is_praise else ("$gap", "✗ ")
    told = [hanging(Content.styled(sign, style), Content.styled(found.text, style), width)]
    if found.rather:
        rather = Content.styled(_("Rather: “{text}”").format(text=found.rather), "$cue")
        told.append(hanging(Content("  "), rather, width))
    return lines(*told)
