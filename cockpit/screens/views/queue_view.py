"""The queue in words: a row per debtor, the golden hours, what was done today."""

from __future__ import annotations

from textual.content import Content

from cockpit.core.calendar import golden
from cockpit.core.queue import Entry, ReasonCode
from cockpit.desk.board import Board
from cockpit.desk.settling import matter_of_row
from cockpit.language import _, amounts, dates, ngettext, sentences
from cockpit.screens.views.settling_view import keys
from cockpit.widgets.queue_list import Row

_TONE = {
    ReasonCode.COMMITMENT_OVERDUE: ("!", "broken"),
    ReasonCode.COMMITMENT_DUE: ("!", "promised"),
    ReasonCode.RING_BACK: ("☎", "golden"),
    ReasonCode.PROMISE_REVERSED: ("↶", "broken"),
    ReasonCode.PROMISE_BROKEN: ("✗", "broken"),
    ReasonCode.CLAIM_NOT_FOUND: ("?", "overdue"),
    ReasonCode.PROMISE_DUE: ("◷", "promised"),
    ReasonCode.CONFIRMATION: ("✉", "promised"),
    ReasonCode.VERIFY: ("?", "promised"),
    ReasonCode.CONSULT: ("?", "promised"),
    ReasonCode.OVERDUE: ("€", "overdue"),
    ReasonCode.COURTESY_AMOUNT: ("♡", "plain"),
    ReasonCode.COURTESY_NEW: ("♡", "plain"),
}


def queue_row(board: Board, debtor_id: str) -> Row:
    """One line of the list: a sign, the name, the reason in few words."""
    entry = board.queue.entry(debtor_id)
    if entry is None:
        return Row("·", debtor_id, "", "paused")
    mark, tone = _TONE.get(entry.reason.code, ("‖" if entry.reason.code.is_pause else "·", "paused"))
    return Row(mark, entry.name, sentences.reason_short(entry.reason, board.session.zone), tone)


def full_reason(board: Board, entry: Entry) -> str:
    """The whole sentence behind a row, and the keys that end what it is about."""
    sentence = sentences.reason(entry.reason, board.session.zone)
    matter = matter_of_row(board, entry.debtor_id)
    return f"{sentence}\n{keys(matter)}" if matter else sentence


def golden_line(board: Board) -> Content:
    """Whether this is a good time to ring (S2.2), and until when."""
    hours = golden(board.session.local_now(), board.session.settings.country)
    if hours.open:
        text = _("golden hour, {n} min left").format(n=hours.minutes)
        return Content.styled(f"☼ {text}", "bold $golden")
    when = dates.moment(hours.until, None, "short")
    return Content.styled("☾ " + _("golden hour {when}").format(when=when), "$muted")


def totals_line(board: Board) -> str:
    """How many there are to call and for how much."""
    entries = board.queue.entries
    n = len(entries)
    count = ngettext("{n} to call", "{n} to call", n).format(n=n)
    sums = [amounts.rounded(m) for m in board.listed.totals.values()]
    between = " · " if len(sums) == 1 else "\n"  # several currencies have a line of their own
    return f"{count}{between}{' + '.join(sums)}" if n else _("nobody to call now")


def tally_line(board: Board) -> str:
    """What was done today; the amounts have a line of their own, beside the calls they would be cut."""
    tally = board.tally
    done = ngettext("{n} call today", "{n} calls today", tally.calls).format(n=tally.calls)
    agreed = " + ".join(amounts.money(m) for m in tally.agreed)
    return "\n".join([done, _("{amount} agreed").format(amount=agreed)]) if agreed else done
