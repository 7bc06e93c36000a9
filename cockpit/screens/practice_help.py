"""The help and the footer of practice: they name what the keys do here, and nothing that does not work."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from cockpit.language import N_, _
from cockpit.screens.help import HelpScreen
from cockpit.screens.practice_actions import PRACTICE_ACTIONS
from cockpit.screens.views.help_view import Place, key_rows, pair, title, typing_rows
from cockpit.widgets.plain import lines

_NOW = {
    Place.PREPARING: N_(
        "Space ticks an item, Enter writes at it. {next} starts the talk; nobody is really called."
    ),
    Place.CALLING: N_(
        "Type what you would say; Enter says it. Enter alone is silence: he goes on. Where there are lines "
        "to choose from, a number says one."
    ),
    Place.AGREEING: N_("Write down what was agreed, as at work: it is compared with what was said."),
}
_STEPS = (
    (N_("choose"), N_("a scenario; the levels go from easy to hard")),
    (N_("prepare"), N_("what is known of the customer, as at work")),
    (N_("talk"), N_("he answers what you say; every sentence has its consequence")),
    (N_("wrap up"), N_("outcome and summary as at work; no mail and no calendar entry goes out")),
    (N_("debrief"), N_("what it came to, your own sentences, two things to work on")),
)


class PracticeHelp(HelpScreen):
    """All keys of practice, with what they do there."""

    CSS = HelpScreen.CSS.replace("HelpScreen", "PracticeHelp")

    def text(self, width: int) -> Content:
        """The help in lines of this width."""
        return help_text(self._place, self._key_label, width)


def help_text(place: Place, key_label: Callable[[str], str], width: int) -> Content:
    """The whole help; `key_label` names the trainee's own key of an action."""
    now = _(_NOW.get(place, _NOW[Place.PREPARING])).format(next=key_label("next"))
    return lines(
        title(_("Practice: nothing of it reaches the real work")),
        *Content(now).wrap(width),
        "",
        *key_rows(PRACTICE_ACTIONS, key_label, width),
        "",
        title(_("How a practice goes: {next} goes on").format(next=key_label("next"))),
        *(pair(_(name), _(text), width) for name, text in _STEPS),
        "",
        title(_("Typing and copying")),
        *typing_rows(width),
    )


_IN_LINE = (
    ("next", N_("next line")),
    ("outcome", N_("end call")),
    ("undo", N_("take back")),
    ("kept", N_("pause")),
    ("agreement", N_("agreement")),
    ("help", N_("help")),
    ("queue", N_("notes")),
    ("objection", N_("objection")),
    ("wording", N_("coach")),
    ("script", N_("script")),
    ("leader", N_("more")),
)
_OVER = (
    ("undo", N_("take back")),
    ("agreement", N_("agreement")),
    ("queue", N_("notes")),
    ("help", N_("help")),
)
_IN_NOTES = (
    ("agreement", N_("agreement")),
    ("stamp", N_("time")),
    ("outcome", N_("end call")),
    ("kept", N_("pause")),
    ("help", N_("help")),
)
_IN_PANEL = (
    ("moment-1", N_("day chosen")),
    ("method", N_("way of paying")),
    ("outcome", N_("end call")),
    ("kept", N_("pause")),
    ("help", N_("help")),
)
_BEFORE = (
    ("invoices", N_("invoices")),
    ("leader", N_("more")),
    ("help", N_("help")),
    ("quit", N_("stop")),
)

Keys = list[tuple[str, str]]


def keys_in_line(key_of: Callable[[str], str], is_over: bool, helped: bool) -> Keys:
    """The keys where the next sentence is typed; without the script no next line of it."""
    if is_over:
        return [(key_of("next"), _("wrap up")), *((key_of(name), _(words)) for name, words in _OVER)]
    others = [(key_of(name), _(words)) for name, words in _IN_LINE if helped or name != "next"]
    return [("enter", _("say it")), *others]


def keys_in_notes(key_of: Callable[[str], str]) -> Keys:
    """The keys in the notes."""
    return [
        (key_of("queue"), _("back to the talk")),
        *((key_of(name), _(words)) for name, words in _IN_NOTES),
    ]


def keys_in_panel(key_of: Callable[[str], str]) -> Keys:
    """The keys in the agreement."""
    return [
        (key_of("agreement"), _("back to the talk")),
        ("enter", _("next field")),
        *((key_of(name), _(words)) for name, words in _IN_PANEL),
    ]


def keys_before(key_of: Callable[[str], str], next_words: str) -> Keys:
    """The keys before the talk."""
    return [
        (key_of("next"), next_words),
        ("esc", _("another one")),
        *((key_of(name), _(words)) for name, words in _BEFORE),
    ]
