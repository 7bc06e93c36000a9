"""From a call to what leaves the house: the summary, the mail, the calendar entry, and their files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from cockpit.core.agreement import Agreement
from cockpit.core.call import Call
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Account, Debtor
from cockpit.core.standing import Standing
from cockpit.desk.agreeing import proposal
from cockpit.desk.board import Board
from cockpit.desk.scripting import tag_of
from cockpit.desk.session import Session
from cockpit.handover.agenda import as_ics
from cockpit.handover.facts import Handover, Sender
from cockpit.handover.files import safe_name
from cockpit.handover.mail import as_eml, confirmation
from cockpit.handover.payment_qr import Beneficiary
from cockpit.language import current
from cockpit.store.port import StoreError

_ASKED_ADDRESS = "no-email"
"""The item of the preparation at which an address is written that the ledger does not have."""

_NAME_LIMIT = 40  # a letter takes up to four bytes, a file name 255
_BINARY: int = getattr(os, "O_BINARY", 0)


def handover(
    session: Session, account: Account, standing: Standing, call: Call, agreement: Agreement | None,
    follow_ups: Sequence[FollowUp],
) -> Handover:  # fmt: skip
    """All facts of one call, in the debtor's language.

    The invoices are those that the promise is about, as far as they are still open; without a promise those
    that one would be about. An e-mail address that was asked for stands in for one that the ledger lacks.
    """
    covered = {number for promise in agreement.promises for number in promise.covers} if agreement else set()
    invoices = tuple(i for i in account.invoices if i.number in covered)
    s, debtor = session.settings, account.debtor
    return Handover(
        call=call,
        agreement=agreement,
        debtor=debtor if debtor.email else replace(debtor, email=call.answer_to(_ASKED_ADDRESS)),
        invoices=invoices if covered else proposal(account, standing, session.today()),
        follow_ups=tuple(follow_ups),
        sender=Sender(s.firm, call.caller or s.caller, s.email, s.phone),
        zone=s.zone,
        tag=tag_of(debtor, call.language),
        payee=Beneficiary(s.account_name or s.firm, s.iban, s.bic) if s.iban else None,
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
    """The confirmation mail as a draft (`.eml`), each with a name of its own: a second one is no copy."""
    now = session.local_now()
    return as_eml(confirmation(h, f"<{h.call.id}.{now:%Y%m%d%H%M%S}@call-cockpit.invalid>", now))


def write_mail(session: Session, h: Handover) -> Path:
    """Put the confirmation mail in the outbox as a draft; raises `StoreError`."""
    return _write(session, h, "eml", mail_file(session, h))


def write_calendar(session: Session, h: Handover) -> Path | None:
    """Put the follow-ups in the outbox as a calendar file for the collector, in his language.

    What an earlier file of this call had in it and does not come back any more is cancelled. None when
    nothing comes back on a day and nothing is to be cancelled. Raises `StoreError`.
    """
    data = calendar_file(session, h)
    return _write(session, h, "ics", data) if data else None


def calendar_file(session: Session, h: Handover) -> bytes:
    """The same as bytes, without writing them."""
    earlier = b""
    if session.outbox is not None:
        with suppress(OSError):
            earlier = (session.outbox / f"{paper_name(session, h)}.ics").read_bytes()
    return as_ics(for_collector(h, current()), session.now(), earlier)


def paper_name(session: Session, h: Handover) -> str:
    """What the files of a call are called, without their ending: its day, the debtor, the call.

    The call is what stands behind the last space: by that they are found again.
    """
    day = h.call.opened_at.astimezone(session.zone).date().isoformat()
    return f"{day} {paper_debtor(h.debtor)} {safe_name(h.call.id)}"


def paper_debtor(debtor: Debtor) -> str:
    """How a debtor is called in the names of those files."""
    return safe_name(debtor.name)[:_NAME_LIMIT].rstrip("-")


def _write(session: Session, h: Handover, suffix: str, data: bytes) -> Path:
    """Write a file for the user's own eyes; a file of the same call is replaced whole or not at all."""
    if session.outbox is None:
        raise StoreError("read-only", path="-")
    path = session.outbox / f"{paper_name(session, h)}.{suffix}"
    part = path.with_name(f"{path.name}.part")
    try:
        session.outbox.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb") as file:
            file.write(data)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreError("unwritable", path=str(path), reason=error.strerror or str(error)) from error
    return path
