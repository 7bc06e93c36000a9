"""What was done in a day, a week, a month, a year or any other period, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from cockpit.core.span import Span, Unit
from cockpit.desk.reporting import Reading, Report
from cockpit.desk.session import Session
from cockpit.language import N_, _, current, dates, ngettext, report_sentences, sentences
from cockpit.language.past_days import parse_past_day
from cockpit.screens import sizes, writing
from cockpit.screens.small import ReadLine
from cockpit.screens.stepping import in_steps
from cockpit.screens.views.report_view import definitions_view, figures_view, hours_view, tables_view
from cockpit.store.port import StoreError
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.plain import Plain

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

_UNITS = {
    "1": (Unit.DAY, N_("day")),
    "2": (Unit.WEEK, N_("week")),
    "3": (Unit.MONTH, N_("month")),
    "4": (Unit.YEAR, N_("year")),
    "5": (Unit.FREE, N_("other days")),
}


def open_report(screen: CockpitScreen) -> None:
    """Show this week."""
    writing.flush(screen)
    screen.app.push_screen(ReportScreen(screen.desk.session))


class ReportScreen(ModalScreen[None]):
    """Digits choose the period, left and right go to the one before and after, F1 explains every figure."""

    CSS = """
    ReportScreen .dialog { width: 97%; max-width: 150; height: 94%; padding: 0 1; }
    ReportScreen #report-units { height: 1; color: $muted; }
    ReportScreen #report-scroll { height: 1fr; margin: 1 0; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable; }
    ReportScreen #report-top { height: auto; layout: vertical; margin-bottom: 1; }
    ReportScreen #report-top Plain { width: 1fr; height: auto; }
    ReportScreen #report-hours { margin-top: 1; }
    ReportScreen.-side #report-top { layout: horizontal; }
    ReportScreen.-side #report-hours { margin-top: 0; }
    ReportScreen #report-tables { height: auto; }
    """
    HORIZONTAL_BREAKPOINTS = sizes.SIDE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("f5", "leave", N_("Back"), id="next", show=False),
        Binding("f1", "explain", N_("What the figures mean"), id="help", show=False),
        Binding("left", "move(-1)", N_("Before"), show=False, priority=True),
        Binding("right", "move(1)", N_("After"), show=False, priority=True),
        *(Binding(key, f"choose('{key}')", name, show=False) for key, (_unit, name) in _UNITS.items()),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.found: Report | None = None
        self.span = Span.around(session.today(), Unit.WEEK)

    def compose(self) -> ComposeResult:
        sizes.fit(self)
        with Container(classes="dialog"):
            yield Plain("", id="report-units")
            with VerticalScroll(id="report-scroll"):
                with Container(id="report-top"):
                    yield Plain("", id="report-figures")
                    yield Plain("", id="report-hours")
                yield Plain("", id="report-tables")
            yield KeyBar(id="report-keys")

    def on_mount(self) -> None:
        self.query_one("#report-scroll").focus()
        self._count()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    # -- counting ---------------------------------------------------------------------------------------

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        """Read the calls of the period a few at a time, so that no key has to wait."""
        self.found = None
        self._show_period()
        try:
            last = min(self.span.last, self.session.today())
            reading = Reading(self.session, self.span.first, last)
            await in_steps(reading.steps(), self._tell)
        except StoreError as error:
            self._say(sentences.store_error(error))
            return
        self.found = reading.report()
        self._show()

    # -- showing ----------------------------------------------------------------------------------------

    def _show_period(self) -> None:
        title = report_sentences.span(self.span)
        self.query_one(".dialog").border_title = Content(f"{_('Report')} · {title}")
        parts: list[tuple[str, str]] = []
        for key, (unit, name) in _UNITS.items():
            here = unit is self.span.unit
            parts += [
                (f" {key} ", "bold $accent"),
                (f"{'▸' if here else ''}{_(name)}  ", "bold" if here else ""),
            ]
        self.query_one("#report-units", Plain).show(Content.assemble(*parts))
        bar = self.query_one(KeyBar)
        keys = [("esc", _("back")), ("← →", _("before, after")), ("f1", _("what they mean"))]
        bar.keys([*keys, ("↑ ↓", _("scroll"))], bar.size.width)

    def _show(self) -> None:
        self._show_period()
        found = self.found
        if found is None:
            return
        if not found.counted.cells:
            self._say(_("No call was saved in this period."))
            return
        self.query_one("#report-hours", Plain).show(hours_view(found))
        figures = self.query_one("#report-figures", Plain)
        figures.show(figures_view(found, figures.size.width))
        width = self.query_one("#report-tables").size.width
        self.query_one("#report-tables", Plain).show(tables_view(found, width))

    def _tell(self, number: int) -> None:
        self._say(ngettext("{n} call counted …", "{n} calls counted …", number).format(n=number))

    def _say(self, text: str) -> None:
        """One sentence in the place of the figures."""
        for name in ("#report-hours", "#report-tables"):
            self.query_one(name, Plain).show("")
        self.query_one("#report-figures", Plain).show(text)

    # -- what the keys do -------------------------------------------------------------------------------

    def action_choose(self, key: str) -> None:
        """Another kind of period, around the last day of this one that has been."""
        unit, _name = _UNITS[key]
        if unit is Unit.FREE:
            self._ask_days()
        else:
            self._go(Span.around(min(self.span.last, self.session.today()), unit))

    def action_move(self, by: int) -> None:
        """The period before or after; not into the future."""
        span = self.span.earlier() if by < 0 else self.span.later()
        if span.first <= self.session.today():
            self._go(span)

    def _go(self, span: Span) -> None:
        self.span = span
        self.query_one("#report-scroll").scroll_home(animate=False)
        self._count()

    @work(exclusive=True, group="ask")
    async def _ask_days(self) -> None:
        hint = _("A day such as 3-11, 3 november or 12-1-2026")
        typed = [await self.app.push_screen_wait(ReadLine(_("From which day?"), self._said, hint=hint))]
        if typed[0] is not None:
            typed.append(
                await self.app.push_screen_wait(ReadLine(_("Until which day?"), self._said, hint=hint))
            )
        if None not in typed:
            first, last = sorted(self._day(text or "") for text in typed)
            self._go(Span(first, last))

    def _day(self, text: str) -> date:
        return parse_past_day(text, self.session.today(), current(), self.session.settings.country)

    def _said(self, text: str) -> str:
        return dates.day(self._day(text))

    def action_explain(self) -> None:
        """What every figure means."""
        self.app.push_screen(DefinitionsScreen())

    def action_leave(self) -> None:
        self.dismiss(None)


class DefinitionsScreen(ModalScreen[None]):
    """The definition of every figure."""

    CSS = """
    DefinitionsScreen .dialog { height: 94%; }
    DefinitionsScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    DefinitionsScreen #definitions { height: auto; }
    """
    HORIZONTAL_BREAKPOINTS = sizes.SIDE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "leave", N_("Back"), show=False),
        Binding("f5", "leave", N_("Back"), id="next", show=False),
        Binding("f1", "leave", N_("Back"), id="help", show=False),
    ]

    def compose(self) -> ComposeResult:
        sizes.fit(self)
        with Container(classes="dialog wide"):
            yield Plain(_("What the figures mean"), classes="dialog-title")
            with VerticalScroll(id="definitions-scroll"):
                yield Plain("", id="definitions")
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#definitions-scroll").focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = self.query_one("#definitions").size.width
        self.query_one("#definitions", Plain).show(definitions_view(max(width, 20)))
        bar = self.query_one(KeyBar)
        bar.keys([("esc", _("back")), ("↑ ↓", _("scroll"))], bar.size.width)

    def action_leave(self) -> None:
        self.dismiss(None)
