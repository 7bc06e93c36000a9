"""The agreement panel: typed freely, read back in full words at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from cockpit.core.call import AgreementEntry
from cockpit.language import N_, _
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.plain import Plain

FIELDS: Mapping[str, str] = {
    "amount": N_("amount"),
    "when": N_("on"),
    "if_we": N_("if we"),
    "if_we_by": N_("by"),
    "in_return": N_("in return"),
}
HINTS: Mapping[str, str] = {
    "when": N_("fri · 27-11 · month end"),
    "if_we": N_("mail an invoice copy"),
    "if_we_by": N_("today 16:30"),
    "in_return": N_("no interest on this"),
}

_TIME_TO_READ = 6  # seconds for the sentence that a plan is gone


@dataclass(frozen=True, slots=True)
class FormView:
    """The typed entry and, per field, its reading (`said`) or the reason that it has none (`wrong`).

    `moments` are the days that are offered: the number that takes one, how it is shown, how it is put in the
    box; `moment_key` takes the first of them from anywhere, and again the next one. `dropped` is what is said
    when a plan makes room for what is typed.
    """

    entry: AgreementEntry = field(default_factory=AgreementEntry)
    said: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    method: str = ""
    covers: str = ""
    status: str = ""
    status_tone: str = "muted"
    moments: Sequence[tuple[str, str, str]] = ()
    moment_key: str = ""
    dropped: str = ""


class AgreementForm(Vertical):
    """The fields of one agreement. It tells what was typed; what it means is worked out elsewhere."""

    DEFAULT_CSS = """
    AgreementForm #form-moments { height: auto; max-height: 2; }
    AgreementForm #form-moments.-empty { display: none; }
    """
    # Priority: the focus is in the next box before the next letter comes.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,tab", "next_field", N_("Next field"), show=False, priority=True),
        Binding("shift+tab", "previous_field", N_("Previous field"), show=False, priority=True),
    ]

    class Typed(Message):
        """The panel changed."""

        def __init__(self, entry: AgreementEntry) -> None:
            super().__init__()
            self.entry = entry

    class Leave(Message):
        """Enter in the last field, or Escape: back to the notes."""

    def compose(self) -> ComposeResult:
        yield Plain("", id="form-title", classes="pane-title")
        for name in FIELDS:
            with Horizontal(classes="field"):
                yield Plain("", id=f"label-{name}", classes="label")
                yield LineInput(id=f"field-{name}", compact=True, select_on_focus=name == "amount")
            yield Plain("", id=f"said-{name}", classes="said -empty")
            if name == "when":
                yield Plain("", id="form-moments", classes="-empty")
        yield Plain("", id="form-method", classes="aside")
        yield Plain("", id="form-covers", classes="aside")
        yield Plain("", id="form-status")

    def on_mount(self) -> None:
        self._entry = AgreementEntry()
        self._moments: Mapping[str, str] = {}
        self._offered: Sequence[Content] = ()
        self._dropped = ""
        self.retitle()

    def retitle(self) -> None:
        """Put the labels in the language of the screen."""
        self.query_one("#form-title", Plain).show(_("Agreement"))
        for name, label in FIELDS.items():
            self.query_one(f"#label-{name}", Plain).show(_(label))
            hint = HINTS.get(name)
            self._box(name).placeholder = _(hint) if hint else ""

    def show(self, view: FormView) -> None:
        """Show the entry and its reading. A box that says the same already is left alone."""
        self._entry, self._dropped = view.entry, view.dropped
        self._show_moments(view.moments, view.moment_key)
        for name in FIELDS:
            self._box(name).fill(getattr(view.entry, name))
            said = self.query_one(f"#said-{name}", Plain)
            wrong = view.wrong.get(name, "")
            said.set_class(bool(wrong), "-wrong")
            said.show(f"✗ {wrong}" if wrong else f"= {view.said[name]}" if name in view.said else "")
            said.set_class(not wrong and name not in view.said, "-empty")
        self.query_one("#form-method", Plain).show(view.method)
        self.query_one("#form-covers", Plain).show(view.covers)
        status = self.query_one("#form-status", Plain)
        status.show(view.status)
        status.set_classes(f"-{view.status_tone}")

    def _show_moments(self, moments: Sequence[tuple[str, str, str]], key: str) -> None:
        self._moments = {number: typed for number, _shown, typed in moments}
        days = [
            Content.assemble((number, "bold $accent"), (f" {shown}", "$muted"))
            for number, shown, _typed in moments
        ]
        words = [Content.styled(key, "bold $accent")] if key and days else []
        self._offered = [*words, *days]
        self._fit_moments()

    def on_resize(self) -> None:
        """How many days fit on a line is known, or has changed."""
        self._fit_moments()

    def _fit_moments(self) -> None:
        shown = self.query_one("#form-moments", Plain)
        shown.show(_in_lines(self._offered, shown.size.width or self.size.width))
        shown.set_class(not self._moments, "-empty")

    def first_empty(self) -> LineInput:
        """The box where the first thing is missing."""
        return self._box(next((n for n in ("amount", "when") if not self._box(n).value), "when"))

    @property
    def entry(self) -> AgreementEntry:
        """The panel as it stands. Another amount or day is one payment: it takes the place of a plan."""
        before = self._entry
        text = {name: self._box(name).value for name in FIELDS}
        if (text["amount"], text["when"]) != (before.amount, before.when):
            before = before.without_plan()
        return replace(
            before,
            amount=text["amount"],
            when=text["when"],
            if_we=text["if_we"],
            if_we_by=text["if_we_by"],
            in_return=text["in_return"],
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        had_plan = bool(self._entry.terms)
        self._entry = self.entry
        if had_plan and not self._entry.terms:
            self.notify(self._dropped, markup=False, timeout=_TIME_TO_READ)
        self.post_message(self.Typed(self._entry))

    def action_next_field(self) -> None:
        """To the next box; from the last one back to the notes."""
        names = list(FIELDS)
        place = self._place(names)
        self._take_moment()
        if place == len(names) - 1:
            self.post_message(self.Leave())
        else:
            self.screen.set_focus(self._box(names[place + 1]))

    def action_previous_field(self) -> None:
        """To the box before; the first one stays."""
        names = list(FIELDS)
        self._take_moment()
        self.screen.set_focus(self._box(names[max(self._place(names) - 1, 0)]))

    def _take_moment(self) -> None:
        """A number that was typed for a day becomes that day, whatever is offered later."""
        box = self._box("when")
        typed = self._moments.get(box.value.strip())
        if typed is not None:
            box.value = typed
            box.cursor_position = len(typed)

    def _place(self, names: list[str]) -> int:
        # What the screen says holds at once; the boxes themselves learn of their focus a moment later.
        focused = self.screen.focused
        return next((n for n, name in enumerate(names) if self._box(name) is focused), 0)

    def _box(self, name: str) -> LineInput:
        return self.query_one(f"#field-{name}", LineInput)


def _in_lines(parts: Sequence[Content], width: int) -> Content:
    """Parts beside each other, each whole on one line as far as it has room there."""
    found = Content("")
    used = 0
    for part in parts:
        fits = used + 1 + part.cell_length <= width
        found = found + (Content(" ") if fits else Content("\n")) + part if used else part
        used = used + 1 + part.cell_length if used and fits else part.cell_length
    return found
