"""The boxes of one concession: what it is worth, its words, what stands against it; read back while typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from cockpit.core.concession_terms import ConcessionTerms, Gift
from cockpit.core.money import Money
from cockpit.core.text import clean_line
from cockpit.language import N_, _, amounts, current, dates, sentences
from cockpit.language.errors import NotUnderstood
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.plain import Plain

_BOXES = {
    "value": N_("worth"),
    "words": N_("we give"),
    "fault": N_("our fault"),
    "return": N_("in return"),
    "by": N_("by"),
}


class ConcessionForm(Vertical):
    """Typed freely; what it comes to is read back below, or what of it cannot be read."""

    DEFAULT_CSS = """
    ConcessionForm { height: auto; margin-bottom: 1; }
    ConcessionForm .row { height: 1; }
    ConcessionForm .label { width: 14; color: $muted; }
    ConcessionForm #giving { text-style: bold; color: $accent; }
    ConcessionForm #read { height: auto; color: $promised; }
    ConcessionForm #refused { height: auto; color: $gap; }
    """

    def __init__(self, currency: str, read_day: Callable[[str], date]) -> None:
        """`read_day` raises `NotUnderstood`."""
        super().__init__()
        self._currency, self._read_day = currency, read_day
        self._gift: Gift | None = None

    def compose(self) -> ComposeResult:
        yield Plain("", id="giving")
        for name, label in _BOXES.items():
            with Horizontal(classes="row", id=f"row-{name}"):
                yield Plain(_(label), classes="label")
                yield LineInput(id=f"give-{name}", compact=True, select_on_focus=name == "value")
        yield Plain("", id="read")
        yield Plain("", id="refused")

    def begin(self, title: str, terms: ConcessionTerms, words: str, promised: str) -> None:
        """Fill the boxes; `promised` stands in the empty box of what we get in return."""
        self._gift = terms.gift
        self._box("value").fill(amounts.typed(terms.value, current()) if terms.value is not None else "")
        self._box("words").fill(words)
        self._box("fault").fill(terms.fault)
        self._box("return").fill(terms.in_return)
        self._box("by").fill(dates.day(terms.by, None, "numeric") if terms.by else "")
        self._box("return").placeholder = promised
        is_repair = terms.gift is Gift.REPAIR
        self.query_one("#row-fault").display = is_repair
        self.query_one("#row-return").display = self.query_one("#row-by").display = not is_repair
        self.query_one("#giving", Plain).show(title)
        self.read()
        self._box("value" if terms.value is None else "words").focus()

    @property
    def words(self) -> str:
        """What the customer reads."""
        return self._typed("words")

    def terms(self) -> ConcessionTerms:
        """The terms as they are typed; raises `NotUnderstood`."""
        assert self._gift is not None
        is_repair = self._gift is Gift.REPAIR
        return ConcessionTerms(
            self._gift,
            value=self._value(),
            in_return="" if is_repair else self._typed("return"),
            by=self._by(),
            fault=self._typed("fault") if is_repair else "",
        )

    def refuse(self, why: str) -> None:
        """Say why it cannot be taken; empty takes that away."""
        self.query_one("#refused", Plain).show(f"✗ {why}" if why else "")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._gift is not None:
            self.read()

    def read(self) -> None:
        """Read the amount and the day back in full, or say what cannot be read."""
        said, wrong = [], []
        for read in (self._said_value, self._said_day):
            try:
                said.append(read())
            except NotUnderstood as error:
                wrong.append(sentences.not_understood(error))
        words = " · ".join(filter(None, said))
        self.query_one("#read", Plain).show(f"= {words}" if words else "")
        self.refuse(" · ".join(wrong))

    def step(self, by: int) -> None:
        """To the next box that is shown, or to the one before."""
        boxes = [self._box(name) for name in _BOXES if self.query_one(f"#row-{name}").display]
        here = next((n for n, box in enumerate(boxes) if box is self.screen.focused), 0)
        self.screen.set_focus(boxes[(here + by) % len(boxes)])

    def _said_value(self) -> str:
        value = self._value()
        return amounts.money(value) if value is not None else ""

    def _said_day(self) -> str:
        day = self._by()
        return dates.day(day) if day is not None else ""

    def _value(self) -> Money | None:
        text = self._typed("value")
        return amounts.parse_amount(text, current(), self._currency).money if text else None

    def _by(self) -> date | None:
        text = self._typed("by") if self._gift is not Gift.REPAIR else ""
        return self._read_day(text) if text else None

    def _typed(self, name: str) -> str:
        return clean_line(self._box(name).value)

    def _box(self, name: str) -> LineInput:
        return self.query_one(f"#give-{name}", LineInput)
