"""The outbox: mails that were not sent, each with the reason, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from cockpit.desk import outside
from cockpit.desk.mail_server import Problem
from cockpit.desk.outbox import Posted, Taken
from cockpit.desk.sending import Sent, note_sent, still_holds
from cockpit.language import N_, _, dates, mail_sentences, sentences
from cockpit.screens import panes, writing
from cockpit.screens.sending import dispatch
from cockpit.screens.small import Confirm
from cockpit.store.port import StoreError
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_list import Line, LineList
from cockpit.widgets.plain import Plain, lines

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen


def open_outbox(screen: CockpitScreen) -> None:
    """Show what was not sent; without anything there, say so."""
    if not screen.desk.post.waiting():
        screen.say(_("The outbox is empty: no mail waits."))
        return

    def closed(_nothing: None) -> None:
        panes.show_all(screen)
        if screen.desk.is_live:
            screen.focus_notes()

    writing.flush(screen)
    screen.app.push_screen(OutboxScreen(screen), closed)


class OutboxScreen(ModalScreen[None]):
    """A line per mail, the reason of the highlighted one below. Nothing goes out without its key."""

    CSS = """
    OutboxScreen LineList { height: auto; max-height: 50vh; }
    OutboxScreen #outbox-why { height: auto; margin: 1 0; }
    OutboxScreen #outbox-said { height: auto; color: $done; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f5", "leave", N_("Back"), show=False),
        Binding("v,V", "send", N_("send now"), show=False),
        Binding("a,A", "arrived", N_("it arrived"), show=False),
        Binding("o,O", "open", N_("open as draft"), show=False),
        Binding("x,X", "drop", N_("remove"), show=False),
    ]

    def __init__(self, main: CockpitScreen) -> None:
        super().__init__()
        self._main, self._post = main, main.desk.post
        self._mails: dict[str, Posted] = {}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Plain(_("Outbox: not sent yet"), classes="dialog-title")
            yield LineList(id="outbox", compact=True)
            yield Plain("", id="outbox-why")
            yield Plain("", id="outbox-said")
            yield KeyBar(id="outbox-keys")
            yield KeyBar(id="outbox-more")

    def on_mount(self) -> None:
        self.query_one(LineList).focus()
        self.show()

    def show(self) -> None:
        """The mails as they are now; nothing while the cockpit is being closed."""
        if not self.query(LineList):
            return
        self._mails = {mail.path.name: mail for mail in self._post.waiting()}
        self.query_one(LineList).show([Line(name, _line(mail)) for name, mail in self._mails.items()])
        self._show_why()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_why)

    def on_option_list_option_highlighted(self, _event: OptionList.OptionHighlighted) -> None:
        self._show_why()

    def on_option_list_option_selected(self, _event: OptionList.OptionSelected) -> None:
        self.action_send()

    @property
    def _mail(self) -> Posted | None:
        """The highlighted mail."""
        return self._mails.get(self.query_one(LineList).chosen or "")

    def _show_why(self) -> None:
        if not self.query(LineList):  # asked for later, and closed meanwhile
            return
        mail = self._mail
        why = self._reason(mail) if mail else _("The outbox is empty: no mail waits.")
        about = Content.styled(f"{', '.join(mail.to)} · {mail.subject}", "$muted") if mail else ""
        self.query_one("#outbox-why", Plain).show(lines(about, why))
        width = self.query_one(LineList).size.width or self.app.size.width
        left = self.query_one("#outbox-keys", KeyBar).keys(_keys(mail), width)
        self.query_one("#outbox-more", KeyBar).keys(left, width, leads=False)

    def _reason(self, mail: Posted) -> str:
        """Why it was not sent, and what is to be known before it is."""
        if mail.is_uncertain:
            return mail_sentences.not_sent(Problem.UNCERTAIN)
        known = mail.problem in set(Problem)
        why = mail_sentences.not_sent(mail.problem, mail.detail) if known else _("It was not tried yet.")
        session = self._post.session
        try:
            if session.store.call(mail.call) is None:
                return f"{why} {_('The call is not saved yet: this mail goes out when you send it.')}"
            return why if still_holds(session, mail) else mail_sentences.not_sent(Problem.OUTDATED)
        except StoreError as error:
            return sentences.store_error(error)

    def action_send(self) -> None:
        """Once more. What may have arrived already goes out only after a question."""
        mail = self._mail
        if mail is None:
            return
        if not self._post.is_set_up:
            self._say(mail_sentences.not_sent(Problem.NO_SERVER))
        elif mail.is_uncertain:
            question = _("This mail may have arrived already. Send it once more to {address}?")
            self._ask(question.format(address=", ".join(mail.to)), _("send it"), lambda: self._resend(mail))
        else:
            self._send(mail)

    def action_arrived(self) -> None:
        """The customer has it: it is a mail that was sent."""
        mail = self._mail
        if mail is not None and mail.is_uncertain:
            self._settle(mail, was_sent=True)

    def action_open(self) -> None:
        """The mail in the mail program, as a draft."""
        if self._mail is None:
            return
        try:
            outside.start(outside.opener(str(self._mail.path)))
        except outside.NotStarted:
            self._say(_("Written: {path}").format(path=self._mail.path))

    def action_drop(self) -> None:
        """Away with it; it is asked first."""
        mail = self._mail
        if mail is not None:
            question = _("Remove the mail to {address} for good?").format(address=", ".join(mail.to))
            self._ask(question, _("remove it"), lambda: self._drop(mail))

    def action_leave(self) -> None:
        self.dismiss(None)

    def _ask(self, question: str, yes: str, do: Callable[[], None]) -> None:
        def answered(answer: str | None) -> None:
            if answer == "yes":
                do()

        self.app.push_screen(Confirm(question, yes, _("leave it")), answered)

    def _resend(self, mail: Posted) -> None:
        self._settle(mail, was_sent=False)
        again = next((m for m in self._mails.values() if m.path.name == mail.path.name), None)
        if again is not None and not again.is_uncertain:
            self._send(again)

    def _send(self, mail: Posted) -> None:
        self._say(_("On its way to {address} …").format(address=", ".join(mail.to)))
        dispatch(self.app, self._main.desk, [mail.path])
        self.show()

    def _settle(self, mail: Posted, *, was_sent: bool) -> None:
        outbox, desk = self._post.outbox, self._main.desk
        try:
            if outbox is not None:
                outbox.give_up_doubt(mail.path, was_sent=was_sent)
            if was_sent:
                note_sent(desk.session, desk.board, Sent(mail.call, mail.to, again=mail.is_again))
        except Taken:
            pass
        except StoreError as error:
            self._say(sentences.store_error(error))
        self.show()

    def _drop(self, mail: Posted) -> None:
        try:
            if self._post.outbox is not None:
                self._post.outbox.drop(mail.path)
        except StoreError as error:
            self._say(sentences.store_error(error))
        self.show()

    def _say(self, text: str) -> None:
        self.query_one("#outbox-said", Plain).show(text)


def _line(mail: Posted) -> Content:
    mark = ("? ", "$gap") if mail.is_uncertain else ("✗ ", "$broken") if mail.problem else ("… ", "$muted")
    when = dates.day(mail.written_at.date(), None, "short") if mail.written_at else ""
    to = ", ".join(mail.to) or mail.path.name
    return Content.assemble(mark, (f"{when}  ", "$muted"), f"{to}  ", (mail.subject, "$muted"))


def _keys(mail: Posted | None) -> list[tuple[str, str]]:
    keys = [("escape", _("back"))]
    if mail is not None:
        arrived = [("a", _("it arrived"))] if mail.is_uncertain else []
        keys = [("v", _("send now")), *arrived, ("o", _("open as draft")), ("x", _("remove")), *keys]
    return keys
