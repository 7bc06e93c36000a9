"""The table of requests: what each action does. A request asks the desk, then shows what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cockpit.language import _, labels
from cockpit.screens import flow, footer, panes, queueing, talking, writing
from cockpit.screens.small import Leader
from cockpit.screens.views.script_view import digit
from cockpit.widgets.queue_list import QueueList

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen


Request = Callable[["CockpitScreen", str], None]


def leader(screen: CockpitScreen, _argument: str = "") -> None:
    """All actions by one letter."""
    hand = screen.desk.hand
    cards = [(digit(o.number), o.id) for o in hand.playbook.objections] if hand else []

    def asked(name: str | None) -> None:
        if name is not None:
            screen.action_request(name)

    screen.app.push_screen(Leader(cards), asked)


def kept(screen: CockpitScreen, _argument: str = "") -> None:
    writing.flush(screen)
    hand = screen.desk.hand
    if hand is None or hand.unsaved is None:
        screen.say(_("Everything is saved while you type."))


def language(screen: CockpitScreen, _argument: str = "") -> None:
    """The other language, while everything stays in its place."""
    from cockpit.language import current, use

    use("en" if current() == "nl" else "nl")
    footer.retitle(screen)
    screen.query_one(QueueList).restyle()
    panes.show_all(screen)
    screen.say(labels.language(current()))


def opens(module: str, name: str) -> Request:
    """A request that opens a screen of its own, loaded when it is first wanted."""

    def request(screen: CockpitScreen, _argument: str = "") -> None:
        from importlib import import_module

        getattr(import_module(f"cockpit.screens.{module}"), name)(screen)

    return request


def palette(screen: CockpitScreen, _argument: str = "") -> None:
    screen.app.action_command_palette()


REQUESTS: Mapping[str, Request] = {
    "next": flow.go_on,
    "back": flow.back,
    "escape": flow.escape,
    "outcome": flow.end_call,
    "objection": talking.objection,
    "agreement": talking.agreement,
    "script": talking.script,
    "contact": talking.contact,
    "stamp": talking.stamp,
    "method": talking.method,
    "moment-1": opens("moments", "take_next"),
    "moment-2": opens("moments", "take_second"),
    "moment-3": opens("moments", "take_third"),
    "plan": opens("plan", "open_plan"),
    "read-back": talking.read_back,
    "voicemail": talking.voicemail,
    "third-party": talking.third_party,
    "dial": talking.dial,
    "kind": talking.kind,
    "speak": talking.speak,
    "sources": opens("where_from", "open_where_from"),
    "wording": opens("wording", "explain"),
    "queue": queueing.queue,
    "find": queueing.find,
    "skip": queueing.skip,
    "undo": queueing.undo,
    "write-item": queueing.write_item,
    "leader": leader,
    "kept": kept,
    "language": language,
    "palette": palette,
    "concession": opens("concessions", "open_concessions"),
    "invoices": opens("invoices", "open_invoices"),
    "history": opens("history", "open_history"),
    "report": opens("report", "open_report"),
    "lessons": opens("lessons", "open_lessons"),
    "done": opens("settling", "done"),
    "not-done": opens("settling", "not_done"),
    "import": opens("import_file", "open_import"),
    "outbox": opens("outbox", "open_outbox"),
    "theme": opens("themes", "open_themes"),
    "settings": opens("settings", "open_settings"),
    "help": opens("help", "open_help"),
    "quit": opens("leaving", "ask_to_leave"),
}
