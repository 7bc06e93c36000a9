"""Sending the confirmation mail through the user's own mail server: once, and without making anybody wait.

A mail is put in the outbox first; then a thread hands it over. What fails stays in the outbox with its reason
and is tried again when the cockpit is opened, or when the collector asks. The thread touches files and the
network only; the store is told afterwards, by `note_sent`, from where it was called.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, Thread

from cockpit.core.agreement import ENDED, Agreement, State
from cockpit.desk import correcting
from cockpit.desk.board import Board
from cockpit.desk.handing_over import paper_name
from cockpit.desk.mail_server import NotSent, Problem, Server, hand_over
from cockpit.desk.outbox import Outbox, Posted, Taken, recipients, to_send
from cockpit.desk.session import Session
from cockpit.handover.facts import Handover, usable_addresses
from cockpit.handover.files import safe_name
from cockpit.handover.mail import as_eml, confirmation, mail_name
from cockpit.store.port import Changes, StoreError

PASSWORD = "COCKPIT_SMTP_PASSWORD"
"""The variable of the environment that a password may be in."""

KEYRING = "call-cockpit"
"""The name under which the password is in the keyring, beside the user's name at the server."""

_CONNECTION = frozenset(
    {
        Problem.NO_PASSWORD, Problem.OPEN_PASSWORD, Problem.UNREACHABLE, Problem.TIMEOUT,
        Problem.NO_ENCRYPTION, Problem.CERTIFICATE, Problem.WRONG_PASSWORD,
    }
)  # fmt: skip
"""What would go wrong with the next mail as well; a wrong password tried often closes the account."""

_UNTOLD = frozenset({State.HEARD, State.READ_BACK})


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one mail. `problem` is empty when it was sent; `detail` goes with it. `again`: the very
    same mail had been sent before."""

    call: str
    to: tuple[str, ...]
    problem: str = ""
    detail: str = ""
    again: bool = False


class Post:
    """The outbox of a session and the one thread that empties it. `agreed` says whether the collector has
    agreed in this sitting that the cockpit sends by itself."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.agreed = False
        self._going: frozenset[str] = frozenset()
        self._lock = Lock()

    @property
    def outbox(self) -> Outbox | None:
        """None where nothing can be written."""
        return Outbox(self.session.outbox) if self.session.outbox is not None else None

    @property
    def is_set_up(self) -> bool:
        """Whether there is a mail server in the settings."""
        return bool(self.session.settings.smtp_host) and self.outbox is not None

    def is_on_its_way(self, h: Handover) -> bool:
        """Whether a mail about this call is being sent at this moment."""
        return safe_name(h.call.id) in self._going

    def waiting(self) -> list[Posted]:
        """What was not sent, or may not have been; without what is on its way now."""
        waiting = self.outbox.waiting() if self.outbox else []
        return [mail for mail in waiting if mail.call not in self._going]

    def problem(self, h: Handover) -> Problem | None:
        """What is in the way of sending this mail, before anything is tried."""
        if not self.is_set_up:
            return Problem.NO_SERVER
        if not usable_addresses(h.sender.email):
            return Problem.NO_SENDER
        return None if h.addresses() else Problem.NO_ADDRESS

    def was_sent(self, h: Handover) -> bool:
        """Whether this very mail was sent."""
        return self.outbox is not None and self.outbox.sent(safe_name(h.call.id), mail_name(h)) is not None

    def was_sent_otherwise(self, h: Handover) -> bool:
        """Whether another mail about this call was sent, with other figures or words."""
        earlier = self.outbox.sent(safe_name(h.call.id)) if self.outbox else None
        return earlier is not None and not self.was_sent(h)

    def is_in_doubt(self, h: Handover) -> bool:
        """Whether a mail about this call may have been sent and may not."""
        return any(m.is_uncertain and m.call == safe_name(h.call.id) for m in self.waiting())

    def put(self, h: Handover) -> Path:
        """Put the mail in the outbox, from where it is sent. Raises `StoreError`, also where the workspace
        may only be looked at.

        The identifier comes from what the mail says: however often it is tried, it is one mail. What was sent
        already, and is sent once more, is another one: mail servers keep a second of the same back.
        """
        if self.outbox is None:
            raise StoreError("read-only", path="-")
        self.session.store.save(Changes())
        own = usable_addresses(h.sender.email)[0]
        mark = mail_name(h)
        if copies := self.outbox.copies(safe_name(h.call.id), mark):
            mark = f"{mark}.{copies + 1}"
        name = f"<{h.call.id}.{mark}@{own.rpartition('@')[2]}>"
        return self.outbox.put(
            f"{paper_name(self.session, h)}.{mark}.eml",
            as_eml(confirmation(h, name, self.session.local_now())),
        )

    def send(self, mails: Sequence[Path], then: Callable[[list[Sent]], None]) -> None:
        """Send mails of the outbox, one after the other, in a thread; `then` is called there at the end."""
        begun = {mail.path: mail for mail in self.waiting()}
        chosen = [begun[path] for path in mails if path in begun and not begun[path].is_uncertain]
        with self._lock:
            self._going |= {mail.call for mail in chosen}
        work = partial(self._work, chosen, then)
        Thread(target=work, name="post", daemon=True).start()  # nobody waits for it when he leaves

    def to_try_again(self) -> list[Path]:
        """The mails that can be sent by themselves when the cockpit is opened: of saved calls, and only as
        long as what they say still holds. Raises `StoreError`, also where the workspace may only be looked
        at."""
        found = [m for m in self.waiting() if not m.is_uncertain] if self.is_set_up else []
        if found:
            self.session.store.save(Changes())
        return [mail.path for mail in found if still_holds(self.session, mail)]

    def _work(self, mails: Sequence[Posted], then: Callable[[list[Sent]], None]) -> None:
        results: list[Sent] = []
        try:
            for mail in mails:
                with suppress(Taken):
                    results.append(self._one(mail))
                if results and results[-1].problem in _CONNECTION:
                    break
        finally:
            with self._lock:
                self._going -= {mail.call for mail in mails}
            then(results)

    def _one(self, mail: Posted) -> Sent:
        """Send one mail; it is in the place where it belongs when this returns. Raises `Taken`."""
        assert self.outbox is not None
        outbox, at = self.outbox, mail.path
        try:
            server, content = server_of(self.session), to_send(mail.path)
            password = password_for(server) if server.user else ""
            sender, to = recipients(content)
            if not (sender and to):
                raise NotSent(Problem.NO_ADDRESS if sender else Problem.NO_SENDER)

            def last_step() -> None:
                nonlocal at
                at = outbox.claim(mail.path)

            hand_over(server, password, sender, to, content, last_step)
            outbox.done(at)
        except NotSent as error:
            if error.problem is not Problem.UNCERTAIN:
                with suppress(StoreError, OSError):
                    outbox.failed(at, error.problem, error.detail, self.session.now())
            return Sent(mail.call, mail.to, error.problem, error.detail, mail.is_again)
        except (StoreError, OSError) as error:
            return Sent(mail.call, mail.to, Problem.UNWRITABLE, str(error), mail.is_again)
        return Sent(mail.call, mail.to, again=mail.is_again)


def server_of(session: Session) -> Server:
    """The mail server of the settings."""
    s = session.settings
    return Server(s.smtp_host, s.smtp_port, s.smtp_security, s.smtp_user)


def password_for(server: Server) -> str:
    """The password from the environment, or else from the keyring where there is one.

    Raises `NotSent`. A keyring may ask the user, so this belongs in the thread.
    """
    password = os.environ.get(PASSWORD, "") or _from_keyring(server.user)
    if not password:
        raise NotSent(Problem.NO_PASSWORD, server.user)
    return password


def still_holds(session: Session, mail: Posted) -> bool:
    """Whether a mail says what the agreement of its call still says; False for a call that is not saved.

    An agreement that a ledger found not kept, or kept in part, is not over; but "you pay on Friday" is no
    news once Friday has passed without the money: that is a call, and no mail that goes out by itself.
    Raises `StoreError`.
    """
    call = session.store.call(mail.call)
    if call is None or mail.written_at is None:
        return False
    written = mail.written_at
    agreement = session.store.agreement(call.agreement_id) if call.agreement_id else None
    if agreement is None:
        return True
    corrected = any(revision.at > written for revision in (*agreement.revisions, *call.revisions))
    return not corrected and agreement.state not in ENDED


def mailed(session: Session, board: Board, agreement: Agreement) -> correcting.Correction:
    """The agreement was mailed, or mailed once more: the wait for a confirmation begins anew (S2.4)."""
    past = correcting.history(session, agreement.debtor_id)
    return correcting.write(session, board, past, Changes(agreements=(agreement.mailed(session.now()),)))


def note_sent(session: Session, board: Board, sent: Sent) -> bool:
    """The agreement of a saved call is mailed now; False when there is nothing to note.

    Raises `StoreError`.
    """
    call = session.store.call(sent.call) if not sent.problem else None
    agreement = session.store.agreement(call.agreement_id) if call and call.agreement_id else None
    if agreement is None:
        return False
    waits_anew = sent.again and agreement.state is State.MAILED
    if agreement.state in _UNTOLD or waits_anew:
        mailed(session, board, agreement)
    return agreement.state in _UNTOLD or waits_anew


def _from_keyring(user: str) -> str:
    """The password in the keyring of the computer; empty without a keyring, or when it gives none."""
    if find_spec("keyring") is None:
        return ""
    with suppress(Exception):  # whatever a keyring raises, there is no password
        return str(import_module("keyring").get_password(KEYRING, user) or "")
    return ""
