"""Every action of the cockpit, once: its keys, its letter on the leader key, its words.

Footer, help, leader panel, command palette and the users' key settings are all made from this table.
Keys are chosen to arrive through a focused text box, tmux and a browser: no letters, no Alt, and not F6
and F7, which a text box takes for itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cockpit.language import N_, _


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a collector can ask for. `key` may be empty: then the leader and the palette have it."""

    id: str
    key: str
    leader: str
    label: str
    help: str


ACTIONS: tuple[Action, ...] = (
    Action(
        "next",
        "f5",
        "n",
        N_("Next"),
        N_("The one key that goes on: prepare, call, next line, wrap up, next debtor"),
    ),
    Action(
        "back", "shift+f5", "b", N_("Back"), N_("One line back in the script, or out of an objection card")
    ),
    Action(
        "outcome",
        "f9",
        "e",
        N_("End call"),
        N_("End the talk: who was reached, what was said, what happens next"),
    ),
    Action(
        "objection",
        "f3",
        "o",
        N_("Objection"),
        N_("What the customer brings up: a turn of the talk, or the card of an objection; again closes it"),
    ),
    Action("agreement", "f4", "a", N_("Agreement"), N_("Jump between the notes and the agreement")),
    Action(
        "queue", "f2", "q", N_("Queue"), N_("Go to the queue; in a call, look who is next without leaving it")
    ),
    Action(
        "script",
        "ctrl+l",
        "z",
        N_("Script"),
        N_("In a small window: the whole script, and back to the notes"),
    ),
    Action(
        "find", "ctrl+f", "f", N_("Find"), N_("Find a debtor by name, number, invoice, telephone or amount")
    ),
    Action("stamp", "f8", "t", N_("Time"), N_("Put the time in the notes")),
    Action(
        "wording",
        "ctrl+n",
        "!",
        N_("Wording"),
        N_("What is underlined, what it does to the reader, and how to say it instead"),
    ),
    Action("contact", "", "c", N_("Contact"), N_("Write down who is on the line")),
    Action(
        "method",
        "ctrl+t",
        "j",
        N_("Way of paying"),
        N_("How the customer will pay: the next way of the list"),
    ),
    Action(
        "moment-1",
        "f12",
        ",",
        N_("Day chosen"),
        N_("The customer takes the first of the days that we offer; again: the next one"),
    ),
    Action("moment-2", "", ".", N_("Second day"), N_("The customer takes the second of the days")),
    Action(
        "moment-3", "", ";", N_("Third day"), N_("The customer takes the third of the days, if there is one")
    ),
    Action(
        "plan", "", "+", N_("Instalments"), N_("A payment plan: so many instalments, or so much at a time")
    ),
    Action("read-back", "", "r", N_("Read back"), N_("The agreement was read back to the customer")),
    Action(
        "concession",
        "",
        "%",
        N_("Concession"),
        N_("What we give and what stands against it; interest and costs with their calculation"),
    ),
    Action(
        "invoices",
        "ctrl+g",
        "i",
        N_("Invoices"),
        N_("All open invoices with their age; choose what the agreement covers"),
    ),
    Action(
        "history", "", "h", N_("History"), N_("Earlier calls and agreements; confirm, correct, mark as done")
    ),
    Action(
        "done",
        "",
        "*",
        N_("Done"),
        N_("Our action is done, the claim is true, the receipt is confirmed; at a row of the queue: * alone"),
    ),
    Action(
        "not-done",
        "",
        "-",
        N_("Not so"),
        N_("What was looked up is not found, or what was to be asked is not asked yet; at a row: - alone"),
    ),
    Action("voicemail", "", "v", N_("Voicemail"), N_("What to say to a voicemail: no debt is named")),
    Action("third-party", "", "p", N_("Somebody else"), N_("What to say to somebody else: no debt is named")),
    Action("dial", "", "d", N_("Dial"), N_("Hand the number to the telephone program again")),
    Action("kind", "", "k", N_("Kind of call"), N_("Make it another kind of call, with its own script")),
    Action("speak", "", "s", N_("Script language"), N_("Hold the talk in the other language")),
    Action("undo", "ctrl+r", "u", N_("Undo"), N_("Take the last action of this call back")),
    Action("skip", "", "x", N_("Skip"), N_("Set this debtor aside for today, with a reason")),
    Action(
        "report",
        "",
        "=",
        N_("Report"),
        N_("What was done in a day, a week or any period, what came of it, the best hours"),
    ),
    Action(
        "lessons",
        "",
        "&",
        N_("Lessons"),
        N_("What went well, what could be better and what to do next time, of all your calls"),
    ),
    Action("import", "", "m", N_("Import"), N_("Read a new export of open invoices")),
    Action(
        "outbox",
        "",
        "@",
        N_("Outbox"),
        N_("Mails that were not sent, with what was in the way; send them now"),
    ),
    Action(
        "sources",
        "",
        "w",
        N_("Where from"),
        N_("Which article a line or a rule comes from, and where another article differs"),
    ),
    Action("theme", "", "y", N_("Theme"), N_("Choose the colours")),
    Action("language", "", "l", N_("Language"), N_("Dutch or English screen")),
    Action("settings", "", "g", N_("Settings"), N_("What is set, and where the file is")),
    Action("kept", "ctrl+s", "", N_("Saved?"), N_("Everything is saved while you type; this key says so")),
    Action("leader", "ctrl+o", "", N_("More"), N_("All actions by one letter")),
    Action("palette", "ctrl+p", "", N_("Palette"), N_("All actions by name")),
    Action("help", "f1", "?", N_("Help"), N_("The keys that work here")),
    Action("quit", "ctrl+q", "", N_("Quit"), N_("Close the cockpit; an unfinished call is kept")),
)

BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}

_COMMAND = re.compile(r"(?:(?:ctrl|shift|alt)\+)*f(?:[1-9]|1[0-9]|2[0-4])|(?:ctrl|alt)\+(?:shift\+)?\S+")
"""Function keys, and anything with Ctrl or Alt: what else there is writes text or moves the cursor."""

_EDITS = frozenset(
    {"f6", "f7"}
    | {f"ctrl+{key}" for key in "acdehijkmuvwxyz["}
    | {f"ctrl+{key}" for key in ("left", "right", "home", "end", "backspace", "delete", "up", "down")}
    | {"ctrl+shift+a", "ctrl+shift+k", "ctrl+shift+left", "ctrl+shift+right", "alt+backspace", "alt+delete"}
)
"""Keys that a text box takes for itself, and those that a terminal sends for Tab, Enter and Backspace."""


def keys_with(own: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The key of every action with the user's own keys in place, and what is wrong with them, in sentences.

    A key that two actions would share is refused with both names as on the screen, one that a text box takes
    for itself is refused as well, and the shipped key holds. Two actions may change keys with each other.
    """
    problems = [name for name in own if name not in BY_ID]
    wanted = {name: key for name, key in own.items() if name in BY_ID}
    problems += [f"{name} = {key}" for name, key in wanted.items() if not _is_free(key)]
    wanted = {name: key for name, key in wanted.items() if _is_free(key)}
    sentences = [_("[keys] in the settings: {what} cannot be used").format(what=what) for what in problems]
    while clash := _clash(wanted):
        name, other = clash
        sentences.append(_shared(wanted.pop(name), name, other))
    return {action.id: wanted.get(action.id, action.key) for action in ACTIONS}, tuple(sentences)


def _shared(key: str, name: str, other: str) -> str:
    text = _("[keys] in the settings: {key} is on two actions: {name} and {other}")
    return text.format(key=key_name(key), name=_(BY_ID[name].label), other=_(BY_ID[other].label))


def _is_free(key: str) -> bool:
    """Whether a key arrives through a focused text box: it neither writes nor edits."""
    return bool(_COMMAND.fullmatch(key)) and key not in _EDITS


def _clash(wanted: dict[str, str]) -> tuple[str, str] | None:
    """An action whose own key another action has as well, and that other one; the last written goes first."""
    keys = {action.id: wanted.get(action.id, action.key) for action in ACTIONS}
    for name in reversed(wanted):
        other = next((other for other, key in keys.items() if key == keys[name] and other != name), None)
        if other is not None:
            return name, other
    return None


def key_name(key: str) -> str:
    """A key as it is printed on a keyboard: `shift+f5` becomes `⇧F5`, `ctrl+o` becomes `^O`."""
    return key.replace("shift+", "⇧").replace("ctrl+", "^").upper()
