"""Taking a debtor in hand: where his unfinished call left off, or with a fresh preparation."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from cockpit.core.call import Call, Phase
from cockpit.core.kinds import kind_for
from cockpit.core.ledger import Account, Debtor
from cockpit.desk import moments
from cockpit.desk.board import Board
from cockpit.desk.calling import CallInHand
from cockpit.desk.session import Session
from cockpit.language import dates
from cockpit.store.port import StoreError

_FALLBACK = "en"


def take_up(session: Session, board: Board, debtor_id: str) -> CallInHand | None:
    """The debtor's unfinished call where there is one, or a fresh preparation; raises `StoreError`.

    A preparation of an earlier day goes on as one of today, for the kind of call that he needs now; a talk of
    an earlier day keeps what was said, and its days are offered anew. An unfinished call outlives its debtor:
    when the ledger does not know him any more, he has only a number and nothing open. None for a debtor of
    whom there is neither. Playbooks that were saved since are read.
    """
    session.playbooks.refresh()
    draft = _draft_of(session, debtor_id)
    account = board.account(debtor_id)
    if account is None:
        if draft is None:
            return None
        settings = session.settings
        account = Account(Debtor(debtor_id, debtor_id, settings.country, draft.language), ())
    fresh = fresh_call(session, board, account, draft.id if draft else session.new_id("C"))
    if draft is None:
        return CallInHand(session, board, account, fresh, fresh)
    if draft.language not in session.playbooks.languages():  # those of a language of their own are gone
        draft = replace(draft, language=fresh.language)
    if draft.phase is Phase.PREPARE and _day(session, draft.opened_at) < session.today():
        draft = replace(draft, kind=fresh.kind, opened_at=fresh.opened_at)
    blank = replace(fresh, opened_at=draft.opened_at)
    hand = CallInHand(session, board, account, draft, blank)
    if draft.is_live and _last_day(hand) < session.today():
        return CallInHand(session, board, account, _of_today(hand), blank)
    return hand


def _of_today(hand: CallInHand) -> Call:
    """A talk of an earlier day as it goes on now: the days that were typed stand there in full, so that the
    same words mean another day from now on."""
    call, said = hand.call, hand.read_on(_last_day(hand))
    entry = call.entry
    if said.day is not None and said.plan is None and "when" not in said.uncertain:
        entry = replace(entry, when=moments.as_typed(said.day))
    if said.commitment is not None:
        due = said.commitment.due.astimezone(hand.session.zone)
        entry = replace(entry, if_we_by=f"{moments.as_typed(due.date())} {dates.clock(due)}")
    return replace(call, entry=entry, resumed_at=hand.session.now())


def _last_day(hand: CallInHand) -> date:
    """The day on which the talk was begun, or last gone on with."""
    call = hand.call
    return _day(hand.session, call.resumed_at or call.started_at or call.opened_at)


def unfinished(session: Session, board: Board) -> CallInHand | None:
    """The call that was live when the program stopped, the last one begun if there are several; or None.

    While we only look, a live call is somebody else's, who is on the line now.
    """
    if session.only_looking:
        return None
    live = [draft for draft in session.store.drafts().values() if draft.is_live]
    for draft in sorted(live, key=lambda d: d.started_at or d.opened_at, reverse=True):
        hand = take_up(session, board, draft.debtor_id)
        if hand is not None and hand.call.is_live:
            return hand
    return None


def _draft_of(session: Session, debtor_id: str) -> Call | None:
    """The draft, unless it is of a call that was saved and only its draft could not be dropped then."""
    draft = session.store.drafts().get(debtor_id)
    if session.only_looking:
        return None if draft is None or draft.is_live else draft
    if draft is None or not _is_saved(session, draft):
        return draft
    with suppress(StoreError):
        session.store.drop_draft(debtor_id)
    return None


def _is_saved(session: Session, draft: Call) -> bool:
    try:
        return session.store.call(draft.id) is not None
    except StoreError:  # it cannot be read: what the draft says is all there is
        return False


def fresh_call(session: Session, board: Board, account: Account, name: str) -> Call:
    """A call with this debtor of which nothing is done yet, in his language where we speak it."""
    standing, settings = board.standing(account.debtor.id), session.settings
    spoken = (account.debtor.language, settings.language.partition("_")[0], _FALLBACK)
    languages = session.playbooks.languages()
    return Call(
        id=name,
        debtor_id=account.debtor.id,
        kind=kind_for(account, standing, session.today(), session.rules(), settings.zone),
        opened_at=session.now(),
        language=next(language for language in spoken if language in languages),
        caller=settings.caller,
    )


def _day(session: Session, moment: datetime) -> date:
    return moment.astimezone(session.zone).date()
