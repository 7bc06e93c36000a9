"""The playbooks: what to say in each kind of call, in the debtor's language, filled with his data.

`load` gives the script of one call kind, `fill` makes a line ready to be spoken, a `Library` has a team's
own scripts in front of ours, `checking` finds what is wrong with one. The scripts themselves are the TOML
files in `playbooks/`; the head of `playbooks/reminder.en.toml` explains how to write one.
"""

from cockpit.playbook.fields import CUES, FIELDS
from cockpit.playbook.filling import Part, Spoken, fill
from cockpit.playbook.library import Library, languages, load
from cockpit.playbook.problems import PlaybookError
from cockpit.playbook.script import (
    Branch,
    Line,
    Move,
    Objection,
    Playbook,
    Step,
    first_step,
    step_after,
    step_before,
    steps_in,
)

__all__ = [
    "CUES",
    "FIELDS",
    "Branch",
    "Library",
    "Line",
    "Move",
    "Objection",
    "Part",
    "Playbook",
    "PlaybookError",
    "Spoken",
    "Step",
    "fill",
    "first_step",
    "languages",
    "load",
    "step_after",
    "step_before",
    "steps_in",
]
