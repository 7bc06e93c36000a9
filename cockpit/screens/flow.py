"""The one key that goes on, the way back, and the end of a call."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cockpit.core.call import Phase
from cockpit.core.outcome import Outcome
from cockpit.desk import wrapping
from cockpit.language import _, sentences
from cockpit.screens import footer, gate, listening, panes, writing
from cockpit.screens.queueing import close_search, leave_search, leave_search_later
from cockpit.screens.talking import dial
from cockpit.store.port import StoreError
from cockpit.widgets.checklist import Checklist
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.queue_list import QueueList

if TYPE_CHECKING:
    from cockpit.desk.calling import CallInHand
    from cockpit.screens.cockpit import CockpitScreen


def go_on(screen: CockpitScreen, _argument: str = "") -> None:
    """choose → prepare → call → next line … → end → wrap up → next debtor."""
    hand = screen.desk.hand
    if hand is None:
        _take_highlighted(screen)
    elif hand.call.phase is Phase.PREPARE:
        if screen.preparing:
            start_call(screen)
        else:
            _prepare(screen)
    elif hand.call.phase is Phase.TALK:
        _next_line(screen)
    else:
        end_call(screen)


def _take_highlighted(screen: CockpitScreen) -> None:
    debtor_id = screen.query_one(QueueList).highlighted
    if debtor_id is not None and screen.choose(debtor_id):
        _prepare(screen)


def _prepare(screen: CockpitScreen) -> None:
    queue = screen.query_one(QueueList)
    in_hand = screen.desk.hand.call.debtor_id if screen.desk.hand else None
    if screen.focused is queue and queue.highlighted not in (None, in_hand):
        screen.choose(queue.highlighted)
    leave_search_later(screen)
    _to_checklist(screen)
    footer.show_keys(screen)


def _to_checklist(screen: CockpitScreen) -> None:
    here = {"-preparing": True, "-looking": False, "-writing": False, "-agreeing": False}
    screen.update_classes(here)  # at once: each change goes through all styles
    screen.set_focus(screen.query_one(Checklist))


def start_call(screen: CockpitScreen) -> None:
    """The call begins, unless the law closes this moment and the collector leaves it at that."""
    hand = screen.desk.hand
    looking = screen.desk.session.only_looking
    if looking is not None:
        screen.say(sentences.store_error(looking))
    elif hand is not None:
        gate.passing(screen, hand, lambda: _call(screen, hand))


def _call(screen: CockpitScreen, hand: CallInHand) -> None:
    """The clock runs, the number goes to the softphone, the focus goes to the notes."""
    screen.preparing = False
    leave_search(screen)
    hand.start()
    panes.show_hand(screen)
    screen.focus_notes()
    dial(screen)


def _next_line(screen: CockpitScreen) -> None:
    hand = screen.desk.hand
    if hand is None:
        return
    floor = listening.end(screen)
    if screen.detour:
        screen.detour = ""
    elif floor is not None:
        _after(hand, floor)
    elif not listening.begin(screen, lambda: _heard(screen)) and not hand.next_step():
        end_call(screen)
        return
    panes.show_hand(screen)


def _heard(screen: CockpitScreen) -> None:
    """The quiet is over. Below another screen the talk stays where it is."""
    hand, floor = screen.desk.hand, listening.end(screen)
    if hand is None or floor is None:
        return
    writing.take_typed(screen)
    if screen.is_active:
        _after(hand, floor)
    panes.show_hand(screen)


def _after(hand: CallInHand, floor: listening.Floor) -> None:
    if floor.goes_on:
        hand.next_step()


def back(screen: CockpitScreen, _argument: str = "") -> None:
    """One line back, or out of a card."""
    hand = screen.desk.hand
    if hand is None:
        return
    floor = listening.end(screen)
    if screen.detour:
        screen.detour = ""
    elif hand.call.objection:
        hand.change(hand.call.close_objection())
    elif hand.call.phase is Phase.TALK and floor is None:
        hand.previous_step()
    elif screen.preparing:
        screen.preparing = False
        screen.focus_queue()
    panes.show_hand(screen)


def escape(screen: CockpitScreen, _argument: str = "") -> None:
    """Out of the search, a card, the agreement, the preparation: always back, never away with anything."""
    search = screen.query_one("#search", LineInput)
    if screen.focused is search or search.value:
        close_search(screen)
    elif screen.detour or (screen.desk.hand and screen.desk.hand.call.objection):
        back(screen)
    elif screen.desk.is_live:
        screen.focus_notes()
    elif screen.preparing and screen.has_class("-writing"):
        _to_checklist(screen)
    elif screen.preparing:
        back(screen)
    else:
        screen.focus_queue()


def end_call(screen: CockpitScreen, _argument: str = "") -> None:
    """Who was reached and what was said; then wrapping up; then the next debtor."""
    from cockpit.screens.outcome import OutcomeScreen

    hand = screen.desk.hand
    if hand is None:
        return
    if hand.call.phase is Phase.PREPARE:
        screen.say(_("There is no call to end: {key} goes on.").format(key=screen.key_label("next")))
        return
    writing.flush(screen)
    asked = OutcomeScreen(screen.desk, screen.key_of("next"))
    screen.app.push_screen(asked, lambda outcome: _outcome_given(screen, outcome))


def _outcome_given(screen: CockpitScreen, outcome: Outcome | None) -> None:
    """A talk is wrapped up; when nobody was reached, what follows was shown already and is saved at once."""
    from cockpit.screens.wrap_up import WrapUpScreen

    hand = screen.desk.hand
    if outcome is None or hand is None:
        screen.focus_notes()
        return
    hand.change(replace(hand.call.hang_up(screen.desk.session.now()), outcome=outcome))
    panes.show_hand(screen)
    if outcome.spoke_to_right_person:
        shown = WrapUpScreen(screen.desk, screen.key_of("next"))
        screen.app.push_screen(shown, lambda saved: _wrapped_up(screen, saved))
    else:
        _save_attempt(screen, outcome)


def _save_attempt(screen: CockpitScreen, outcome: Outcome) -> None:
    from cockpit.screens.outcome import consequence

    hand = screen.desk.hand
    if hand is None:
        return
    wrap_up = wrapping.prepare(hand, outcome)
    try:
        wrapping.save(hand, wrap_up)
    except StoreError as error:
        screen.say(_("Not saved: {why} Everything is still here.").format(why=sentences.store_error(error)))
    else:
        _wrapped_up(screen, _("Saved. {consequence}").format(consequence=consequence(wrap_up, screen.desk)))


def _wrapped_up(screen: CockpitScreen, saved: str | None) -> None:
    hand = screen.desk.hand
    if saved is None:
        if hand is not None:
            hand.change(hand.call.back_to_talk())
            panes.show_hand(screen)
            screen.focus_notes()
        return
    screen.say(saved)
    following = screen.desk.next_debtor()
    screen.desk.let_go()
    close_search(screen)
    if following is not None:
        screen.choose(following)
    panes.show_all(screen)
    screen.focus_queue()
