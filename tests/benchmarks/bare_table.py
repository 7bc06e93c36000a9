"""The reference for the queue: Textual's own table with so many rows, and an Input that filters it by name.

As many hits are shown as the cockpit shows. Run with the number of rows.
"""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable, Input

MOST = 200
TRADES = ("Bakkerij", "Installatiebedrijf", "Drukkerij", "Garage", "Bouwbedrijf", "Slagerij", "Café")
NAMES = ("Zonneveld", "Kaptein", "De Wilg", "Van Aerschot", "Molenbeek", "Ter Horst", "Duinzicht", "De Kade")


class Bare(App[None]):
    """A table of two columns; Ctrl+F goes to the search, Escape back to the table."""

    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+f", "find"), ("escape", "back")]

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.names = [_name(number) for number in range(rows)]
        self.folded = [name.lower() for name in self.names]

    def compose(self) -> ComposeResult:
        yield Input()
        yield DataTable[str](cursor_type="row")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("name", "reason")
        self.show(range(len(self.names)))
        table.focus()

    def show(self, rows: range | list[int]) -> None:
        table = self.query_one(DataTable)
        table.clear()
        table.add_rows((self.names[row], f"€ {row},00") for row in rows)

    def on_input_changed(self, event: Input.Changed) -> None:
        text = event.value.lower()
        self.show([row for row, name in enumerate(self.folded) if text in name][:MOST])

    def action_find(self) -> None:
        self.query_one(Input).focus()

    def action_back(self) -> None:
        box = self.query_one(Input)
        with self.prevent(Input.Changed):
            box.value = ""
        self.query_one(DataTable).focus()


def _name(number: int) -> str:
    who = f"{TRADES[number % 7]} {NAMES[number % 8]} BV {number}"
    return f"» {who} D-{1000 + number} 020 555 {number % 10_000:04}"


if __name__ == "__main__":
    Bare(int(sys.argv[1])).run()
