"""Wrapping up: what will be saved, the mail, the diary, and twenty seconds to look back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from cockpit.core.agreement import State
from cockpit.core.call import Evaluation
from cockpit.core.outcome import Outcome, Reach
from cockpit.core.standing import with_agreement
from cockpit.desk import outside
from cockpit.desk.desk import Desk
from cockpit.desk.handing_over import for_collector, handover, write_calendar, write_mail
from cockpit.desk.session import Session
from cockpit.desk.wrapping import WrapUp, prepare, save
from cockpit.handover.facts import Handover
from cockpit.handover.files import safe_name
from cockpit.handover.mail import mailto, plain_body
from cockpit.handover.paying import Transfer, transfer, wrong_references
from cockpit.handover.summary import closing_summary, read_back
from cockpit.handover.texts import question
from cockpit.language import N_, _, current, mail_sentences, sentences
from cockpit.screens import sending, sizes
from cockpit.screens.beside import Beside
from cockpit.screens.outcome import consequence
from cockpit.screens.own_words import OwnWordsScreen
from cockpit.screens.payment_code import PaymentCodeScreen
from cockpit.store.port import StoreError
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.plain import Plain

_ROOM_FOR_KEYS = 20  # lines of a window in which a second line of keys takes nothing away that is read

_EVALUATION = {
    "went_well": N_("Went well"),
    "better": N_("Could be better"),
    "next_time": N_("Next time"),
}


class WrapUpScreen(ModalScreen[str | None]):
    """Shows what will be saved and makes the handover. The next key saves; Escape goes back to the talk."""

    VERTICAL_BREAKPOINTS = sizes.SHORT_OR_TALL
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back to the talk"), show=False),
        Binding("pageup", "turn(-1)", N_("Page up"), show=False),
        Binding("pagedown", "turn(1)", N_("Page down"), show=False),
        Binding("enter,tab", "next_field", N_("Next field"), show=False, priority=True),
        Binding("f5", "save", N_("Save"), id="next", show=False, priority=True),
        Binding("f2", "mail", N_("Mail"), show=False, priority=True),
        Binding("f3", "mailto", N_("Mail program"), show=False, priority=True),
        Binding("f4", "copy", N_("Copy"), show=False, priority=True),
        Binding("f7", "code", N_("payment code"), show=False, priority=True),
        Binding("f12", "send", N_("send"), show=False, priority=True),
        Binding("f6", "own_words", N_("Words of your own"), show=False, priority=True),
        Binding("f8", "calendar", N_("Calendar"), show=False, priority=True),
    ]

    def __init__(self, desk: Desk, next_key: str) -> None:
        super().__init__()
        assert desk.hand is not None
        self.desk = desk
        self._next_key = next_key
        self.hand = desk.hand
        self.wrap_up: WrapUp = prepare(self.hand, self.hand.call.outcome or Outcome(Reach.NO_ANSWER))
        self._mailed = False

    def compose(self) -> ComposeResult:
        sizes.fit(self)
        with Vertical(id="wrap-up"):
            with VerticalScroll(id="wrap-up-text", can_focus=False):
                yield Plain("", id="summary")
            for name, label in _EVALUATION.items():
                with Horizontal(classes="field"):
                    yield Plain(_(label), classes="label")
                    yield LineInput(id=f"look-{name}", compact=True, select_on_focus=False)
            yield Plain("", id="wrap-up-said")
        yield KeyBar(id="wrap-up-keys")
        yield KeyBar(id="wrap-up-more")

    def on_mount(self) -> None:
        self.query_one("#wrap-up").border_title = Content(_("Wrap up"))
        for name in _EVALUATION:
            self._line(name).fill(getattr(self.hand.call.evaluation, name))
        self._show()
        self.set_focus(self._line("went_well"))

    def on_resize(self) -> None:
        self._show_keys()

    @on(Input.Changed)
    def _evaluated(self) -> None:
        values = {name: self._line(name).value for name in _EVALUATION}
        self.hand.type(replace(self.hand.call, evaluation=Evaluation(**values)))
        self.hand.keep()

    def action_next_field(self) -> None:
        """To the next of the three lines; from the last one nowhere."""
        names = list(_EVALUATION)
        now = next((n for n, name in enumerate(names) if self._line(name) is self.focused), -1)
        self.set_focus(self._line(names[min(now + 1, len(names) - 1)]))

    def _line(self, name: str) -> LineInput:
        return self.query_one(f"#look-{name}", LineInput)

    def action_turn(self, by: int) -> None:
        """Scroll the text that does not fit; the focus stays in the lines."""
        text = self.query_one("#wrap-up-text")
        page = max(text.size.height - 1, 1)
        text.scroll_to(y=text.scroll_offset.y + by * page, animate=False, immediate=True)

    def action_leave(self) -> None:
        self.dismiss(None)

    def action_save(self) -> None:
        """Write everything, whole or not at all."""
        wrap_up = self.wrap_up
        if wrap_up.agreement is not None and (self._mailed or self.desk.post.was_sent(self.facts())):
            mailed = wrap_up.agreement.to(State.MAILED, self.desk.session.now())
            wrap_up = replace(wrap_up, agreement=mailed, standing=with_agreement(wrap_up.standing, mailed))
        try:
            save(self.hand, wrap_up)
        except StoreError as error:
            self.say(_("Not saved: {why} Everything is still here.").format(why=sentences.store_error(error)))
            return
        self.dismiss(_("Saved. {consequence}").format(consequence=consequence(wrap_up, self.desk)))

    def action_mail(self) -> None:
        """The confirmation mail as a draft, opened in the mail program."""
        self._hand_out(write_mail, mailed=True)

    def action_send(self) -> None:
        """The confirmation mail through the user's own mail server."""
        sending.send(self)

    def action_code(self) -> None:
        """The payment code in the window."""
        paid = transfer(for_collector(self.facts(), current()))
        if isinstance(paid, Transfer):
            self.app.push_screen(PaymentCodeScreen(paid))
        else:
            self.say(mail_sentences.no_code(paid))

    def action_own_words(self) -> None:
        """A few words of one's own in the mail."""
        screen = OwnWordsScreen(
            self.hand.call, self.desk.wording, self._write_own, lambda: plain_body(self.facts())
        )
        self.app.push_screen(screen)

    def _write_own(self, words: str) -> None:
        self.hand.type(replace(self.hand.call, own_words=words))
        self.hand.keep()
        self.wrap_up = replace(self.wrap_up, call=replace(self.wrap_up.call, own_words=words))

    def action_calendar(self) -> None:
        """The follow-ups as a calendar file."""
        self._hand_out(write_calendar, mailed=False)

    def action_mailto(self) -> None:
        """A new mail in the mail program, without a file."""
        try:
            outside.start(outside.opener(mailto(self.facts())))
        except outside.NotStarted:
            self.say(_("No mail program could be started here; F2 writes the draft as a file."))
        else:
            self._mailed = True
            self.say(_("The mail program has the draft."))

    def action_copy(self) -> None:
        """The mail's text on the clipboard."""
        self.app.copy_to_clipboard(plain_body(self.facts()))
        self._mailed = True
        self.say(_("The text of the mail is on the clipboard."))

    def facts(self) -> Handover:
        """All facts of this call, in the debtor's language."""
        w = self.wrap_up
        return handover(
            self.desk.session, self.hand.account, self.hand.standing, w.call, w.agreement, w.follow_ups
        )

    def _hand_out(self, write: Callable[[Session, Handover], Path | None], mailed: bool) -> None:
        session, facts = self.desk.session, self.facts()
        try:
            path = Beside(lambda: write(session, facts)).in_time(session.outbox)
        except StoreError as error:
            self.say(sentences.store_error(error))
            return
        if path is None:
            self.say(_("Nothing of this call has to come back on a day: there is no calendar entry."))
            return
        self._mailed = self._mailed or mailed
        try:
            outside.start(outside.opener(str(path)))
        except outside.NotStarted:
            self.say(_("Written: {path}").format(path=path))
        else:
            self.say(_("Opened: {path}").format(path=path))

    def is_about(self, call: str) -> bool:
        """Whether this is the wrap-up of a call, by its name in the outbox."""
        return safe_name(self.hand.call.id) == call

    def say(self, text: str) -> None:
        """One sentence below everything; it stays until the next."""
        for line in self.query("#wrap-up-said").results(Plain):  # none while the cockpit is being closed
            line.show(text)

    def _show(self) -> None:
        h = self.facts()
        mine = closing_summary(for_collector(h, current()))
        parts: list[Content] = []
        spoken = read_back(h)
        if spoken:
            parts += [
                Content.styled(_("To read back"), "bold $accent"),
                Content.styled(f"“{spoken}”", "$script-now"),
                Content(""),
            ]
        parts.append(Content.assemble((_("Saved will be") + ": ", "bold $accent"), mine.outcome))
        for code, answer in mine.answers:
            parts.append(Content.assemble((f"{question(code, current())}  ", "$muted"), answer))
        parts += [Content(f"  {line}") for line in mine.payments]
        for line in mine.our_actions:
            parts.append(Content.assemble(("→ ", "$promised"), line))
        for number in wrong_references(h):
            parts.append(Content.styled(f"✗ {mail_sentences.wrong_reference(number)}", "$gap"))
        if waiting := len(self.desk.post.waiting()):
            parts.append(Content.styled(f"✗ {sending.outbox_line(waiting)}", "$gap"))
        parts += [Content(""), Content.styled(consequence(self.wrap_up, self.desk), "bold $cue")]
        self.query_one("#summary", Plain).show(Content("\n").join(parts))
        self._show_keys()

    def _show_keys(self) -> None:
        """All keys, on a second line as far as the first has no room; a very low window has none to spare."""
        width, height = self.app.size
        left = self.query_one("#wrap-up-keys", KeyBar).keys(self._keys(), width)
        more = self.query_one("#wrap-up-more", KeyBar)
        more.display = bool(left) and height >= _ROOM_FOR_KEYS
        more.keys(left, width, leads=False)

    def _keys(self) -> list[tuple[str, str]]:
        """The keys in the order of their weight here."""
        keys = [(self._next_key, _("save, next debtor"))]
        if self.desk.post.is_set_up:
            keys.append(("f12", _("send")))
        keys += [("f2", _("draft")), ("f3", _("mail program")), ("f6", _("own words"))]
        if isinstance(transfer(self.facts()), Transfer):
            keys.append(("f7", _("payment code")))
        keys += [("f4", _("copy")), ("f8", _("calendar")), ("escape", _("back"))]
        return keys
