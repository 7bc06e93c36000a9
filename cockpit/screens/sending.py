"""Sending from the screen: the key of the wrap-up, what comes back of it, and what the outbox still holds."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App

from cockpit.desk.mail_server import Problem
from cockpit.desk.sending import Sent, note_sent
from cockpit.language import _, mail_sentences, ngettext, sentences
from cockpit.screens.small import Confirm, Pick
from cockpit.store.port import StoreError
from cockpit.widgets.actions import BY_ID
from cockpit.widgets.choices import Choice

if TYPE_CHECKING:
    from cockpit.desk.desk import Desk
    from cockpit.handover.facts import Handover
    from cockpit.screens.cockpit import CockpitScreen
    from cockpit.screens.history import HistoryScreen
    from cockpit.screens.wrap_up import WrapUpScreen


def send(screen: WrapUpScreen) -> None:
    """Send the mail of the wrap-up; before the first one of a sitting it is asked."""
    post, h = screen.desk.post, screen.facts()
    problem = post.problem(h)
    if problem is not None:
        screen.say(mail_sentences.not_sent(problem))
    elif post.is_on_its_way(h):
        screen.say(_("The mail is on its way."))
    elif post.was_sent(h):
        screen.say(_("This mail was sent already, and goes out once."))
    elif post.is_in_doubt(h):
        doubt = mail_sentences.not_sent(Problem.UNCERTAIN)
        screen.say(f"{doubt} {_('The outbox is where you settle it.')}")
    elif post.agreed and not post.was_sent_otherwise(h):
        _send(screen, h)
    else:
        _ask(screen, h)


async def mail_again(screen: HistoryScreen, h: Handover) -> bool:
    """Send a mail from the history, where there is a mail server; False when it is to be a draft."""
    post = screen.desk.post
    problem = post.problem(h)
    if problem is not None:
        if problem is not Problem.NO_SERVER:
            screen.say(mail_sentences.not_sent(problem))
        return False
    if post.is_on_its_way(h):
        screen.say(_("The mail is on its way."))
        return True
    if post.is_in_doubt(h):
        doubt = mail_sentences.not_sent(Problem.UNCERTAIN)
        screen.say(f"{doubt} {_('The outbox is where you settle it.')}")
        return True
    choices = [
        Choice("no", _("n"), _("not now")),  # Enter alone sends nothing
        Choice("send", "1", _("send it")),
        Choice("draft", "2", _("a draft in the mail program")),
    ]
    how = await screen.ask(Pick(_question(screen.desk, h), choices))
    if how == "send":
        post.agreed = True
        _send(screen, h)
    return how != "draft"


def _question(desk: Desk, h: Handover) -> str:
    """What is asked before a mail goes out: to whom, through whom, and whether he has one already."""
    text = _("Send this mail to {address} through {host}?")
    if desk.post.was_sent_otherwise(h):
        text = _(
            "A mail with other words or figures about this call was sent. Send this one to {address} too?"
        )
    elif desk.post.was_sent(h):
        text = _("This very mail was sent already. Send it to {address} once more?")
    return text.format(address=", ".join(h.addresses()), host=desk.session.settings.smtp_host)


def _ask(screen: WrapUpScreen, h: Handover) -> None:
    post = screen.desk.post

    def answered(answer: str | None) -> None:
        if answer == "yes":
            post.agreed = True
            _send(screen, h)

    screen.app.push_screen(Confirm(_question(screen.desk, h), _("send it"), _("not now")), answered)


def _send(screen: WrapUpScreen | HistoryScreen, h: Handover) -> None:
    try:
        path = screen.desk.post.put(h)
    except StoreError as error:
        screen.say(sentences.store_error(error))
        return
    screen.say(_("On its way to {address} …").format(address=", ".join(h.addresses())))
    dispatch(screen.app, screen.desk, [path])


def dispatch(app: App[Any], desk: Desk, mails: Sequence[Path]) -> None:
    """Send mails of the outbox; what became of them is told when it is known."""

    def then(results: list[Sent]) -> None:
        with suppress(RuntimeError):  # the cockpit was closed meanwhile
            app.call_later(partial(_arrived, app, desk, results))

    desk.post.send(mails, then)


def try_again(screen: CockpitScreen) -> None:
    """When the cockpit is opened: what could not be sent is sent now; what is not, is said."""
    post = screen.desk.post
    waiting = post.waiting()
    if not waiting:
        return
    try:
        mails = post.to_try_again()
    except StoreError:  # this cockpit may only look: the other one sends
        return
    if len(mails) < len(waiting):
        screen.notify(outbox_line(len(waiting) - len(mails)), severity="warning", markup=False, timeout=10)
    if mails:
        dispatch(screen.app, screen.desk, mails)


def outbox_line(count: int) -> str:
    """How many mails were not sent, and where they are."""
    text = ngettext(
        "{n} mail was not sent: the outbox ({key}) has it.",
        "{n} mails were not sent: the outbox ({key}) has them.",
        count,
    )
    return text.format(n=count, key=f"^O {BY_ID['outbox'].leader}")


def _arrived(app: App[Any], desk: Desk, results: Sequence[Sent]) -> None:
    """Note what was sent, say what became of each mail, and show it."""
    from cockpit.screens.history import HistoryScreen
    from cockpit.screens.outbox import OutboxScreen
    from cockpit.screens.wrap_up import WrapUpScreen

    there = [screen for screen in app.screen_stack if screen.is_mounted and screen.is_attached]
    for sent in results:
        try:
            note_sent(desk.session, desk.board, sent)
        except StoreError as error:
            app.notify(sentences.store_error(error), severity="warning", markup=False)
        asked = [s for s in there if isinstance(s, WrapUpScreen) and s.is_about(sent.call)]
        if asked:
            asked[-1].say(told(sent))
        else:
            app.notify(told(sent), severity="warning" if sent.problem else "information", markup=False)
    for screen in there:
        if isinstance(screen, OutboxScreen):
            screen.show()
        elif isinstance(screen, HistoryScreen):
            screen.reload()


def told(sent: Sent) -> str:
    """What became of a mail, in one or two sentences."""
    to = ", ".join(sent.to)
    if not sent.problem:
        return _("Sent to {address}.").format(address=to)
    why = mail_sentences.not_sent(sent.problem, sent.detail)
    if sent.problem == Problem.UNCERTAIN:
        return f"{to}: {why}"
    return _("Not sent to {address}: {why} It waits in the outbox.").format(address=to, why=why)
