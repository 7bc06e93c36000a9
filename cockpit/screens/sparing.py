"""A screen that styles again only what can look other than before: Textual itself goes through everything."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import ClassVar, Self

from textual.reactive import Reactive
from textual.widget import Widget

from cockpit.screens import sizes
from cockpit.screens.resting import RestingScreen
from cockpit.widgets.plain import paint_at_once


class SparingScreen(RestingScreen):
    """The style sheet keeps to what this takes for granted; tests/app/test_sizes.py reads it."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Both widgets of a move of the focus draw themselves again; the rest of the screen need not."""

    UNSTYLED: ClassVar[Set[str]] = sizes.PLACES | sizes.CALL
    """The classes that no rule for a roomy window asks for."""

    def update_classes(self, classes: Mapping[str, bool], update: bool = True, animate: bool = True) -> Self:
        """In a roomy window most changes of place leave all styles as they are."""
        changes_nothing = classes.keys() <= self.UNSTYLED and sizes.is_roomy(self.classes)
        return super().update_classes(classes, update and not changes_nothing, animate)

    def _update_focus_styles(self, focused: Widget | None = None, blurred: Widget | None = None) -> None:
        """Only the frame of a pane shows that the focus is in it: nothing inside is styled again for that."""
        around = [node for box in (focused, blurred) if box is not None for node in box.ancestors]
        panes = {node for node in around if isinstance(node, Widget) and node.has_class("pane")}
        self.app.stylesheet.update_nodes(panes)
        for pane in panes:
            paint_at_once(pane)
