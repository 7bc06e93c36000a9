"""Which column of a file is what: our fields with the headings that they come from, to be chosen by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from cockpit.core.text import shorten
from cockpit.intake import REQUIRED, Layout
from cockpit.language import N_, _, labels
from cockpit.screens.small import Pick, numbered
from cockpit.screens.views.import_view import column_rows, samples
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_list import LineList
from cockpit.widgets.plain import Plain

_NONE = "-"


class ColumnsScreen(ModalScreen[Mapping[str, str] | None]):
    """Enter chooses the heading for a field, F5 reads the file that way, Escape leaves it as it was.

    Gives what differs from what was recognised: field → heading, "" for none.
    """

    CSS = """
    ColumnsScreen .dialog { width: 96%; max-width: 120; height: 94%; padding: 0 1; }
    ColumnsScreen #columns-said { height: auto; margin: 1 0; }
    ColumnsScreen #columns-said.-gap { color: $gap; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
        Binding("f5", "accept", N_("Take"), id="next", show=False),
    ]

    def __init__(self, layout: Layout, next_key: str) -> None:
        super().__init__()
        self._layout = layout
        self._next_key = next_key
        self._columns = dict(layout.columns)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield LineList(id="columns", compact=True)
            yield Plain("", id="columns-said")
            yield KeyBar(id="columns-keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = Content(_("Which column is what?"))
        self.query_one(LineList).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def on_option_list_option_selected(self) -> None:
        """Choose the heading for the highlighted field."""
        field = self.query_one(LineList).chosen
        if field is None:
            return
        headings = [(str(place), self._offer(heading)) for place, heading in enumerate(self._layout.headers)]
        choices = numbered([(_NONE, _("none")), *headings])
        now = self._columns.get(field)
        taken = str(self._layout.headers.index(now)) if now in self._layout.headers else _NONE
        title = _("{field}: from which column?").format(field=labels.column(field))

        def picked(choice: str | None) -> None:
            if choice is not None:
                self._take(field, "" if choice == _NONE else self._layout.headers[int(choice)])

        self.app.push_screen(Pick(title, choices, taken), picked)

    def _offer(self, heading: str) -> str:
        return shorten(f"{heading}: {samples(self._layout, heading)}".rstrip(": "), 50)

    def _take(self, field: str, heading: str) -> None:
        """A heading serves one field: the field that had it is without one."""
        self._columns = {name: known for name, known in self._columns.items() if known != heading}
        self._columns.pop(field, None)
        if heading:
            self._columns[field] = heading
        self._show(field)

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields without which nothing can be read: the first of every group that has none."""
        return tuple(group[0] for group in REQUIRED if not any(name in self._columns for name in group))

    def _show(self, keep: str | None = None) -> None:
        listed = self.query_one(LineList)
        rows = column_rows(self._layout, self._columns, self.missing, listed.size.width - 2)
        listed.show(rows, keep or (self.missing[0] if self.missing and listed.chosen is None else None))
        said = self.query_one("#columns-said", Plain)
        said.set_class(bool(self.missing), "-gap")
        names = ", ".join(labels.column(field).lower() for field in self.missing)
        text = _("Still to be chosen, the column for: {missing}.").format(missing=names)
        said.show(text if self.missing else _("This is remembered for files with the same headings."))
        keys = [("enter", _("choose")), ("escape", _("leave as it was"))]
        if not self.missing:
            keys.insert(0, (self._next_key, _("read it so")))
        self.query_one(KeyBar).keys(keys, self.size.width)

    def action_accept(self) -> None:
        """Read the file with these columns."""
        if self.missing:
            self._show()
            return
        known = self._layout.columns
        fields = {*known, *self._columns}
        self.dismiss(
            {f: self._columns.get(f, "") for f in fields if self._columns.get(f, "") != known.get(f, "")}
        )

    def action_leave(self) -> None:
        self.dismiss(None)
