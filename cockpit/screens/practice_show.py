"""A practised talk on the screen: what both said, the coach, the lines to choose between, the keys of now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.language import _, amounts
from cockpit.roleplay.transcript import Speaker
from cockpit.screens import footer, panes, practice_help
from cockpit.screens.views.practice_view import banner, coach_line
from cockpit.widgets.agreement_form import AgreementForm
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.plain import Plain
from cockpit.widgets.talk import Sentence, Talk

if TYPE_CHECKING:
    from cockpit.screens.practice import PracticeScreen

_BORDERS = 4


def show_talk(screen: PracticeScreen) -> None:
    """The talk, the banner and the keys."""
    practice, talk = screen.practice, screen.practice.talk
    if talk is None:
        return
    scenario = talk.scenario
    screen.query_one("#practice-banner", Plain).show(banner(talk, screen.app.size.width))
    who = {Speaker.COLLECTOR: _("You"), Speaker.DEBTOR: scenario.contact}
    said = [Sentence(who[o.speaker], o.text, o.speaker is Speaker.COLLECTOR) for o in talk.lines]
    hint = _("say something; Enter alone is silence")
    if practice.is_over:
        hint = _("The talk is over: {key} wraps it up").format(key=screen.key_label("next"))
    box = screen.query_one(Talk)
    panes.entitle(box, f"{screen.mark}{scenario.contact} · {amounts.money(scenario.total)}", scenario.debtor)
    coached = practice.coach() if screen.coaches else None
    width = (box.size.width or screen.app.size.width) - _BORDERS
    box.show(said, coach_line(coached, width), practice.choices(), hint)
    show_keys(screen)


def show_keys(screen: PracticeScreen) -> None:
    """The keys of where the trainee is."""
    screen.query_one("#practice-keys", KeyBar).keys(_keys(screen), screen.app.size.width)


def _keys(screen: PracticeScreen) -> practice_help.Keys:
    if not screen.is_talking:
        return practice_help.keys_before(screen.key_of, footer.next_words(screen, screen.desk.hand))
    if screen.focused is not None and screen.query_one(AgreementForm) in screen.focused.ancestors:
        return practice_help.keys_in_panel(screen.key_of)
    if screen.focused is screen.query_one(Talk).line:
        helped = screen.has_class("-helped")
        return practice_help.keys_in_line(screen.key_of, screen.practice.is_over, helped)
    return practice_help.keys_in_notes(screen.key_of)
