"""From a call to what leaves the house: the summary, the mail, the calendar entry, and their files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cockpit.core.agreement import Agreement
from cockpit.core.call import Call
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Account
from cockpit.core.standing import Standing
from cockpit.desk.agreeing import proposal
from cockpit.desk.board import Board
from cockpit.desk.scripting import tag_of
from cockpit.desk.session import Session
from cockpit.handover.agenda import as_ics
from cockpit.handover.facts import Handover, Sender
from cockpit.handover.files import safe_name
from cockpit.handover.mail import as_eml, confirmation
from cockpit.store.port import StoreError


def handover(
    session: Session, account: Account, standing: Standing, call: Call, agreement: Agreement | None,
    follow_ups: Sequence[FollowUp],
) -> Handover:  # fmt: skip
    """All facts of one call, in the debtor's language."""
    covered = {n for p in agreement.promises for n in p.covers} if agreement else set()
    invoices = tuple(i for i in account.invoices if i.number in covered)
    s = session.settings
    return Handover(
        call=call,
        agreement=agreement,
        debtor=account.debtor,
        invoices=invoices or proposal(account, standing, session.today()),
        follow_ups=tuple(follow_ups),
        sender=Sender(s.firm, call.caller or s.caller, s.email, s.phone),
        zone=s.zone,
        tag=tag_of(account.debtor, call.language),
    )


def saved_handover(session: Session, board: Board, call: Call) -> Handover | None:
    """The facts of a saved call as they are known now; None when the debtor is not in the ledger any more."""
    account = board.account(call.debtor_id)
    if account is None:
        return None
    store = session.store
    agreement = store.agreement(call.agreement_id) if call.agreement_id else None
    follow_ups = [f for f in store.follow_ups_of(call.debtor_id) if f.call_id == call.id]
    return handover(session, account, board.standing(call.debtor_id), call, agreement, follow_ups)


def for_collector(h: Handover, tag: str) -> Handover:
    """The same facts in the collector's own language."""
    return replace(h, tag=tag)


def mail_file(session: Session, h: Handover) -> bytes:
    """The confirmation mail as a draft (`.eml`)."""
    message_id = f"<{h.call.id}@{safe_name(h.sender.firm or 'cockpit').lower()}.invalid>"
    return as_eml(confirmation(h, message_id, session.local_now()))


def write_mail(session: Session, h: Handover) -> Path:
    """Put the confirmation mail in the outbox as a draft; raises `StoreError`."""
    return _write(session, h, "eml", mail_file(session, h))


def write_calendar(session: Session, h: Handover) -> Path:
    """Put the follow-ups in the outbox as a calendar file; raises `StoreError`."""
    return _write(session, h, "ics", as_ics(h, session.now()))


def _write(session: Session, h: Handover, suffix: str, data: bytes) -> Path:
    if session.outbox is None:
        raise StoreError("read-only", path="-")
    day = h.call.opened_at.astimezone(session.zone).date().isoformat()
    path = session.outbox / f"{day} {safe_name(h.debtor.name)} {safe_name(h.call.id)}.{suffix}"
    part = path.with_suffix(f".{suffix}.part")
    try:
        session.outbox.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
        part.replace(path)
    except OSError as error:
        raise StoreError("unwritable", path=str(path), reason=error.strerror or "") from error
    return path
