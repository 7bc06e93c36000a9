"""Where we stand with one debtor: all that the queue and the preparation need of his history.

It is derived from calls, agreements and follow-ups and saved beside them, so that opening the cockpit
costs the same whether the history holds a hundred calls or a hundred thousand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from cockpit.core.agreement import Agreement, State, share_invoices
from cockpit.core.call import Call
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Invoice
from cockpit.core.outcome import Reach, Result

PARTY, LETTER, LETTER_BY, CLAUSE = "party", "letter", "letter-by", "clause"
"""The items of the preparation that say who owes it (a `DebtorKind`), when he was sent a formal letter (an
ISO day) and how (`BY_POST`, `BY_MAIL`), and what his contract says about costs (`core.cost_clause`)."""

BY_POST, BY_MAIL = "post", "mail"


@dataclass(frozen=True, slots=True)
class Dispute:
    """What the customer contests since a moment (UTC). It pauses these invoices only, or all that he had
    then when it names none; a later promise never overwrites it."""

    invoices: tuple[str, ...]
    reason: str
    since: datetime

    def is_about(self, invoice: Invoice) -> bool:
        """Whether it is about this invoice."""
        return invoice.number in self.invoices or (
            not self.invoices and invoice.invoice_date <= self.since.date()
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of the talks with one debtor. Only what is open is in `agreements` and `follow_ups`.

    `looked_up` are the claims of the customer that we looked up since we last spoke to him; `party`,
    `letter`, `letter_by`, `clause` what was last written at these items of a preparation: see `core.party`.
    """

    debtor_id: str
    calls: int = 0
    last_call_id: str = ""
    last_call_at: datetime | None = None
    last_reach: Reach | None = None
    last_spoken_at: datetime | None = None
    last_contact: str = ""
    next_time: str = ""
    attempts_in_vain: int = 0
    number_is_wrong: bool = False
    do_not_call: bool = False
    insolvent: bool = False
    agreements: tuple[Agreement, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    skipped_until: datetime | None = None
    skip_reason: str = ""
    party: str = ""
    letter: str = ""
    letter_by: str = ""
    clause: str = ""
    looked_up: tuple[FollowUp, ...] = ()

    def disputed(self) -> frozenset[str]:
        """The numbers of the invoices that the customer contests by number; see also `contests`."""
        return frozenset(number for dispute in self.disputes for number in dispute.invoices)

    def contests(self, invoice: Invoice) -> bool:
        """Whether the customer contests this invoice."""
        return any(dispute.is_about(invoice) for dispute in self.disputes)


def with_agreement(standing: Standing, agreement: Agreement) -> Standing:
    """The standing after an agreement was made or changed; one that needs nothing more is left out.

    A newer promise takes the place of an older one over the same invoices. That one is neither kept nor
    broken by it: its agreement stays as it is on file, and here only what we still have to do remains of it.
    """
    others = [
        replace(a, promises=()) if is_replaced(a, agreement) else a
        for a in standing.agreements
        if a.id != agreement.id
    ]
    if any(is_replaced(agreement, other) for other in others):
        agreement = replace(agreement, promises=())
    return replace(standing, agreements=tuple(a for a in (*others, agreement) if a.is_open))


def is_replaced(old: Agreement, new: Agreement) -> bool:
    """Whether a newer agreement takes the place of an older one: it is about some of the same invoices."""
    taken_back = new.state is State.REVERSED and not new.is_booked_back
    if taken_back or new.debtor_id != old.debtor_id or new.made_at <= old.made_at:
        return False
    return any(share_invoices(before, promise) for before in old.promises for promise in new.promises)


def with_follow_up(standing: Standing, follow_up: FollowUp) -> Standing:
    """The standing after a follow-up was made or changed; a done one is left out.

    A claim that was looked up after the last talk is still to be spoken about.
    """
    others = tuple(f for f in standing.follow_ups if f.id != follow_up.id)
    looked_up = tuple(f for f in standing.looked_up if f.id != follow_up.id)
    if _is_news(standing, follow_up):
        looked_up = (*looked_up, follow_up)
    follow_ups = (*others, follow_up) if follow_up.is_open else others
    return replace(standing, follow_ups=follow_ups, looked_up=looked_up)


def _is_news(standing: Standing, follow_up: FollowUp) -> bool:
    spoken, done = standing.last_spoken_at, follow_up.done_at
    if follow_up.kind is not FollowUpKind.VERIFY or follow_up.ending is None or done is None:
        return False
    return spoken is None or done > spoken


def moment_of(call: Call) -> datetime:
    """When (UTC) a call counts as made: when it ended, or else the last that is known of it."""
    return call.ended_at or call.started_at or call.opened_at


def after_call(standing: Standing, call: Call) -> Standing:
    """The standing after a call was saved. What was due from earlier calls is answered by this one."""
    outcome = call.outcome
    if outcome is None:
        return standing
    moment = moment_of(call)
    spoke = outcome.spoke_to_right_person
    disputes = standing.disputes
    if outcome.result is Result.DISPUTE:
        disputes = (*disputes, Dispute(outcome.invoices, outcome.detail, moment))
    return replace(
        standing,
        calls=standing.calls + 1,
        last_call_id=call.id,
        last_call_at=moment,
        last_reach=outcome.reach,
        last_spoken_at=moment if spoke else standing.last_spoken_at,
        last_contact=(call.contact or standing.last_contact) if spoke else standing.last_contact,
        next_time=call.evaluation.next_time or standing.next_time,
        attempts_in_vain=0 if outcome.spoke_to_somebody else standing.attempts_in_vain + 1,
        number_is_wrong=outcome.reach is Reach.WRONG_NUMBER,
        do_not_call=standing.do_not_call or outcome.result is Result.DO_NOT_CALL,
        insolvent=standing.insolvent or outcome.result is Result.INSOLVENT,
        disputes=disputes,
        skipped_until=None,
        skip_reason="",
        party=call.answer_to(PARTY) or standing.party,
        letter=call.answer_to(LETTER) or standing.letter,
        letter_by=call.answer_to(LETTER_BY) or ("" if call.answer_to(LETTER) else standing.letter_by),
        clause=call.answer_to(CLAUSE) or standing.clause,
        looked_up=() if spoke else standing.looked_up,
    )


DISPUTE = "dispute"
OPEN = "open"
SOLVED = "solved"
"""The field of a call's revision that says what became of its dispute, and the two texts it can have."""


def is_solved(call: Call) -> bool:
    """Whether the dispute that this call brought up was ended later: the last revision that says so holds."""
    said = [new for r in call.revisions for name, _old, new in r.fields if name == DISPUTE]
    return bool(said) and said[-1] == SOLVED


def rebuild(
    debtor_id: str,
    calls: Iterable[Call],
    agreements: Iterable[Agreement],
    follow_ups: Iterable[FollowUp],
    before: Standing,
) -> Standing:
    """The standing as the whole history makes it, calls oldest first: for when something was corrected.

    A collector's own decision to set him aside is in no call; it is taken over from `before`.
    """
    standing = Standing(debtor_id)
    for call in calls:
        contested = standing.disputes
        standing = after_call(standing, call)
        if is_solved(call):
            standing = replace(standing, disputes=contested)
    for agreement in sorted(agreements, key=lambda a: a.made_at):
        standing = with_agreement(standing, agreement)
    for follow_up in follow_ups:
        standing = with_follow_up(standing, follow_up)
    return replace(standing, skipped_until=before.skipped_until, skip_reason=before.skip_reason)
