"""What we give and what we get in return: the figures with their calculation, then one concession (S1.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from cockpit.core.concession_terms import ConcessionTerms, Gift
from cockpit.core.room import Breach
from cockpit.core.text import shorten
from cockpit.desk import conceding
from cockpit.desk.calling import CallInHand
from cockpit.desk.charges import charges, promises
from cockpit.language import N_, _, amounts, current, dates, money_sentences
from cockpit.language.errors import NotUnderstood
from cockpit.screens import panes
from cockpit.screens.concession_form import ConcessionForm
from cockpit.screens.small import WriteLine
from cockpit.screens.views.charges_view import charges_view, heading
from cockpit.screens.views.plan_view import limit_lines
from cockpit.screens.views.whom_rows import rows_of_law
from cockpit.screens.whom import ask_which
from cockpit.widgets.choices import Choice, Choices
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.plain import Plain

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Given:
    """A concession as it was made up: words for the customer, and terms; none of these: nothing is given.

    `beyond` is the reason to give more than was set beforehand.
    """

    words: str = ""
    terms: ConcessionTerms | None = None
    beyond: str = ""


def open_concessions(screen: CockpitScreen) -> None:
    """Show what could be asked for, and take a concession into the agreement of the call in hand."""
    hand = screen.desk.hand
    if hand is None:
        screen.say(_("Choose a debtor first."))
        return

    def closed(given: Given | None) -> None:
        if given is not None and screen.desk.hand is hand:
            if given.terms is None:
                conceding.take_away(hand)
            else:
                conceding.give(hand, given.words, given.terms, given.beyond)
        panes.show_all(screen)
        if screen.desk.is_live:
            screen.focus_notes()

    screen.app.push_screen(ConcessionScreen(hand, screen.key_of("next")), closed)


class ConcessionScreen(ModalScreen[Given | None]):
    """First what we give, then what it is worth and what stands against it. Escape goes one step back."""

    CSS = """
    ConcessionScreen .dialog { width: 97%; max-width: 112; height: 94%; padding: 0 1; }
    ConcessionScreen #gifts { height: auto; margin-bottom: 1; }
    ConcessionScreen ConcessionForm { display: none; }
    ConcessionScreen.-making ConcessionForm { display: block; }
    ConcessionScreen.-making #gifts { display: none; }
    ConcessionScreen #sums { height: 1fr; scrollbar-size-vertical: 1; border-top: solid $pane-border; }
    ConcessionScreen #sums-text { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False, priority=True),
        Binding("f5", "accept", N_("Take"), id="next", show=False, priority=True),
        Binding("f2", "facts", N_("Who owes it"), show=False, priority=True),
        Binding("tab,enter", "step(1)", N_("Next field"), show=False),
        Binding("shift+tab", "step(-1)", N_("Previous field"), show=False),
        Binding("pageup", "turn(-1)", N_("Page up"), show=False, priority=True),
        Binding("pagedown", "turn(1)", N_("Page down"), show=False, priority=True),
    ]

    def __init__(self, hand: CallInHand, next_key: str) -> None:
        super().__init__()
        self._hand, self._next_key = hand, next_key
        self._charges = charges(hand)
        self._gift: Gift | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Choices(id="gifts")
            yield ConcessionForm(self._charges.currency, self._day)
            with VerticalScroll(id="sums", can_focus=False):
                yield Plain("", id="sums-text")
            yield KeyBar()

    def on_mount(self) -> None:
        name = shorten(self._hand.account.debtor.name, 40)
        self.query_one(".dialog").border_title = Content(f"{name} · {_('what we give')}")
        self._offer()
        self.query_one("#gifts", Choices).focus()

    def _offer(self) -> None:
        """The gifts with what each comes to now."""
        self.query_one(".dialog").border_subtitle = Content(heading(self._charges))
        given = self._hand.call.entry.gives
        self.query_one("#gifts", Choices).offer(self._offers(), given.gift.value if given else None)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _offers(self) -> list[Choice]:
        offers = []
        for number, gift in enumerate(Gift, 1):
            value = conceding.proposed(self._hand, gift, self._charges).value
            detail = amounts.money(value) if value is not None else ""
            offers.append(Choice(gift.value, str(number), money_sentences.gift(gift), detail))
        if self._hand.call.entry.in_return:
            offers.append(Choice(_NOTHING, "0", _("nothing is given any more")))
        return offers

    def _show(self) -> None:
        text = charges_view(self._charges, max(self.query_one("#sums").size.width - 2, 30))
        self.query_one("#sums-text", Plain).show(text)
        bar = self.query_one(KeyBar)
        if self._gift is None:
            pairs = [("esc", _("back")), (_("digit"), _("what we give")), ("f2", _("who owes it, letter"))]
            pairs.append(("PgDn", _("the calculation")))
        else:
            going = (self._next_key, _("into the agreement"))
            pairs = [going, ("tab", _("next field")), ("PgDn", _("the calculation")), ("esc", _("back"))]
        bar.keys(pairs, bar.size.width)

    # -- what is given ------------------------------------------------------------------------------------

    @on(Choices.Taken, "#gifts")
    def _chosen(self, event: Choices.Taken) -> None:
        if event.choice == _NOTHING:
            self.dismiss(Given())
        else:
            self._make(Gift(event.choice))

    def _make(self, gift: Gift) -> None:
        """Show the boxes of a gift, filled with what was typed before or else with what we propose."""
        self._gift = gift
        entry = self._hand.call.entry
        found = conceding.proposed(self._hand, gift, self._charges)
        before = entry.gives if entry.gives and entry.gives.gift is gift else None
        words = entry.in_return if before or not entry.gives else ""
        title = money_sentences.gift(gift)
        if found.gap:
            title = f"{title} · {money_sentences.gap(*found.gap)}"
        self.add_class("-making")
        self.query_one(ConcessionForm).begin(
            title,
            before or ConcessionTerms(gift, found.value),
            words or money_sentences.said(gift, self._hand.call.language),
            self._promised(),
        )
        self._show()

    def _promised(self) -> str:
        """What is the return unless something else is asked."""
        found = promises(self._hand)
        if not found:
            return _("first an amount and a day in the agreement, or write it here")
        said = " + ".join(
            _("{amount} on {day}").format(
                amount=amounts.money(p.amount), day=dates.day(p.due, None, "medium")
            )
            for p in found[:2]
        )
        return _("the promise: {what}").format(what=said)

    def _day(self, text: str) -> date:
        session = self._hand.session
        return dates.parse_day(text, session.today(), current(), session.settings.country).day

    # -- keys -----------------------------------------------------------------------------------------------

    def action_accept(self) -> None:
        """Take the concession, if something stands against it."""
        if self._gift is None:
            self.query_one("#gifts", Choices).action_take()
            return
        form = self.query_one(ConcessionForm)
        try:
            terms = form.terms()
        except NotUnderstood:  # what cannot be read is said below the boxes already
            return
        refused = conceding.why_not(self._hand, terms)
        if refused is not None:
            form.refuse(money_sentences.not_given(refused))
        elif not form.words:
            form.refuse(_("say what we give in a few words"))
        elif passed := conceding.passed(self._hand, terms):
            self._ask_further(passed, Given(form.words, terms))
        else:
            self.dismiss(Given(form.words, terms))

    def _ask_further(self, passed: Sequence[Breach], given: Given) -> None:
        """More than was set beforehand takes a reason, which becomes a question for our own house (S1.5)."""
        why = _("What is the reason to go further? It comes back as a question for our own house.")
        question = f"{limit_lines(passed)}\n\n{why}"

        def answered(reason: str | None) -> None:
            if reason is not None:
                self.dismiss(replace(given, beyond=reason))

        self.app.push_screen(WriteLine(question, self._hand.call.entry.beyond, needed=True), answered)

    def action_facts(self) -> None:
        """Answer what decides the sums: who owes it, the letter, what the contract says."""
        if self._gift is None:
            rows = {row.id: f"{row.label}: {row.value}" for row in rows_of_law(self._hand)}
            ask_which(self.app, self._hand, rows, self._worked_out_anew)

    def _worked_out_anew(self) -> None:
        self._charges = charges(self._hand)
        self._offer()
        self._show()

    def action_step(self, by: int) -> None:
        """To the next box, or to the one before."""
        if self._gift is not None:
            self.query_one(ConcessionForm).step(by)

    def action_turn(self, by: int) -> None:
        """Scroll the calculation; the focus stays where it is."""
        sums = self.query_one("#sums")
        page = max(sums.size.height - 1, 1)
        sums.scroll_to(y=sums.scroll_offset.y + by * page, animate=False, immediate=True)

    def action_leave(self) -> None:
        """One step back: from the boxes to the choice, from the choice to the call."""
        if self._gift is None:
            self.dismiss(None)
            return
        self._gift = None
        self.remove_class("-making")
        self.set_focus(self.query_one("#gifts", Choices))
        self._show()
