"""How a round of a duo went: days and euros, the sheet beside what was recorded, everybody side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from cockpit.desk.duo import Round
from cockpit.desk.duo_words import recorded_lines, side_by_side, sign
from cockpit.desk.practising import best_line, result_line
from cockpit.language import N_, _
from cockpit.language.practice_sentences import check
from cockpit.language.practice_tasks import task
from cockpit.roleplay.check_files import Check, worths
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.plain import Plain, fit, hanging, lines

_STYLES = {True: "$done", False: "$gap", None: "$muted"}
_NAME = 22


class Onward(StrEnum):
    """What comes after a round."""

    SWAP = "swap"
    AGAIN = "again"
    ANOTHER = "another"


class DuoDebrief(ModalScreen[Onward]):
    """F5 swaps the roles and goes on, A is the same again, Escape another scenario, E writes it down."""

    CSS = """
    DuoDebrief .dialog { width: 97%; max-width: 120; height: 96%; padding: 0 1; border: heavy $practice; }
    DuoDebrief .dialog-title { color: $practice; }
    DuoDebrief #round-scroll { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    DuoDebrief #round { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "onward('another')", N_("Back"), show=False),
        Binding("f5", "onward('swap')", N_("Swap roles"), id="next", show=False),
        Binding("a,A", "onward('again')", N_("Again"), show=False),
        Binding("e,E", "export", N_("Export"), show=False),
    ]

    def __init__(self, made: Round, rivals: Sequence[Round], export: Callable[[], str]) -> None:
        """`rivals` are the last round of each in this scenario; `export` says where it wrote."""
        super().__init__()
        self.made = made
        self._rivals, self._export = rivals, export

    def compose(self) -> ComposeResult:
        with Container(classes="dialog"):
            told = _("PRACTICE · {title} · {trainee}")
            title = told.format(title=self.made.scenario.title, trainee=self.made.roles.trainee)
            yield Plain(title, classes="dialog-title")
            with VerticalScroll(id="round-scroll"):
                yield Plain("", id="round")
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#round-scroll").focus()
        keys = [
            ("f5", _("swap roles")),
            ("a", _("again")),
            ("e", _("export")),
            ("↑ ↓", _("scroll")),
            ("esc", _("another one")),
        ]
        self.query_one(KeyBar).keys(keys, self.app.size.width)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = max(self.query_one("#round").size.width, 30)
        self.query_one("#round", Plain).show(lines(*self._lines(width)))

    def _lines(self, width: int) -> Iterator[Content | str]:
        made = self.made
        yield Content.styled(result_line(made.beside), "bold")
        yield best_line(made.beside)
        yield Content.styled(" · ".join(recorded_lines(made.recorded)), "$cue")
        yield ""
        if made.work_on:
            yield Content.styled(_("Work on"), "bold $accent")
            for number, one in enumerate(made.work_on, 1):
                yield Content.assemble((f"{number}  ", "bold $accent"), task(one), _source(one))
            yield ""
        yield Content.styled(_("{total} of 100 points").format(total=made.attempt.total), "bold $accent")
        yield from self._checks(width)
        if made.differing:
            yield ""
            told = _("Heard and recorded differ: {checks}")
            yield Content.styled(told.format(checks=" · ".join(map(check, made.differing))), "$gap")
        if len(self._rivals) > 1:
            yield ""
            yield Content.styled(_("Side by side"), "bold $accent")
            yield from _table(side_by_side(self._rivals), width)
        yield ""
        yield self._next()

    def _checks(self, width: int) -> Iterator[Content]:
        readings = self.made.recorded.readings
        ticked = self.made.marks
        for one, mark in self.made.attempt.checks.items():
            if mark is None:
                continue
            head = Content.styled(f"{sign(mark)} ", _STYLES[mark])
            noted = f" · {_('noted')} {sign(readings[one])}" if one in readings else ""
            noted = f" · {_('only noted')}" if ticked.get(one) is None else noted
            yield hanging(head, Content.assemble(check(one), _source(one), (noted, "$cue")), width)
        unseen = ", ".join(check(one) for one, mark in self.made.attempt.checks.items() if mark is None)
        if unseen:
            yield Content.styled(_("Not seen: {checks}").format(checks=unseen), "$muted")

    def _next(self) -> Content:
        roles = self.made.roles.swapped()
        told = _("Next: {trainee} calls, {trainer} plays the debtor")
        text = told.format(trainee=roles.trainee, trainer=roles.trainer)
        if roles.observer:
            text += ", " + _("{observer} watches").format(observer=roles.observer)
        return Content.styled(text, "bold")

    def action_onward(self, where: str) -> None:
        """On to the next round."""
        self.dismiss(Onward(where))

    def action_export(self) -> None:
        """Write the round down."""
        said = self._export()
        if said:
            self.notify(said, markup=False, timeout=8)


def _source(one: Check) -> tuple[str, str]:
    return (f" ({worths()[one].source})", "$muted")


def _table(rows: Sequence[tuple[str, ...]], width: int) -> Iterator[Content]:
    columns = max(len(rows[0]) - 1, 1)
    room = max(min((width - _NAME * columns - 2), 50), 16)
    for head, *cells in rows:
        shown = "  ".join(fit(cell, _NAME) for cell in cells)
        yield Content.assemble((fit(head, room), "$muted"), " ", shown)
