"""What stands in the panes: each function shows one part of the desk, and repaints only what changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from cockpit.core.call import Phase
from cockpit.core.text import shorten
from cockpit.desk.opening import warm_up
from cockpit.language import _, amounts, labels, ngettext, playbook_sentences, sentences
from cockpit.screens import listening, writing
from cockpit.screens.footer import show_keys
from cockpit.screens.views.agreement_view import form_view
from cockpit.screens.views.preparation_view import check_rows, recall
from cockpit.screens.views.queue_view import full_reason, golden_line, queue_row, tally_line, totals_line
from cockpit.screens.views.script_view import (
    listening_view,
    objection_line,
    script_view,
    stage_names,
    stage_number,
)
from cockpit.widgets.actions import key_name
from cockpit.widgets.agreement_form import AgreementForm
from cockpit.widgets.checklist import Checklist
from cockpit.widgets.line_input import LineInput
from cockpit.widgets.notes import NotesArea
from cockpit.widgets.plain import Plain, paint_at_once
from cockpit.widgets.queue_list import QueueList
from cockpit.widgets.script import Script
from cockpit.widgets.stage_bar import StageBar

if TYPE_CHECKING:
    from cockpit.screens.cockpit import CockpitScreen

_LONG = 12  # seconds to read a sentence about a file
_WANTED_SOON = (
    "cockpit.screens.outcome",
    "cockpit.screens.wrap_up",
    "cockpit.desk.wrapping",
    "cockpit.screens.wording",
)


def show_all(screen: CockpitScreen) -> None:
    """Everything."""
    show_queue(screen)
    show_hand(screen, fresh=True)
    show_clock(screen)
    screen.in_quiet("warm up", warm_up(screen.desk.board, _WANTED_SOON))


def show_queue(screen: CockpitScreen, search: str | None = None) -> None:
    """The list, or what a search found; the highlight stays on its debtor.

    That is the one in hand, unless the highlight has just moved on and he is still to follow it.
    """
    board = screen.desk.board
    text = screen.query_one("#search", LineInput).value if search is None else search
    ids = board.find(text) if text.strip() else board.listed.ids
    queue = screen.query_one(QueueList)
    keep = screen.desk.hand.call.debtor_id if screen.desk.hand and not text.strip() else None
    if screen.is_waiting("choose"):
        keep = queue.highlighted
    queue.show(ids, lambda debtor_id: queue_row(board, debtor_id), keep=keep)
    screen.query_one("#totals", Plain).show(totals_line(board))
    screen.query_one("#tally", Plain).show(tally_line(board))
    show_reason(screen, queue.highlighted)


def show_reason(screen: CockpitScreen, debtor_id: str | None) -> None:
    """The whole reason of the highlighted row."""
    entry = screen.desk.board.queue.entry(debtor_id) if debtor_id else None
    text = full_reason(screen.desk.board, entry) if entry else ""
    screen.query_one("#reason", Plain).show(text)


def show_clock(screen: CockpitScreen) -> None:
    """The golden hours, the quiet clock of the call, and whoever's moment has come."""
    if screen.desk.board.wake() and not screen.query_one("#search", LineInput).value:
        show_queue(screen)
    screen.query_one("#golden", Plain).show(golden_line(screen.desk.board))
    show_title(screen)


def show_hand(screen: CockpitScreen, fresh: bool = False) -> None:
    """Everything about the debtor in hand."""
    phase = screen.desk.phase
    screen.update_classes({"-talking": phase is Phase.TALK, "-live": screen.desk.is_live})
    for place in ("#prep", "#recall", "#objections"):
        screen.query_one(place).set_class(screen.desk.is_live, "-live")
    show_title(screen)
    show_preparation(screen, fresh)
    show_script(screen)
    show_right(screen)
    show_keys(screen)
    tell_playbooks(screen)


def tell_playbooks(screen: CockpitScreen) -> None:
    """Say it when a team's own playbook was saved in a way that it cannot be used.

    What could not be used from the start on was said by whoever opened the cockpit.
    """
    problems = screen.desk.session.playbooks.problems
    told, screen.told = screen.told, problems
    if problems and told is not None and told is not problems:
        text = playbook_sentences.playbook_notice(problems[0], name=Path(problems[0].path).name)
        if len(problems) > 1:
            more = _("({n} more: cockpit lint)").format(n=len(problems) - 1)
            text = f"{text} {more}"
        screen.notify(text, markup=False, timeout=_LONG)


def show_title(screen: CockpitScreen) -> None:
    """Who is in hand, for how much and how late; in a call also how long it lasts."""
    middle = screen.query_one("#middle")
    hand = screen.desk.hand
    if hand is None:
        entitle(middle, "", "")
        return
    days = hand.account.days_overdue(screen.desk.session.today())
    facts = [amounts.money(hand.account.open_total())]
    if days:
        facts.append(ngettext("{n} day", "{n} days", days).format(n=days))
    rest = "".join(f" · {fact}" for fact in facts)
    width = middle.size.width or screen.app.size.width - 4  # alone in a small window, and hidden until now
    room = max(width - len(rest) - len(screen.mark) - 4, 12)
    title = screen.mark + shorten(hand.account.debtor.name, room) + rest
    minutes = hand.call.seconds(screen.desk.session.now()) // 60
    kind = labels.kind(hand.call.kind)
    clock = _("{n} min").format(n=minutes)
    number = hand.account.debtor.number_to_dial or _("no number")
    parts = [f"☎ {number}", clock] if screen.desk.is_live else [kind, f"☎ {number}"]
    entitle(middle, title, " · ".join(parts))


def entitle(pane: Widget, title: str, subtitle: str) -> None:
    """Put words into the border of a pane; the same words again would paint the whole pane again."""
    above, below = Content(title), Content(subtitle)
    if pane.border_title != above.markup:
        pane.border_title = above
    if pane.border_subtitle != below.markup:
        pane.border_subtitle = below
    paint_at_once(pane)


def show_preparation(screen: CockpitScreen, fresh: bool = False) -> None:
    """The checklist before the call, one line of it during the call."""
    hand = screen.desk.hand
    screen.query_one(StageBar).at(stage_names(), stage_number(hand) if hand else -1)
    if hand is not None:
        screen.query_one(Checklist).show(check_rows(hand), fresh)
        screen.query_one("#recall", Plain).show(recall(hand))
    else:
        screen.query_one(Checklist).show((), True)
        screen.query_one("#recall", Plain).show("")


def show_script(screen: CockpitScreen) -> None:
    """The script, following every keystroke of the agreement."""
    hand = screen.desk.hand
    script = screen.query_one(Script)
    script.display = hand is not None
    if hand is None:
        screen.query_one("#objections", Plain).show("")
        screen.query_one("#line-now", Plain).show("")
        return
    objection, moment = key_name(screen.key_of("objection")), screen.key_label("moment-1")
    listens = listening.now(screen) is not None
    view = listening_view(hand) if listens else script_view(hand, screen.detour, objection, moment)
    script.show(view)
    screen.query_one("#recall", Plain).set_class(view.card, "-card")
    foot = screen.query_one("#objections", Plain)
    foot.show(objection_line(hand, objection, foot.size.width or 46))
    now = view.now[0] if view.now else None
    line = "".join(words.text for words in now.words) if now else view.quiet
    screen.query_one("#line-now", Plain).show(line)


def show_right(screen: CockpitScreen) -> None:
    """Contact, notes and agreement, as the call in hand has them; the boxes say the same from now on."""
    hand = screen.shown = screen.desk.hand
    screen.query_one("#right").set_class(hand is None, "-empty")
    if hand is None:
        return
    contact = screen.query_one("#contact", LineInput)
    contact.fill(hand.call.contact)
    known = hand.standing.last_contact or hand.account.debtor.contact_person
    contact.placeholder = known or _("name of who answers")
    notes = screen.query_one("#notes", NotesArea)
    if notes.text != hand.call.notes:
        notes.load_text(hand.call.notes)
        notes.move_cursor(notes.document.end)
    show_agreement(screen)
    show_kept(screen)
    writing.look_soon(screen)


def show_agreement(screen: CockpitScreen) -> None:
    """The agreement panel with its reading."""
    if screen.desk.hand is not None:
        others = (screen.key_label(name) for name in ("plan", "undo", "moment-1"))
        view = form_view(screen.desk.hand, key_name(screen.key_of("method")), *others)
        screen.query_one(AgreementForm).show(view)


def show_kept(screen: CockpitScreen) -> None:
    """Whether every word is on the disk; if not, what is in the way."""
    hand = screen.desk.hand
    kept = screen.query_one("#kept", Plain)
    error = hand.unsaved if hand else None
    kept.set_class(error is not None, "-failed")
    if error is None:
        kept.show("")
    else:
        kept.show(_("Not written yet, kept in memory: {why}").format(why=sentences.store_error(error)))
