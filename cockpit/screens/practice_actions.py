"""What the keys are called while somebody practises."""

from __future__ import annotations

from dataclasses import replace

from cockpit.language import N_
from cockpit.screens.practice_look import AS_ALWAYS
from cockpit.widgets.actions import ACTIONS, BY_ID, Action

_HERE: dict[str, tuple[str, str, str]] = {
    "next": (
        BY_ID["next"].leader,
        N_("Next"),
        N_("Starts the talk; then the next line of the script, and at its end the outcome"),
    ),
    "outcome": (
        BY_ID["outcome"].leader,
        N_("End call"),
        N_("End the talk as at work: outcome, summary, and then how it went"),
    ),
    "queue": (BY_ID["queue"].leader, N_("Notes"), N_("To the notes, and back to the line that you say")),
    "agreement": (
        BY_ID["agreement"].leader,
        N_("Agreement"),
        N_("To the agreement, and back to the line that you say"),
    ),
    "undo": (
        BY_ID["undo"].leader,
        N_("Take back"),
        N_("Take your last sentence back: what if you had said something else"),
    ),
    "kept": (
        BY_ID["speak"].leader,  # free here: the talk is held in the language of its scenario
        N_("Pause"),
        N_("The talk and its clock stand still until you press a key"),
    ),
    "script": (BY_ID["script"].leader, N_("Script"), N_("Show the script beside the talk, or put it away")),
    "wording": (
        BY_ID["wording"].leader,
        N_("Coach"),
        N_("The remark after each sentence: off until the end, or on again"),
    ),
    "stamp": (BY_ID["stamp"].leader, BY_ID["stamp"].label, BY_ID["stamp"].help),
    "quit": (BY_ID["quit"].leader, N_("Stop"), N_("Stop practising; a talk that goes on is not kept")),
}

PRACTICE_ACTIONS: tuple[Action, ...] = tuple(
    replace(one, leader=_HERE[one.id][0], label=_HERE[one.id][1], help=_HERE[one.id][2])
    if one.id in _HERE
    else one
    for one in ACTIONS
    if one.id in AS_ALWAYS or one.id in _HERE
)
"""The actions of practice, with the names that they have there: for the leader key, the palette, the help."""
