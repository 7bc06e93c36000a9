"""The outcome in two stages: who was reached, what was said; what follows is shown before it is saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input

from cockpit.core.outcome import NEEDS_MOMENT, Outcome, Reach, Result
from cockpit.core.text import clean_line
from cockpit.desk.calling import CallInHand
from cockpit.desk.desk import Desk
from cockpit.desk.wrapping import WrapUp, prepare
from cockpit.language import N_, _, current, dates, labels, sentences
from cockpit.language.errors import NotUnderstood
from cockpit.screens import sizes
from cockpit.screens.small import numbered
from cockpit.widgets.actions import key_name
from cockpit.widgets.choices import Choices
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.plain import Plain

_MAY_NAME_MOMENT = NEEDS_MOMENT | {Result.CLAIMS_PAID, Result.DISPUTE, Result.CANNOT_PAY}
_MISSING = {
    "result": N_("what was said"),
    "moment": N_("the day (and the hour) that the customer named"),
    "contested": N_("which invoice is contested (its number above), or an agreement without that invoice"),
    "amount": N_("the amount, in the agreement"),
    "when": N_("the day, in the agreement"),
    "room": N_("a reason to go further than was set beforehand"),
    "if_we": N_("what our half is, in the agreement"),
    "if_we_by": N_("by when we do our half, in the agreement"),
}


class OutcomeScreen(ModalScreen[Outcome | None]):
    """Asks; the key that opened it does not confirm it. Escape goes back to the talk."""

    VERTICAL_BREAKPOINTS = sizes.SHORT_OR_TALL
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back to the talk"), show=False),
        Binding("f5", "accept", N_("On"), id="next", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, next_key: str) -> None:
        super().__init__()
        assert desk.hand is not None
        self.desk = desk
        self._next_key = next_key
        self.hand: CallInHand = desk.hand
        self.outcome: Outcome | None = self.hand.call.outcome
        self._bad_moment = ""

    def compose(self) -> ComposeResult:
        sizes.fit(self)
        with Vertical(classes="dialog wide"):
            yield Plain(_("Who was reached?"), id="outcome-title", classes="dialog-title")
            with VerticalScroll(can_focus=False, id="outcome-list"):
                yield Choices(id="reach")
                yield Choices(id="result")
            yield Plain("", id="moment-label", classes="dialog-hint")
            yield LineInput(id="moment", compact=True, select_on_focus=False)
            yield Plain("", id="moment-said")
            yield Plain("", id="consequence")
            yield Plain("", id="outcome-keys", classes="dialog-hint")

    def on_mount(self) -> None:
        self.query_one("#reach", Choices).offer(
            numbered([(r.value, labels.reach(r)) for r in Reach]), self._reached_before()
        )
        self._offer_results()
        self._show()
        self.set_focus(self.query_one("#reach", Choices))

    def on_key(self, event: events.Key) -> None:
        """A key that came before the focus was there goes to the list that is shown."""
        if self.focused is None:
            self.query_one("#reach" if self.query_one("#reach").display else "#result", Choices).on_key(event)

    @on(Choices.Taken, "#reach")
    def _reached(self, event: Choices.Taken) -> None:
        reach = Reach(event.choice)
        right = reach is Reach.RIGHT_PERSON
        self.outcome = Outcome(reach, self._proposed() if right else None)
        self._show()
        if right:
            self._offer_results(self.outcome.result)
            self.set_focus(self.query_one("#result", Choices))
        else:
            self.set_focus(self.query_one("#moment", LineInput))

    def _offer_results(self, taken: Result | None = None) -> None:
        choices = numbered([(r.value, labels.result(r)) for r in Result])
        self.query_one("#result", Choices).offer(choices, taken.value if taken else None)

    def _reached_before(self) -> str | None:
        """Who agreed something was reached: what stands in the agreement is lost with nobody."""
        return None if self.hand.call.entry.is_empty else Reach.RIGHT_PERSON.value

    def _proposed(self) -> Result | None:
        """With an amount and a day in the panel, what was said is a promise."""
        understood = self.hand.understood
        if understood.is_promise and not understood.vague:
            return Result.PART_PROMISE if understood.notes.get("amount") == "part" else Result.PROMISE
        return None

    @on(Choices.Taken, "#result")
    def _said(self, event: Choices.Taken) -> None:
        result = Result(event.choice)
        self.outcome = Outcome(Reach.RIGHT_PERSON, result)
        self._show()
        if result in _MAY_NAME_MOMENT:
            self.set_focus(self.query_one("#moment", LineInput))

    @on(Input.Changed, "#moment")
    def _typed(self, event: Input.Changed) -> None:
        if self.outcome is None:
            return
        self._bad_moment = ""
        said, moment = "", None
        if event.value.strip() and not self._wants_words():
            try:
                local = self.desk.session.local_now()
                reading = dates.parse_moment(event.value, local, current(), self.hand.account.debtor.country)
            except NotUnderstood as error:
                self._bad_moment = said = sentences.not_understood(error)
            else:
                moment = reading.moment.astimezone(UTC)
                said = f"= {dates.moment(reading.moment)}"
        detail = clean_line(event.value) if self._wants_words() else ""
        self.outcome = replace(self.outcome, moment=moment, detail=detail)
        self.query_one("#moment-said", Plain).show(said)
        self._show()

    @on(Input.Submitted, "#moment")
    def _entered(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        """Go on to wrapping up, when nothing is missing any more."""
        wrap_up = self._wrap_up()
        if wrap_up is not None and not wrap_up.missing and not self._bad_moment:
            self.dismiss(self.outcome)
        else:
            self._show()

    def action_leave(self) -> None:
        if self.outcome is not None and self.query_one("#reach", Choices).has_focus is False:
            self.outcome = None
            self.query_one("#moment", LineInput).fill("")
            self._show()
            self.set_focus(self.query_one("#reach", Choices))
        else:
            self.dismiss(None)

    def _wants_words(self) -> bool:
        return self.outcome is not None and self.outcome.result in {
            Result.DISPUTE,
            Result.CLAIMS_PAID,
            Result.CANNOT_PAY,
        }

    def _wrap_up(self) -> WrapUp | None:
        return prepare(self.hand, self.outcome) if self.outcome is not None else None

    def _show(self) -> None:
        right = self.outcome is not None and self.outcome.reach is Reach.RIGHT_PERSON
        self.set_class(right, "-said")
        self.query_one("#reach").display = not right
        self.query_one("#result").display = right
        self.query_one("#outcome-title", Plain).show(_("What was said?") if right else _("Who was reached?"))
        self._show_moment()
        wrap_up = self._wrap_up()
        self.query_one("#consequence", Plain).show(self._consequence(wrap_up))
        ready = wrap_up is not None and not wrap_up.missing and not self._bad_moment
        self.query_one("#outcome-keys", Plain).show(self._keys() if ready else _("Escape back"))

    def _keys(self) -> str:
        spoke = self.outcome is not None and self.outcome.spoke_to_right_person
        words = (
            _("{key} on to the summary · Escape back")
            if spoke
            else _("{key} save, next debtor · Escape back")
        )
        return words.format(key=key_name(self._next_key))

    def _show_moment(self) -> None:
        outcome = self.outcome
        wanted = outcome is not None and (
            outcome.result in _MAY_NAME_MOMENT
            or outcome.reach in {Reach.THIRD_PARTY, Reach.BUSY, Reach.NO_ANSWER, Reach.VOICEMAIL}
        )
        self.query_one("#moment").display = wanted
        self.query_one("#moment-label").display = wanted
        self.query_one("#moment-said").display = wanted
        if self._wants_words():
            label = _("What is it about? (in the customer's words)")
        elif outcome is not None and outcome.result in NEEDS_MOMENT:
            label = _("When did the customer say? For example: tomorrow 10:00, fri half past two")
        else:
            label = _("Another moment than proposed? For example: tomorrow 10:00. Enter takes the proposal.")
        self.query_one("#moment-label", Plain).show(label)

    def _consequence(self, wrap_up: WrapUp | None) -> str:
        if wrap_up is None:
            return ""
        if wrap_up.missing == ("result",):
            return ""
        if wrap_up.missing:
            missing = ", ".join(_(_MISSING.get(name, name)) for name in wrap_up.missing)
            return _("Still missing: {missing}").format(missing=missing)
        parts = (self._contested(wrap_up), self._lost(wrap_up), consequence(wrap_up, self.desk))
        return " ".join(filter(None, parts))

    def _contested(self, wrap_up: WrapUp) -> str:
        outcome = wrap_up.call.outcome
        if outcome is None or outcome.result is not Result.DISPUTE:
            return ""
        if not outcome.invoices:
            return _("All invoices are contested; a number above makes it that one.")
        return _("Contested: {numbers}.").format(numbers=", ".join(outcome.invoices))

    def _lost(self, wrap_up: WrapUp) -> str:
        entry = self.hand.call.entry
        if wrap_up.agreement is not None or entry.is_empty:
            return ""
        return _("What stands in the agreement is not kept then.")


def consequence(wrap_up: WrapUp, desk: Desk) -> str:
    """What saving will do, in words: what comes back and when."""
    if wrap_up.comes_back is None:
        return _("Nothing comes back by itself.")
    local = wrap_up.comes_back.astimezone(desk.session.zone)
    return _("Comes back on {when}.").format(when=dates.moment(local))
