"""Where the lines on show and the tone rules come from, where articles differ, and what settled it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from cockpit.core.call import Stage
from cockpit.language import N_, _, current
from cockpit.language.teachings import differences, tips
from cockpit.screens.views.script_view import script_view
from cockpit.tone import Rule, RuleSet
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.plain import Plain
from cockpit.widgets.script import ScriptView, Spoken

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen


def open_where_from(screen: CockpitScreen) -> None:
    """Show the sources of what the script says now, and of every rule."""
    hand = screen.desk.hand
    rules = screen.desk.wording.rules(current())
    if hand is None:
        screen.app.push_screen(WhereFromScreen(ScriptView(), Stage.OPENING, rules))
        return
    stage = Stage.OBJECTION if hand.call.objection else hand.step.stage
    screen.app.push_screen(WhereFromScreen(script_view(hand, screen.detour), stage, rules))


class WhereFromScreen(ModalScreen[None]):
    """The lines of now with their sources first, all rules below them."""

    CSS = """
    WhereFromScreen .dialog { height: 94%; }
    WhereFromScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    WhereFromScreen #told { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,f5", "leave", N_("Back"), show=False)]

    def __init__(self, view: ScriptView, stage: Stage, rules: RuleSet) -> None:
        super().__init__()
        self._view, self._stage, self._rules = view, stage, rules

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Plain(_("Where from"), classes="dialog-title")
            with VerticalScroll(id="where-from"):
                yield Plain("", id="told")
            yield KeyBar()

    def on_mount(self) -> None:
        parts = [*_script(self._view), *_differences(self._view, self._stage), *_rules(self._rules)]
        self.query_one("#told", Plain).show(Content("\n").join(parts))
        self.query_one(KeyBar).keys([("↑↓", _("scroll")), ("escape", _("back"))], 76)
        self.query_one("#where-from").focus()

    def action_leave(self) -> None:
        self.dismiss(None)


def _script(view: ScriptView) -> Iterator[Content]:
    if not view.now:
        return
    yield Content.styled(view.title, "bold $accent")
    yield Content("")
    for line in view.now:
        yield from _line(line)
        yield Content("")


def _line(line: Spoken) -> Iterator[Content]:
    yield Content.styled("“" + "".join(words.text for words in line.words) + "”", "$script-now")
    if not line.source:
        yield Content.styled(_("Our own words, not from an article."), "$muted")
    for tip in tips(line.source) or ((line.source,) if line.source else ()):
        yield Content(f"  {tip}")


def _differences(view: ScriptView, stage: Stage) -> Iterator[Content]:
    """Where the articles behind these lines disagree, and what settled it."""
    found = differences((line.source for line in view.now), stage)
    if found:
        yield Content.styled(_("Where the articles differ"), "bold $accent")
    for difference in found:
        yield Content("")
        yield Content.styled(difference.point, "bold")
        yield Content(f"  {difference.one}")
        yield Content(f"  {difference.other}")
        yield Content.styled("  → " + _("Settled by: {what}").format(what=difference.settled), "$cue")
    if found:
        yield Content("")


def _rules(rules: RuleSet) -> Iterator[Content]:
    yield Content.styled(_("The tone rules"), "bold $accent")
    for rule in rules.rules:
        yield Content("")
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[Content]:
    yield Content.assemble((rule.id, "bold"), f"  {rule.message}")
    for tip in tips(rule.source) or ((rule.source,) if rule.source else ()):
        yield Content(f"  {tip}")
    if rule.other_side:
        yield Content.styled(f"  {rule.other_side}", "$muted")
