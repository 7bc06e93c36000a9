"""The history of one debtor as lines: agreements with our actions, what comes back, and the calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from textual.content import Content

from cockpit.core.agreement import ENDED, Agreement, Commitment, Concession, Promise, State
from cockpit.core.call import Call
from cockpit.core.concession import Condition, became
from cockpit.core.followup import Ending, FollowUp
from cockpit.core.ledger import Invoice
from cockpit.core.outcome import Outcome
from cockpit.core.standing import Dispute, Standing
from cockpit.desk.correcting import History
from cockpit.language import _, amounts, dates, labels, ngettext
from cockpit.widgets.plain import fit

CALLS_A_PAGE, ENDED_A_PAGE = 40, 8
_DAY = 16


class Kind(StrEnum):
    """What a line is about."""

    HEADING = "heading"
    AGREEMENT = "agreement"
    PROMISE = "promise"
    ACTION = "action"
    FOLLOW_UP = "follow-up"
    DISPUTE = "dispute"
    CALL = "call"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `index` is the number of the promise or of our action within `agreement`."""

    id: str
    kind: Kind
    line: Content
    agreement: Agreement | None = None
    index: int = 0
    follow_up: FollowUp | None = None
    dispute: Dispute | None = None
    call: Call | None = None


@dataclass(frozen=True, slots=True)
class HistoryList:
    """The lines of a history as of `now`, on the clock of `zone`; `pages` pages of what is long ago.

    `invoices` are open now and `grace_days` calendar days: they say what became of what we gave.
    """

    past: History
    standing: Standing
    zone: tzinfo
    now: datetime
    pages: int = 1
    invoices: tuple[Invoice, ...] = ()
    grace_days: int = 0

    def entries(self) -> list[Entry]:
        """All lines from top to bottom."""
        return [*self._agreements(), *self._coming(), *self._calls()]

    def _agreements(self) -> Iterator[Entry]:
        newest = sorted(self.past.agreements, key=lambda a: a.made_at, reverse=True)
        running = [a for a in newest if a.is_open]
        ended = [a for a in newest if not a.is_open]
        yield _heading("agreements", _("Agreements"), len(newest))
        for agreement in (*running, *ended[: self.pages * ENDED_A_PAGE]):
            yield Entry(f"agreement {agreement.id}", Kind.AGREEMENT, self._agreement(agreement), agreement)
            yield from self._parts(agreement)
        if len(ended) > self.pages * ENDED_A_PAGE:
            yield _more("more-agreements", len(ended) - self.pages * ENDED_A_PAGE)

    def _parts(self, agreement: Agreement) -> Iterator[Entry]:
        """Instalments and our actions, each on a line of its own."""
        if len(agreement.promises) > 1:
            for n, promise in enumerate(agreement.promises):
                line = Content(f"    └ {promise_words(promise)}")
                yield Entry(f"promise {agreement.id} {n}", Kind.PROMISE, line, agreement, n)
        for n, commitment in enumerate(agreement.commitments):
            line = Content("    └ ") + self._action(commitment)
            yield Entry(f"action {agreement.id} {n}", Kind.ACTION, line, agreement, n)

    def _coming(self) -> Iterator[Entry]:
        waiting = sorted(self.standing.follow_ups, key=lambda f: f.due)
        looked_up = self.standing.looked_up
        if waiting or looked_up or self.standing.disputes:
            count = len(waiting) + len(looked_up) + len(self.standing.disputes)
            yield _heading("coming", _("Follow-up"), count)
        for follow_up in waiting:
            line = self._follow_up(follow_up)
            yield Entry(f"follow-up {follow_up.id}", Kind.FOLLOW_UP, line, follow_up=follow_up)
        for follow_up in looked_up:
            line = self._looked_up(follow_up)
            yield Entry(f"follow-up {follow_up.id}", Kind.FOLLOW_UP, line, follow_up=follow_up)
        for n, dispute in enumerate(self.standing.disputes):
            yield Entry(f"dispute {n}", Kind.DISPUTE, self._dispute(dispute), dispute=dispute)

    def _calls(self) -> Iterator[Entry]:
        calls = self.past.calls[::-1]
        yield _heading("calls", _("Calls"), len(calls))
        for call in calls[: self.pages * CALLS_A_PAGE]:
            yield Entry(f"call {call.id}", Kind.CALL, self._call(call), call=call)
        if len(calls) > self.pages * CALLS_A_PAGE:
            yield _more("more-calls", len(calls) - self.pages * CALLS_A_PAGE)

    def _agreement(self, agreement: Agreement) -> Content:
        mark, tone = state_mark(agreement.state)
        first = agreement.promises[:1]
        total = agreement.promised_total()
        if len(agreement.promises) > 1 and total is not None:
            n = len(agreement.promises)
            text = ngettext("{amount} in {n} part", "{amount} in {n} parts", n)
            said = text.format(amount=amounts.money(total), n=n)
        else:
            said = promise_words(first[0]) if first else _("only our action")
        state = labels.state(agreement.state) if first else ""
        passed = any(p.due < self.local(self.now).date() for p in agreement.promises)
        if passed and agreement.state not in ENDED:  # a ledger has not said yet what became of it
            mark, tone, state = "!", "bold $broken", _("the day has passed")
        made = fit(dates.day(self.local(agreement.made_at), None, "medium"), _DAY)
        return Content.assemble((f"{mark} ", tone), (made, "$muted"), (f"{said}  ", "bold"), (state, tone))

    def _action(self, commitment: Commitment) -> Content:
        what = _("our action: {what}").format(what=commitment.what)
        if commitment.done_at is not None:
            done = dates.day(self.local(commitment.done_at), None, "short")
            return Content.assemble((what, "$muted"), (f"  ✓ {_('done on {day}').format(day=done)}", "$done"))
        due = dates.moment(self.local(commitment.due), None, "short")
        text = _("by {day}").format(day=due)
        late = commitment.due <= self.now
        tail = f"  ! {text}, {_('overdue')}" if late else f"  {text}"
        return Content.assemble(what, (tail, "bold $broken" if late else "$promised"))

    def _follow_up(self, follow_up: FollowUp) -> Content:
        style = "$overdue" if follow_up.due <= self.now else "$promised"
        due = self.local(follow_up.due)
        when = dates.moment(due, None, "short") if follow_up.timed else dates.day(due, None, "medium")
        what = f"  {follow_up.what}" if follow_up.what else ""
        label = labels.follow_up(follow_up.kind)
        return Content.assemble(("◷ ", style), (fit(when, _DAY), style), label, (what, "$muted"))

    def _looked_up(self, follow_up: FollowUp) -> Content:
        """A claim that was looked up since the last talk: the next one speaks of it."""
        true = follow_up.ending is Ending.TRUE
        mark, style = ("✓ ", "$done") if true else ("? ", "$overdue")
        when = fit(dates.day(self.local(follow_up.done_at or follow_up.due), None, "medium"), _DAY)
        ending = labels.ending(follow_up.ending) if follow_up.ending else ""
        what = f"  {follow_up.what}" if follow_up.what else ""
        return Content.assemble((mark, style), (when, style), ending, (what, "$muted"))

    def _dispute(self, dispute: Dispute) -> Content:
        since = fit(dates.day(self.local(dispute.since), None, "medium"), _DAY)
        numbers = ", ".join(dispute.invoices) or _("all invoices of then")
        said = _("contested: {invoices}").format(invoices=numbers)
        reason = f"  {dispute.reason}" if dispute.reason else ""
        return Content.assemble(("⚑ ", "$broken"), (since, "$muted"), (said, "bold"), (reason, "$muted"))

    def _call(self, call: Call) -> Content:
        made = fit(dates.day(self.local(call.opened_at), None, "medium"), _DAY)
        corrected = (" ✎", "$cue") if call.revisions else ("", "")
        contact = (f"  {call.contact}" if call.contact else "", "$muted")
        spoke = call.outcome is not None and call.outcome.spoke_to_right_person
        mark = ("● " if spoke else "○ ", "$done" if spoke else "$muted")
        return Content.assemble(mark, (made, "$muted"), outcome_words(call.outcome), contact, corrected)

    def became(self, agreement: Agreement, concession: Concession) -> Condition:
        """What became of something that we gave."""
        return became(concession, agreement, self.invoices, self.local(self.now).date(), self.grace_days)

    def local(self, moment: datetime) -> datetime:
        """A moment on the collector's clock."""
        return moment.astimezone(self.zone)


def outcome_words(outcome: Outcome | None) -> str:
    """What came of a call: what was said, or else who was reached."""
    if outcome is None:
        return _("no outcome")
    return labels.result(outcome.result) if outcome.result else labels.reach(outcome.reach)


def promise_words(promise: Promise) -> str:
    """What was promised and for when."""
    return _("{amount} on {day}").format(
        amount=amounts.money(promise.amount), day=dates.day(promise.due, None, "medium")
    )


def state_mark(state: State) -> tuple[str, str]:
    """A sign and a colour for the state of an agreement."""
    if state in {State.KEPT, State.PAID_TOO_MUCH}:
        return "✓", "$done"
    if state in {State.BROKEN, State.PART_KEPT}:
        return "✗", "$broken"
    return ("–", "$muted") if state in ENDED else ("◷", "$promised")


def _heading(name: str, text: str, count: int) -> Entry:
    return Entry(name, Kind.HEADING, Content.styled(f"{text}  {count}", "bold $accent"))


def _more(name: str, count: int) -> Entry:
    text = ngettext("{n} earlier one: Enter shows it", "{n} earlier ones: Enter shows more", count)
    return Entry(name, Kind.MORE, Content.styled(f"… {text.format(n=count)}", "$cue"))
