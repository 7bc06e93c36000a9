"""The help: the keys for where the collector is, how a call goes, and how to type a day or an amount."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from textual.content import Content

from cockpit.language import N_, _
from cockpit.widgets.actions import ACTIONS, BY_ID, Action
from cockpit.widgets.plain import fit, hanging, lines

_KEY, _LETTER, _LABEL = 10, 8, 20
_NARROW = 76


class Place(StrEnum):
    """Where in the work the collector asks for help."""

    CHOOSING = "choosing"
    PREPARING = "preparing"
    CALLING = "calling"
    AGREEING = "agreeing"


_TITLES = {
    Place.CHOOSING: N_("Now: choosing whom to call"),
    Place.PREPARING: N_("Now: preparing the call"),
    Place.CALLING: N_("Now: in the call"),
    Place.AGREEING: N_("Now: in the agreement"),
}
_HERE = {
    Place.CHOOSING: N_(
        "Arrows go through the queue. Enter or {next} takes the highlighted debtor; his preparation opens."
    ),
    Place.PREPARING: N_(
        "Space ticks an item, Enter writes at it. {next} starts the call: the number is dialled."
    ),
    Place.CALLING: N_(
        "Type: the words go into the notes. {next} goes to the next line of the script, at its end to the "
        "outcome."
    ),
    Place.AGREEING: N_(
        "Enter goes to the next field, Escape to the notes. What was typed is read back below it in full; "
        "without an amount and a day nothing was promised."
    ),
}
_KEYS_OF = {
    Place.CHOOSING: ("next", "find", "queue", "invoices", "history", "skip", "import", "undo"),
    Place.PREPARING: ("next", "back", "invoices", "history", "kind", "speak", "skip", "undo"),
    Place.CALLING: (
        "next",
        "back",
        "objection",
        "agreement",
        "stamp",
        "contact",
        "outcome",
        "voicemail",
        "third-party",
        "script",
        "invoices",
        "queue",
        "undo",
    ),
    Place.AGREEING: ("next", "agreement", "method", "read-back", "invoices", "outcome", "undo"),
}
_STEPS = (
    (N_("choose"), N_("the queue says whom to call first, and the reason")),
    (N_("prepare"), N_("tick what you know; a gap stays visible before you dial")),
    (N_("call"), N_("the script, line by line; an objection is a detour, one key there and one key back")),
    (N_("agree"), N_("amount and day, typed freely, read back in full")),
    (N_("wrap up"), N_("who was reached, what was said, what comes back; then it is saved in one go")),
)
_DAYS = N_("fri · 27-11 · next week tue · end of the month · +7 · today 16:30 · half past four")
_AMOUNTS = N_("1250 · 1.250,50 · 1250.50 · a reading with a ? behind it could be another amount: look twice")
_CLIPBOARD = N_(
    "Paste with the key of your terminal, often ctrl+shift+v or cmd+v: ctrl+v pastes only what was copied in "
    "here. Ctrl+c copies marked text, also to other programs where the terminal allows it."
)
_SAVED = N_("Every word is saved while you type. Escape goes back and throws nothing away.")


def help_text(place: Place, key_label: Callable[[str], str], width: int) -> Content:
    """The whole help in `width` cells; `key_label` names the collector's own key of an action."""
    first = _KEYS_OF[place]
    others = [action for action in ACTIONS if action.id not in first]
    here = _(_HERE[place]).format(next=key_label("next"))
    return lines(
        title(_(_TITLES[place])),
        *Content(here).wrap(width),
        "",
        *key_rows([BY_ID[name] for name in first], key_label, width),
        "",
        title(_("How a call goes: {next} goes on").format(next=key_label("next"))),
        *(pair(_(name), _(text), width) for name, text in _STEPS),
        "",
        title(_("Typing, copying, saving")),
        *typing_rows(width),
        pair(_("saved"), _(_SAVED), width),
        "",
        title(_("Everything else")),
        *key_rows(others, key_label, width),
    )


def typing_rows(width: int) -> list[Content]:
    """How to type a day and an amount, and how to paste."""
    return [
        pair(_("a day"), _(_DAYS), width),
        pair(_("an amount"), _(_AMOUNTS), width),
        pair(_("paste, copy"), _(_CLIPBOARD), width),
    ]


def key_rows(actions: Sequence[Action], key_label: Callable[[str], str], width: int) -> list[Content]:
    """One action under the other: its key, its letter on the leader key, its name and what it does."""
    leader = key_label("leader")
    rows = []
    for action in actions:
        letter = f"{leader} {action.leader}" if action.leader else ""
        key = key_label(action.id)
        head = [
            (fit(key if key != letter else "", _KEY), "bold $accent"),
            (fit(letter, _LETTER), "$muted"),
        ]
        label, words = _(action.label), _(action.help)
        if width < _NARROW:
            said = Content.assemble((f"{label}  ", "bold"), (words, "$muted"))
            rows.append(hanging(Content.assemble(*head), said, width))
        else:
            rows.append(hanging(Content.assemble(*head, (fit(label, _LABEL), "bold")), words, width))
    return rows


def pair(name: str, text: str, width: int) -> Content:
    """A name and what there is to say about it."""
    return hanging(Content.styled(fit(name, _KEY + 4), "bold"), text, width)


def title(text: str) -> Content:
    """What stands above a part of the help."""
    return Content.styled(text, "bold $cue")
