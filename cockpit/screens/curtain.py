"""The trainer's card behind a curtain: nobody who looks along reads it before the trainer lifts it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from cockpit.desk.practice_card import card_sections, card_title
from cockpit.language import N_, _
from cockpit.roleplay.card import Card
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.plain import Plain, hanging, lines


class CurtainScreen(ModalScreen[None]):
    """Space lifts the curtain and drops it; it also drops when the window is left. Escape goes back."""

    CSS = """
    CurtainScreen .dialog { width: 97%; max-width: 110; height: 96%; padding: 0 1; border: heavy $practice; }
    CurtainScreen .dialog-title { color: $practice; }
    CurtainScreen #card-scroll { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    CurtainScreen #card, CurtainScreen #curtain { height: auto; }
    CurtainScreen #curtain { text-align: center; padding: 2 4; }
    CurtainScreen #card { display: none; }
    CurtainScreen.-lifted #card { display: block; }
    CurtainScreen.-lifted #curtain { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "lift", N_("Curtain"), show=False, priority=True),
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("q,Q", "leave", N_("Back"), show=False),
    ]

    def __init__(self, card: Card) -> None:
        super().__init__()
        self.card = card

    @property
    def is_lifted(self) -> bool:
        """Whether the card can be read."""
        return self.has_class("-lifted")

    def compose(self) -> ComposeResult:
        with Container(classes="dialog"):
            yield Plain(_("PRACTICE · the trainer's card"), classes="dialog-title")
            with VerticalScroll(id="card-scroll"):
                told = _("Behind this curtain is the card of whoever plays the debtor. Space lifts it.")
                yield Plain(told, id="curtain")
                yield Plain("", id="card")
            yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#card-scroll").focus()
        self._show_keys()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def on_app_blur(self, _event: events.AppBlur) -> None:
        self._drop()

    def action_lift(self) -> None:
        """Lift the curtain, or drop it."""
        if self.is_lifted:
            self._drop()
        else:
            self.add_class("-lifted")
            self.call_after_refresh(self._show)

    def _drop(self) -> None:
        self.remove_class("-lifted")
        self.query_one("#card", Plain).show("")
        self.query_one("#card-scroll").scroll_to(y=0, animate=False)
        self._show_keys()

    def action_leave(self) -> None:
        """Back to where the card was asked for."""
        self.dismiss(None)

    def _show(self) -> None:
        if self.is_lifted:
            width = max(self.query_one("#card-scroll").scrollable_content_region.width, 30)
            self.query_one("#card", Plain).show(lines(*self._lines(width)))
        self._show_keys()

    def _lines(self, width: int) -> Iterator[Content | str]:
        yield Content.styled(card_title(self.card), "bold")
        for section in card_sections(self.card):
            yield ""
            yield Content.styled(section.title, "bold $accent")
            for line in section.lines:
                words = line.lstrip()
                yield hanging(Content(" " * (len(line) - len(words)) + "· "), words, width)

    def _show_keys(self) -> None:
        lift = _("drop the curtain") if self.is_lifted else _("lift the curtain")
        scroll = [("↑ ↓", _("scroll"))] if self.is_lifted else []
        self.query_one(KeyBar).keys([("space", lift), *scroll, ("esc", _("back"))], self.app.size.width)
