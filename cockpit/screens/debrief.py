"""How a practised talk went: days and euros first, then what to work on, then every check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from cockpit.desk.practice_record import SOURCES, Review
from cockpit.desk.practising import best_line, count_line, points_line, result_line, taken_back_line
from cockpit.language import N_, _, amounts, dates
from cockpit.language.practice_sentences import check, ending
from cockpit.language.teachings import tips
from cockpit.roleplay.attempts import Attempt
from cockpit.roleplay.scorecard import Checked
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.plain import Plain, hanging, lines

_TRIES = 3


class Afterwards(StrEnum):
    """What comes after a debrief: the same scenario, the very same talk, or another scenario."""

    AGAIN = "again"
    SAME = "same"
    OTHER = "other"


class DebriefScreen(ModalScreen[Afterwards]):
    """F5 has the same scenario again, S the very same talk, Escape another one; E writes the debrief down."""

    CSS = """
    DebriefScreen .dialog { width: 97%; max-width: 120; height: 96%; padding: 0 1; border: heavy $practice; }
    DebriefScreen .dialog-title { color: $practice; }
    DebriefScreen #debrief-scroll { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    DebriefScreen #debrief { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("f5", "again", N_("Again"), id="next", show=False),
        Binding("s,S", "same", N_("The same talk"), show=False),
        Binding("e,E", "export", N_("Export"), show=False),
    ]

    def __init__(self, review: Review, earlier: Sequence[Attempt], export: Callable[[], str]) -> None:
        """`earlier` are his tries at the same scenario before this one; `export` says where it wrote."""
        super().__init__()
        self.review, self.told = review, review.told
        self._earlier, self._export = earlier, export

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

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = max(self.query_one("#debrief").size.width, 30)
        self.query_one("#debrief", Plain).show(lines(*self._lines(width)))
        keys = [("f5", _("again")), ("s", _("the same")), ("e", _("export")), ("esc", _("another one"))]
        bar = self.query_one(KeyBar)
        bar.keys([*keys, ("↑ ↓", _("scroll"))], bar.size.width)

    def _lines(self, width: int) -> Iterator[Content | str]:
        told, card = self.told, self.told.card
        yield Content.styled(result_line(told), "bold")
        yield best_line(told)
        if told.ending is not None:
            yield ending(told.ending)
        yield _head(" · ".join([points_line(told), *self._right()]))
        yield from self._last_tries()
        yield ""
        yield from self._work_on(width)
        yield from self._recorded(width)
        yield _head(_("The talk: {points}").format(points=points_line(told)))
        yield Content.styled(count_line(card.counts), "$muted")
        if taken_back := taken_back_line(self.review):
            yield Content.styled(taken_back, "$muted")
        yield from _scored(card.checks, width)

    def _right(self) -> list[str]:
        """How much of what was recorded is as it was said."""
        seen = [one.passed for one in self.review.recorded if one.passed is not None]
        told = _("recorded {right} of {all} as it was said")
        return [told.format(right=sum(seen), all=len(seen))] if seen else []

    def _last_tries(self) -> Iterator[Content | str]:
        if self._earlier:
            yield Content.styled(_("Your last tries"), "$muted")
        for one in reversed(self._earlier[-_TRIES:]):
            yield f"  {_try(one)}"

    def _work_on(self, width: int) -> Iterator[Content | str]:
        """Two things, each with the tip behind it in words."""
        if not self.review.work_on:
            return
        yield _head(_("Work on"))
        indent = Content("   ")
        for number, task in enumerate(self.review.work_on, 1):
            yield hanging(
                Content.styled(f"{number}  ", "bold $accent"), Content.styled(task.title, "bold"), width
            )
            for tip in tips(task.source):
                yield hanging(indent, Content.styled(tip, "$muted"), width)
            yield from _sentences(indent, task.quote, task.better, width)
        yield ""

    def _recorded(self, width: int) -> Iterator[Content | str]:
        """What was noted, beside what was said."""
        if not self.review.recorded:
            return
        seen = [one for one in self.review.recorded if one.passed is not None]
        yield _head(_("What you recorded"))
        for one in seen:
            sign = Content.styled("✓ ", "$done") if one.passed else Content.styled("✗ ", "$gap")
            yield hanging(sign, Content.assemble(one.line, (f" ({SOURCES[one.id]})", "$muted")), width)
        yield ""

    def action_again(self) -> None:
        """The same scenario once more, with a debtor who says it in other words."""
        self.dismiss(Afterwards.AGAIN)

    def action_same(self) -> None:
        """The very same talk once more."""
        self.dismiss(Afterwards.SAME)

    def action_leave(self) -> None:
        """Another scenario."""
        self.dismiss(Afterwards.OTHER)

    def action_export(self) -> None:
        """Write the debrief down."""
        said = self._export()
        if said:
            self.notify(said, markup=False, timeout=8)


def _head(text: str) -> Content:
    return Content.styled(text, "bold $accent")


def _scored(checks: Sequence[Checked], width: int) -> Iterator[Content]:
    """First what was missed, each with its sentences; a sentence that was good for several stands once."""
    indent = Content("  ")
    for one in checks:
        if one.passed is False:
            yield hanging(Content.styled("✗ ", "$gap"), _named(one), width)
            yield from _sentences(indent, one.quote or "", one.better or "", width)
    passed = [one for one in checks if one.passed]
    for number, one in enumerate(passed):
        yield hanging(Content.styled("✓ ", "$done"), _named(one), width)
        following = passed[number + 1].quote if number + 1 < len(passed) else None
        if one.quote and one.quote != following:
            yield from _sentences(indent, one.quote, "", width)
    unseen = ", ".join(check(one.id) for one in checks if one.passed is None)
    if unseen:
        yield hanging(Content.styled("· ", "$muted"), _not_seen(unseen), width)


def _named(one: Checked) -> Content:
    return Content.assemble(check(one.id), (f" ({one.source})" if one.source else "", "$muted"))


def _not_seen(checks: str) -> Content:
    return Content.styled(_("Not seen: {checks}").format(checks=checks), "$muted")


def _sentences(indent: Content, quote: str, better: str, width: int) -> Iterator[Content]:
    """His own sentence and a better one."""
    if quote:
        yield hanging(indent, Content.styled(f"“{quote}”", "$muted"), width)
    if better:
        yield hanging(indent, Content.styled(_("Rather: “{text}”").format(text=better), "$cue"), width)


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
