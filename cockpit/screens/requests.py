"""The table of requests: what each action does. A request asks the desk, then shows what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from cockpit.core.call import Phase
from cockpit.core.outcome import Outcome
from cockpit.desk import outside, wrapping
from cockpit.desk.settings import Settings
from cockpit.language import _, dates, labels, sentences
from cockpit.screens import footer, panes
from cockpit.screens.small import Leader, Pick, WriteLine
from cockpit.store.port import StoreError
from cockpit.widgets.agreement_form import AgreementForm
from cockpit.widgets.checklist import Checklist
from cockpit.widgets.choices import Choice
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.notes import NotesArea
from cockpit.widgets.queue_list import QueueList

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

Request = Callable[["CockpitScreen", str], None]


# -- the one key that goes on ---------------------------------------------------------------------------


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
    highlighted = screen.query_one(QueueList).highlighted
    if highlighted is not None and screen.focused is screen.query_one(QueueList):
        screen.choose(highlighted)
    screen.preparing = True
    screen.remove_class("-looking")
    screen.set_focus(screen.query_one(Checklist))
    footer.show_keys(screen)


def start_call(screen: CockpitScreen) -> None:
    """The call begins: the clock runs, the number goes to the softphone, the focus goes to the notes."""
    hand = screen.desk.hand
    if hand is None:
        return
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
    if screen.detour:
        screen.detour = ""
    elif not hand.next_step():
        end_call(screen)
        return
    panes.show_hand(screen)


def back(screen: CockpitScreen, _argument: str = "") -> None:
    """One line back, or out of a card."""
    hand = screen.desk.hand
    if hand is None:
        return
    if screen.detour:
        screen.detour = ""
    elif hand.call.objection:
        hand.change(hand.call.close_objection())
    elif hand.call.phase is Phase.TALK:
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
    elif screen.preparing:
        back(screen)


# -- during the talk --------------------------------------------------------------------------------------


def objection(screen: CockpitScreen, chosen: str = "") -> None:
    """Open the card of an objection, or close the one that is open."""
    hand = screen.desk.hand
    if hand is None:
        return
    if hand.call.objection and not chosen:
        back(screen)
        return
    if chosen:
        _open_card(screen, chosen)
        return
    cards = [Choice(o.id, _digit(o.number), o.title) for o in hand.playbook.objections]

    def picked(card: str | None) -> None:
        if card is not None:
            _open_card(screen, card)

    screen.app.push_screen(Pick(_("What does the customer bring up?"), cards), picked)


def _digit(number: int) -> str:
    return str(number % 10)


def _open_card(screen: CockpitScreen, card: str) -> None:
    hand = screen.desk.hand
    if hand is not None:
        screen.detour = ""
        hand.change(hand.call.open_objection(card))
        panes.show_hand(screen)


def agreement(screen: CockpitScreen, _argument: str = "") -> None:
    """Between the notes and the agreement."""
    if screen.desk.hand is None:
        return
    if screen.focused is not None and screen.query_one(AgreementForm) in screen.focused.ancestors:
        screen.focus_notes()
    else:
        screen.add_class("-agreeing")
        screen.remove_class("-looking")
        screen.set_focus(screen.query_one(AgreementForm).first_empty())


def script(screen: CockpitScreen, _argument: str = "") -> None:
    """In a small window the whole script instead of the notes, and back."""
    screen.toggle_class("-reading")
    if not screen.has_class("-reading"):
        screen.focus_notes()


def contact(screen: CockpitScreen, _argument: str = "") -> None:
    screen.remove_class("-agreeing", "-looking")
    screen.set_focus(screen.query_one("#contact", LineInput))


def stamp(screen: CockpitScreen, _argument: str = "") -> None:
    if screen.desk.hand is not None:
        screen.focus_notes()
        screen.query_one("#notes", NotesArea).stamp(dates.clock(screen.desk.session.local_now()))


def method(screen: CockpitScreen, _argument: str = "") -> None:
    screen.desk.next_method()
    panes.show_agreement(screen)
    panes.show_script(screen)


def read_back(screen: CockpitScreen, _argument: str = "") -> None:
    """The agreement was read back; only a whole one can be."""
    hand = screen.desk.hand
    if hand is None:
        return
    if not hand.understood.is_promise:
        screen.say(_("There is nothing to read back yet: an amount and a day first."))
        return
    hand.change(replace(hand.call, read_back=not hand.call.read_back))
    panes.show_agreement(screen)


def voicemail(screen: CockpitScreen, _argument: str = "") -> None:
    _detour(screen, "voicemail")


def third_party(screen: CockpitScreen, _argument: str = "") -> None:
    _detour(screen, "third-party")


def _detour(screen: CockpitScreen, name: str) -> None:
    screen.detour = "" if screen.detour == name else name
    panes.show_script(screen)
    footer.show_keys(screen)


def dial(screen: CockpitScreen, _argument: str = "") -> None:
    """Hand the number to the softphone; without one it stands at the foot of the script."""
    number = screen.desk.dial_target()
    if not number:
        screen.say(_("No telephone number is known: write it at the preparation when you find it."))
        return
    setting = screen.desk.session.settings.dial
    if not setting:
        return
    try:
        outside.start(outside.dial_command(setting, number))
    except outside.NotStarted as error:
        if screen.desk.session.settings.dial != Settings().dial:
            screen.say(
                _("{program} could not be started. Dial {number}").format(
                    program=error.program, number=number
                )
            )


def kind(screen: CockpitScreen, _argument: str = "") -> None:
    screen.desk.next_kind()
    panes.show_hand(screen)


def speak(screen: CockpitScreen, _argument: str = "") -> None:
    hand = screen.desk.hand
    if hand is not None:
        hand.speak("en" if hand.call.language == "nl" else "nl")
        panes.show_hand(screen)


def sources(screen: CockpitScreen, _argument: str = "") -> None:
    screen.with_sources = not screen.with_sources
    panes.show_script(screen)


# -- ending --------------------------------------------------------------------------------------------


def end_call(screen: CockpitScreen, _argument: str = "") -> None:
    """Who was reached and what was said; then wrapping up; then the next debtor."""
    from cockpit.screens.outcome import OutcomeScreen

    hand = screen.desk.hand
    if hand is None:
        return
    if hand.call.phase is Phase.PREPARE:
        screen.say(_("There is no call to end: {key} goes on.").format(key=screen.key_label("next")))
        return
    screen.flush()
    screen.app.push_screen(OutcomeScreen(screen.desk), lambda outcome: _outcome_given(screen, outcome))


def _outcome_given(screen: CockpitScreen, outcome: Outcome | None) -> None:
    """A talk is wrapped up; when nobody was reached, what follows was shown already and is saved at once."""
    from cockpit.screens.wrap_up import WrapUpScreen

    hand = screen.desk.hand
    if outcome is None or hand is None:
        return
    hand.change(replace(hand.call.hang_up(screen.desk.session.now()), outcome=outcome))
    panes.show_hand(screen)
    if outcome.spoke_to_right_person:
        screen.app.push_screen(WrapUpScreen(screen.desk), lambda saved: _wrapped_up(screen, saved))
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


# -- queue -----------------------------------------------------------------------------------------------


def queue(screen: CockpitScreen, _argument: str = "") -> None:
    """To the queue and back."""
    if screen.focused is screen.query_one(QueueList) and screen.desk.is_live:
        screen.focus_notes()
    else:
        screen.preparing = False
        screen.focus_queue()
        footer.show_keys(screen)


def find(screen: CockpitScreen, _argument: str = "") -> None:
    """Somebody rings back: type a few letters of anything."""
    screen.add_class("-searching", "-looking")
    screen.set_focus(screen.query_one("#search", LineInput))


def leave_search(screen: CockpitScreen) -> None:
    """The whole queue again, the focus where it was."""
    screen.query_one("#search", LineInput).fill("")
    screen.remove_class("-searching")
    panes.show_queue(screen)


def close_search(screen: CockpitScreen) -> None:
    """Back to the whole queue."""
    leave_search(screen)
    if screen.desk.is_live:
        screen.focus_notes()
    else:
        screen.focus_queue()


def skip(screen: CockpitScreen, _argument: str = "") -> None:
    """Set a debtor aside until tomorrow, with a reason."""
    hand = screen.desk.hand
    if hand is None or screen.desk.is_live:
        screen.say(_("In a call nobody can be skipped."))
        return
    name = hand.account.debtor.name

    def skipped(reason: str | None) -> None:
        if reason is None:
            return
        following = screen.desk.next_debtor()
        screen.desk.skip(reason)
        if following is not None:
            screen.choose(following)
        panes.show_all(screen)
        screen.focus_queue()
        screen.say(
            _("{name} comes back tomorrow. {key} takes that back.").format(
                name=name, key=screen.key_label("undo")
            )
        )

    title = _("Skip {name} today. What is the reason?").format(name=name)
    screen.app.push_screen(WriteLine(title), skipped)


def undo(screen: CockpitScreen, _argument: str = "") -> None:
    if screen.desk.undo():
        panes.show_all(screen)
        screen.say(_("Taken back."))
    else:
        screen.say(_("There is nothing to take back."))


# -- preparation ------------------------------------------------------------------------------------------


def write_item(screen: CockpitScreen, item: str) -> None:
    """Write at an item of the preparation."""
    from cockpit.screens.views.preparation_view import item_label

    hand = screen.desk.hand
    if hand is None:
        return

    def written(text: str | None) -> None:
        if text is not None and screen.desk.hand is hand:
            hand.change(hand.call.answer(item, text))
            panes.show_preparation(screen)

    screen.app.push_screen(WriteLine(item_label(item), hand.call.answer_to(item)), written)


# -- other screens -------------------------------------------------------------------------------------------


def leader(screen: CockpitScreen, _argument: str = "") -> None:
    """All actions by one letter."""
    hand = screen.desk.hand
    cards = [(_digit(o.number), o.id) for o in hand.playbook.objections] if hand else []

    def asked(name: str | None) -> None:
        if name is not None:
            screen.action_request(name)

    screen.app.push_screen(Leader(cards), asked)


def kept(screen: CockpitScreen, _argument: str = "") -> None:
    screen.flush()
    hand = screen.desk.hand
    if hand is None or hand.unsaved is None:
        screen.say(_("Everything is saved while you type."))


def language(screen: CockpitScreen, _argument: str = "") -> None:
    """The other language, while everything stays in its place."""
    from cockpit.language import current, use

    use("en" if current() == "nl" else "nl")
    footer.retitle(screen)
    screen.query_one(QueueList).restyle()
    panes.show_all(screen)
    screen.say(labels.language(current()))


def opens(module: str, name: str) -> Request:
    """A request that opens a screen of its own, loaded when it is first wanted."""

    def request(screen: CockpitScreen, _argument: str = "") -> None:
        from importlib import import_module

        getattr(import_module(f"cockpit.screens.{module}"), name)(screen)

    return request


def palette(screen: CockpitScreen, _argument: str = "") -> None:
    screen.app.action_command_palette()


REQUESTS: Mapping[str, Request] = {
    "next": go_on,
    "back": back,
    "escape": escape,
    "outcome": end_call,
    "objection": objection,
    "agreement": agreement,
    "script": script,
    "contact": contact,
    "stamp": stamp,
    "method": method,
    "read-back": read_back,
    "voicemail": voicemail,
    "third-party": third_party,
    "dial": dial,
    "kind": kind,
    "speak": speak,
    "sources": sources,
    "queue": queue,
    "find": find,
    "skip": skip,
    "undo": undo,
    "write-item": write_item,
    "leader": leader,
    "kept": kept,
    "language": language,
    "palette": palette,
    "invoices": opens("invoices", "open_invoices"),
    "history": opens("history", "open_history"),
    "import": opens("import_file", "open_import"),
    "theme": opens("themes", "open_themes"),
    "settings": opens("settings", "open_settings"),
    "help": opens("help", "open_help"),
    "quit": opens("leaving", "ask_to_leave"),
}
