"""How a practised talk went: days and euros first, then what to work on, then every check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from cockpit.desk.practice_session import Noted
from cockpit.desk.practising import best_line, count_line, result_line
from cockpit.language import N_, _, amounts, dates
from cockpit.language.practice_sentences import check, ending
from cockpit.roleplay.attempts import Attempt, Debrief
from cockpit.roleplay.scorecard import Checked
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.plain import Plain, hanging, lines

_TRIES = 3
_NOTED: Mapping[Noted, tuple[str, str]] = {
    Noted.AS_AGREED: ("✓", N_("The agreement panel says what was promised.")),
    Noted.DIFFERS: ("✗", N_("The agreement panel says something else than was promised.")),
    Noted.NOTHING: ("✗", N_("The agreement panel says nothing of what was promised.")),
}


class DebriefScreen(ModalScreen[bool]):
    """F5 has the same talk again (True), Escape another one (False), E writes the debrief down."""

    CSS = """
    DebriefScreen .dialog { width: 97%; max-width: 120; height: 96%; padding: 0 1; border: heavy $practice; }
    DebriefScreen .dialog-title { color: $practice; }
    DebriefScreen #debrief-scroll { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    DebriefScreen #debrief { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("f5", "again", N_("Again"), id="next", show=False),
        Binding("e", "export", N_("Export"), show=False),
    ]

    def __init__(
        self, told: Debrief, earlier: Sequence[Attempt], noted: Noted | None, export: Callable[[], str]
    ) -> None:
        """`earlier` are his tries at the same scenario before this one; `export` says where it wrote."""
        super().__init__()
        self.told = told
        self._earlier, self._noted, self._export = earlier, noted, export

    def compose(self) -> ComposeResult:
        with Container(classes="dialog"):
            title = _("PRACTICE · {title} · seed {seed}")
            told = title.format(title=self.told.scenario.title, seed=self.told.attempt.seed)
            yield Plain(told, classes="dialog-title")
            with VerticalScroll(id="debrief-scroll"):
                yield Plain("", id="debrief")
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#debrief-scroll").focus()
        keys = [("f5", _("again")), ("e", _("export")), ("↑ ↓", _("scroll")), ("esc", _("another one"))]
        self.query_one(KeyBar).keys(keys, self.app.size.width)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = max(self.query_one("#debrief").size.width, 30)
        self.query_one("#debrief", Plain).show(lines(*self._lines(width)))

    def _lines(self, width: int) -> Iterator[Content | str]:
        told, card = self.told, self.told.card
        yield Content.styled(result_line(told), "bold")
        yield best_line(told)
        if told.ending is not None:
            yield ending(told.ending)
        if self._noted is not None:
            sign, words = _NOTED[self._noted]
            yield Content.styled(f"{sign} {_(words)}", "$done" if self._noted is Noted.AS_AGREED else "$gap")
        if self._earlier:
            yield Content.styled(_("Your last tries"), "$muted")
        for one in reversed(self._earlier[-_TRIES:]):
            yield f"  {_try(one)}"
        yield ""
        if card.work_on:
            yield Content.styled(_("Work on"), "bold $accent")
            for number, checked in enumerate(card.work_on, 1):
                yield from self._checked(checked, f"{number}  ", "", width)
            yield ""
        yield Content.styled(_("{total} of 100 points").format(total=card.total), "bold $accent")
        for checked in card.checks:
            if checked.passed is not None:
                sign, style = ("✓ ", "$done") if checked.passed else ("✗ ", "$gap")
                yield from self._checked(checked, sign, style, width)
        unseen = ", ".join(check(one.id) for one in card.checks if one.passed is None)
        if unseen:
            yield Content.styled(_("Not seen: {checks}").format(checks=unseen), "$muted")
        yield ""
        yield count_line(card.counts)

    @staticmethod
    def _checked(one: Checked, head: str, style: str, width: int) -> Iterator[Content]:
        source = f" ({one.source})" if one.source else ""
        sign = Content.styled(head, style or "bold $accent")
        yield hanging(sign, Content.assemble(check(one.id), (source, "$muted")), width)
        indent = Content(" " * len(head))
        if one.quote:
            yield hanging(indent, Content.styled(f"“{one.quote}”", "$muted"), width)
        if one.better:
            rather = _("Rather: “{text}”").format(text=one.better)
            yield hanging(indent, Content.styled(rather, "$cue"), width)

    def action_again(self) -> None:
        """The same scenario once more."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Another scenario."""
        self.dismiss(False)

    def action_export(self) -> None:
        """Write the debrief down."""
        said = self._export()
        if said:
            self.notify(said, markup=False, timeout=8)


def _try(one: Attempt) -> str:
    """One earlier try on one line."""
    points = _("{total} of 100 points").format(total=one.total)
    if one.day is None:
        came = _("nothing agreed")
    elif one.amount is None:
        came = dates.day(one.day, style="medium")
    else:
        day = dates.day(one.day, style="medium")
        came = _("{amount} on {day}").format(amount=amounts.money(one.amount), day=day)
    return f"{dates.day(one.at.date(), style='medium')}: {came} · {points}"
