"""`cockpit keys`: all actions with their keys, the user's own included."""

from __future__ import annotations

from argparse import Namespace

from cockpit.commands import output
from cockpit.commands.workspace import Place
from cockpit.language import _
from cockpit.widgets.actions import ACTIONS, key_name, keys_with


def run(options: Namespace, place: Place) -> int:
    """Write the table of actions; 1 when the settings name keys that cannot be used."""
    keys, refused = keys_with(place.settings.keys)
    for sentence in refused:
        output.message(sentence)
    if options.json:
        output.data(
            [
                {
                    "action": a.id,
                    "key": keys[a.id],
                    "letter": a.leader,
                    "label": _(a.label),
                    "help": _(a.help),
                }
                for a in ACTIONS
            ]
        )
    else:
        more = key_name(keys["leader"])
        head = (_("action"), _("key"), more, _("name"), _("what it does"))
        rows = [(a.id, key_name(keys[a.id]), a.leader, _(a.label), _(a.help)) for a in ACTIONS]
        for line in output.table([head, *rows]):
            output.result(line)
    return 1 if refused else 0
