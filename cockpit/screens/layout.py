"""The three panes and what stands in them, before anything is known."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget

from cockpit.widgets.agreement_form import AgreementForm
from cockpit.widgets.checklist import Checklist
from cockpit.widgets.key_bar import KeyBar
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.notes import NotesArea
from cockpit.widgets.plain import Plain
from cockpit.widgets.queue_list import QueueList
from cockpit.widgets.script import Script
from cockpit.widgets.search_box import SearchBox
from cockpit.widgets.stage_bar import StageBar


def three_panes() -> ComposeResult:
    """Queue, script, notes; and the keys below them."""
    yield Plain("", id="too-small")
    with Horizontal(id="panes"):
        with Vertical(id="left", classes="pane"):
            yield Plain("", id="golden")
            yield Plain("", id="totals")
            yield SearchBox(id="search", compact=True)
            yield QueueList(id="queue")
            yield Plain("", id="reason")
            yield Plain("", id="tally")
        with Vertical(id="middle", classes="pane"):
            yield StageBar(id="stages")
            with VerticalScroll(id="prep", can_focus=False):
                yield Checklist(id="checklist")
            yield Plain("", id="recall")
            with VerticalScroll(id="talk", can_focus=False):
                yield Script(id="script")
            yield Plain("", id="objections")
        yield Vertical(id="right", classes="pane -empty")
    yield KeyBar(id="keys")


def notes_and_agreement() -> Iterator[Widget]:
    """The pane on the right, which is empty until somebody is in hand: the first frame goes without."""
    yield Plain("", id="line-now")
    label = Plain("", id="contact-label", classes="label")
    name = LineInput(id="contact", compact=True, select_on_focus=False)
    yield Horizontal(label, name, classes="field", id="contact-field")
    yield NotesArea(id="notes", compact=True, soft_wrap=True, show_line_numbers=False)
    yield Plain("", id="marked")
    yield AgreementForm(id="agreement")
    yield Plain("", id="kept")
