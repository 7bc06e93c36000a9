"""A payment plan: by number or by amount, a rhythm, a first day; every instalment can be changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from cockpit.core.money import Money
from cockpit.core.plan import Plan
from cockpit.core.text import shorten
from cockpit.desk import moments, planning
from cockpit.desk.calling import CallInHand
from cockpit.desk.plan_sheet import PlanSheet
from cockpit.language import N_, _, amounts, dates, plan_sentences, sentences
from cockpit.screens import panes
from cockpit.screens.small import Pick, ReadLine, WriteLine, numbered
from cockpit.screens.views import plan_view
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.line_list import Line, LineList
from cockpit.widgets.plain import Plain, whole_words

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

_LABELS = {"number": N_("instalments"), "amount": N_("or each time"), "first": N_("first day")}
_AROUND, _MOST_LINES = 14, 20
"""The lines of the dialog beside its table, when limits are passed, and the longest table."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was decided: a plan, the order of the invoices and, beyond the room to move, the reason; or no
    plan any more."""

    plan: Plan | None
    order: tuple[str, ...] = ()
    reason: str = ""


def open_plan(screen: CockpitScreen) -> None:
    """Make or change the plan of the agreement in hand."""
    hand = screen.desk.hand
    if hand is None or not hand.call.is_live:
        screen.say(_("A plan is made during a call."))
        return
    total = planning.total_of(hand)
    if total is None:
        screen.say(_("Nothing is open to make a plan for."))
        return

    def made(result: Made | None) -> None:
        if result is not None and screen.desk.hand is hand:
            _take(screen, hand, result)
        panes.show_all(screen)
        screen.focus_notes()

    screen.app.push_screen(PlanScreen(hand, total, screen.key_of("next")), made)


def _take(screen: CockpitScreen, hand: CallInHand, made: Made) -> None:
    if made.plan is None:
        planning.drop(hand)
        screen.say(plan_sentences.dropped(screen.key_label("undo")))
    else:
        planning.take(hand, made.plan, made.order, made.reason)
        screen.say(plan_sentences.in_short(made.plan))


class PlanScreen(ModalScreen[Made | None]):
    """F5 takes the plan into the agreement, Escape leaves everything as it was."""

    CSS = """
    PlanScreen .dialog { width: 96%; max-width: 110; height: auto; padding: 0 1; }
    PlanScreen .label { width: 14; }
    PlanScreen .field LineInput { width: 20; }
    PlanScreen .reading { width: 1fr; padding-left: 1; color: $promised; text-wrap: nowrap;
        text-overflow: ellipsis; }
    PlanScreen .reading.-wrong { color: $gap; }
    PlanScreen #plan-rhythm { width: 1fr; padding-left: 1; }
    PlanScreen #plan-head { margin-top: 1; height: 1; text-wrap: nowrap; }
    PlanScreen LineList { height: auto; min-height: 2; }
    PlanScreen #plan-limits { color: $gap; height: auto; max-height: 3; }
    PlanScreen #plan-keys { margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("f5", "accept", N_("Take"), id="next", show=False, priority=True),
        Binding("f6", "rhythm", N_("Rhythm"), show=False, priority=True),
        Binding("f7", "order", N_("Which invoice first"), show=False, priority=True),
        Binding("f8", "drop", N_("No plan"), show=False, priority=True),
        Binding("ctrl+r", "undo", N_("Undo"), id="undo", show=False, priority=True),
        Binding("d,D", "day", N_("Day"), show=False),
        Binding("delete", "remove", N_("Away"), show=False),
        Binding("down", "app.focus_next", N_("Next field"), show=False),
        Binding("up", "app.focus_previous", N_("Previous field"), show=False),
    ]

    def __init__(self, hand: CallInHand, total: Money, next_key: str) -> None:
        super().__init__()
        self.hand = hand
        self.sheet = PlanSheet(hand, total)
        self._next_key = next_key

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            for name, label in _LABELS.items():
                with Horizontal(classes="field"):
                    yield Plain(_(label), classes="label")
                    digits = r"[0-9]{0,3}" if name == "number" else None
                    yield LineInput(self.sheet.typed(name), id=f"plan-{name}", compact=True, restrict=digits)
                    yield Plain("", id=f"plan-{name}-said", classes="reading")
            with Horizontal(classes="field"):
                yield Plain(_("rhythm"), classes="label")
                yield Plain("", id="plan-rhythm")
            yield Plain("", id="plan-head")
            yield LineList(id="terms", compact=True)
            yield Plain("", id="plan-sum")
            yield Plain("", id="plan-limits")
            yield KeyBar(id="plan-keys")

    def on_mount(self) -> None:
        name = shorten(self.hand.account.debtor.name, 30)
        title = _("Payment plan · {name} · {amount}")
        total = amounts.money(self.sheet.total)
        self.query_one(".dialog").border_title = Content(title.format(name=name, amount=total))
        self._box("number").focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def on_descendant_focus(self) -> None:
        self._show_keys()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        name = next(name for name in _LABELS if self._box(name) is event.input)
        if event.value != self.sheet.typed(name):
            self.sheet.type(name, event.value)
            self._fill()
            self._show()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.focus_next()

    @on(OptionList.OptionSelected)
    async def _amount(self) -> None:
        self.run_worker(self._ask_amount(), exclusive=True)

    def action_day(self) -> None:
        """Another day for the highlighted instalment."""
        if self._place is not None:
            self.run_worker(self._ask_day(), exclusive=True)

    def action_remove(self) -> None:
        """The plan without the highlighted instalment."""
        if self._place is not None:
            self.sheet.remove(self._place)
            self._show()

    def action_rhythm(self) -> None:
        """Every week, every two weeks, every month."""
        self.sheet.next_rhythm()
        self._show()

    def action_undo(self) -> None:
        """The plan as it was before the last change."""
        self.sheet.undo()
        self._fill()
        self._show()

    def action_order(self) -> None:
        """Choose the invoice that is paid before the others; by itself that is the oldest."""
        items = [i for i in self.hand.understood.covers if not i.is_credit]
        lines = [(i.number, f"{i.number} · {amounts.money(i.open)}") for i in items]

        def chosen(number: str | None) -> None:
            if number is not None:
                self.sheet.pay_first(number)
                self._show()

        self.app.push_screen(Pick(_("Which invoice is paid first?"), numbered(lines)), chosen)

    def action_accept(self) -> None:
        """Take the plan; one that goes further than was set beforehand needs a reason."""
        sheet = self.sheet
        if sheet.plan is None or sheet.wrong or sheet.refused is not None:
            return
        if sheet.passed:
            why = _("What is the reason to go further? It comes back as a question for our own house.")
            question = f"{plan_view.limit_lines(sheet.passed)}\n\n{why}"
            self.app.push_screen(WriteLine(question, self.hand.call.entry.beyond, needed=True), self._further)
        else:
            self.dismiss(Made(sheet.plan, sheet.order))

    def _further(self, reason: str | None) -> None:
        if reason is not None:
            self.dismiss(Made(self.sheet.plan, self.sheet.order, reason))

    def action_drop(self) -> None:
        """One payment again."""
        if self.hand.understood.plan is not None:
            self.dismiss(Made(None))

    def action_leave(self) -> None:
        self.dismiss(None)

    @property
    def _place(self) -> int | None:
        """The highlighted instalment, when the table has the focus."""
        table = self.query_one(LineList)
        return int(table.chosen) if self.focused is table and table.chosen is not None else None

    async def _ask_amount(self) -> None:
        place, plan = self._place, self.sheet.plan
        if place is None or plan is None:
            return
        title = _("Instalment {n}: which amount?").format(n=place + 1)
        typed = await self._ask(title, self._say_amount, amounts.typed(plan.terms[place].amount))
        if typed is not None:
            self.sheet.set_amount(place, self.sheet.read_amount(typed))
            self._show()

    async def _ask_day(self) -> None:
        place, plan = self._place, self.sheet.plan
        if place is None or plan is None:
            return
        title = _("Instalment {n}: on which day?").format(n=place + 1)
        typed = await self._ask(title, self._say_day, moments.as_typed(plan.terms[place].due))
        if typed is not None:
            self.sheet.set_day(place, self.sheet.read_day(typed).day)
            self._show()

    async def _ask(self, title: str, read: Callable[[str], str], text: str) -> str | None:
        return await self.app.push_screen_wait(ReadLine(title, read, text))

    def _say_amount(self, text: str) -> str:
        return amounts.money(self.sheet.read_amount(text))

    def _say_day(self, text: str) -> str:
        reading = self.sheet.read_day(text)
        return dates.day(reading.day) + ("" if reading.certain else " ?")

    # -- what is shown ---------------------------------------------------------------------------------

    def _box(self, name: str) -> LineInput:
        return self.query_one(f"#plan-{name}", LineInput)

    def _fill(self) -> None:
        for name in _LABELS:
            self._box(name).fill(self.sheet.typed(name))

    def _show(self) -> None:
        table, sheet = self.query_one(LineList), self.sheet
        for name in _LABELS:
            self._show_reading(name)
        self.query_one("#plan-rhythm", Plain).show(f"{plan_sentences.rhythm(sheet.rhythm)}  (F6)")
        width = table.size.width - 3
        covers = self.hand.understood.covers
        lines = plan_view.rows(sheet.plan, covers, sheet.order, width) if sheet.plan else []
        self.query_one("#plan-head", Plain).show(plan_view.head(width) if lines else "")
        inside = self.size.height * 94 // 100 - _AROUND
        table.styles.max_height = max(min(inside, _MOST_LINES), 2)
        table.show([Line(str(n), line) for n, line in enumerate(lines)])
        self.query_one("#plan-sum", Plain).show(plan_view.sum_line(sheet.plan) if sheet.plan else "")
        self.query_one("#plan-limits", Plain).show(plan_view.trouble(sheet))
        self._show_keys()

    def _show_reading(self, name: str) -> None:
        error, said = self.sheet.wrong.get(name), plan_view.reading(self.sheet, name)
        reading = self.query_one(f"#plan-{name}-said", Plain)
        reading.set_class(error is not None, "-wrong")
        if said:
            said = whole_words(f"= {said}", reading.content_size.width)
        reading.show(f"✗ {sentences.not_understood(error)}" if error else said)

    def _show_keys(self) -> None:
        keys = [(self._next_key, _("into the agreement"))]
        if self._place is not None:
            keys += [("enter", _("amount")), ("d", _("day")), ("del", _("away"))]
        elif self.sheet.plan is not None:
            keys.append(("↓", _("change a line")))
        keys += [("f8", _("no plan"))] if self.hand.understood.plan else []
        keys += [("ctrl+r", _("undo")), ("f7", _("first invoice")), ("esc", _("cancel"))]
        bar = self.query_one(KeyBar)
        bar.keys(keys, bar.size.width)
