"""The reference for the screen: three bordered panes with a Static, an Input and a TextArea, and no more."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static, TextArea


class Bare(App[None]):
    """What any Textual program with three panes costs."""

    CSS = """
    #panes { height: 1fr; }
    .pane { border: round gray; height: 1fr; }
    #left { width: 33; }
    #right { width: 40; }
    TextArea { height: 1fr; border: none; }
    """

    def compose(self) -> ComposeResult:
        with Horizontal(id="panes"):
            with Vertical(id="left", classes="pane") as left:
                left.border_title = "left pane"
                yield Static("a list would be here", markup=False)
            with Vertical(id="middle", classes="pane") as middle:
                middle.border_title = "middle pane"
                yield Input(placeholder="a line")
            with Vertical(id="right", classes="pane") as right:
                right.border_title = "right pane"
                yield TextArea(id="notes")
        yield Static("the foot of the screen", markup=False)

    def on_mount(self) -> None:
        self.query_one("#notes", TextArea).focus()


if __name__ == "__main__":
    Bare().run()
