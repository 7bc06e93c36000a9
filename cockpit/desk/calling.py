"""The call in hand: one debtor from the preparation to the end of the talk.

Every change is a pure transition of `Call`, kept as a draft in the store. What cannot be written stays in
memory and is written when it can be. The last actions can be undone; typing has the text box's own undo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cockpit.core.call import AgreementEntry, Call, CallKind, Phase
from cockpit.core.kinds import kind_for
from cockpit.core.ledger import Account
from cockpit.core.money import totals
from cockpit.core.standing import Standing
from cockpit.core.text import LINE_LIMIT, clean_block
from cockpit.desk.agreeing import Understood, proposal, understand
from cockpit.desk.board import Board
from cockpit.desk.session import Session
from cockpit.language import current
from cockpit.language.amounts import typed
from cockpit.playbook import Playbook, first_step, load, step_after, step_before
from cockpit.store.port import StoreError

_UNDO_DEPTH = 100


class CallInHand:
    """The unfinished call with one debtor and everything needed to go on with it."""

    def __init__(self, session: Session, board: Board, account: Account, call: Call) -> None:
        self.session = session
        self.board = board
        self.account = account
        self.call = call
        self.unsaved: StoreError | None = None
        self._kept = call
        self._past: list[Call] = []
        self._understood: tuple[object, Understood] | None = None

    @property
    def standing(self) -> Standing:
        """Where we stand with this debtor, saved calls only."""
        return self.board.standing(self.call.debtor_id)

    @property
    def playbook(self) -> Playbook:
        """The script of this kind of call, in the debtor's language."""
        return load(self.call.kind, self.call.language)

    @property
    def understood(self) -> Understood:
        """What the agreement panel says, read anew when something was typed.

        A word such as "Friday" means what it meant on the day of the talk, also when the call is resumed
        a day later.
        """
        said_at = self.call.started_at or self.session.now()
        local = said_at.astimezone(self.session.zone)
        key = (self.call.entry, local.replace(second=0, microsecond=0), current())
        if self._understood is None or self._understood[0] != key:
            reading = understand(self.call.entry, self.account, self.standing, local, current())
            self._understood = (key, reading)
        return self._understood[1]

    def change(self, call: Call) -> None:
        """Take one action that can be undone, and keep the draft."""
        if call == self.call:
            return
        self._past = [*self._past, self.call][-_UNDO_DEPTH:]
        self.call = call
        self.keep()

    def type(self, call: Call) -> None:
        """Take over typed text; the text box has its own undo, and `keep` is called at the next pause."""
        self.call = call

    def undo(self) -> bool:
        """Take the last action back. What was typed since stays. False when there is nothing to undo."""
        if not self._past:
            return False
        before = self._past.pop()
        self.call = replace(
            before, notes=self.call.notes, contact=self.call.contact, evaluation=self.call.evaluation
        )
        self.keep()
        return True

    def keep(self) -> None:
        """Write the draft; a failure is remembered in `unsaved` and nothing is lost from memory."""
        try:
            self.session.store.save_draft(self.call)
        except StoreError as error:
            self.unsaved = error
        else:
            self.unsaved = None
            self._kept = self.call

    @property
    def worth_keeping(self) -> bool:
        """Whether anything was ticked, written or begun; a debtor who was only looked at leaves no draft."""
        fresh = not (self.call.ticks or self.call.answers or self.call.notes or self.call.contact)
        return self.call.is_live or not fresh or not self.call.entry.is_empty

    @property
    def is_kept(self) -> bool:
        """Whether the store has every word."""
        return self._kept == self.call

    def note(self, text: str) -> None:
        """The notes as they stand in the box."""
        if text != self.call.notes:
            self.type(replace(self.call, notes=clean_block(text)))

    def spoke_to(self, name: str) -> None:
        """Who is on the line (S3)."""
        if name != self.call.contact:
            self.type(replace(self.call, contact=clean_block(name, LINE_LIMIT).replace("\n", " ")))

    def enter(self, entry: AgreementEntry) -> None:
        """The agreement panel as it stands; what was read back no longer holds when it changes."""
        if entry != self.call.entry:
            self.type(replace(self.call, entry=entry, read_back=False))

    def cover(self, numbers: Sequence[str]) -> None:
        """Choose the invoices that the agreement is about, and propose their total."""
        entry = replace(self.call.entry, covers=tuple(numbers))
        self.change(replace(self.call, entry=replace(entry, amount=self._proposed(entry)), read_back=False))

    def start(self) -> None:
        """Dial: the clock runs, the script is at its first line, the amount is proposed."""
        call = self.call.start(self.session.now(), self.call.step or first_step(self.playbook).id)
        if not call.entry.amount:
            call = replace(call, entry=replace(call.entry, amount=self._proposed(call.entry)))
        self.change(call)

    def next_step(self) -> bool:
        """Go on in the script; False at its end."""
        if self.call.objection:
            self.change(self.call.close_objection())
            return True
        step = step_after(self.playbook, self.call.step)
        if step is None:
            return False
        self.change(self.call.go_to(step.id))
        return True

    def previous_step(self) -> bool:
        """Go back in the script; False at its start."""
        step = step_before(self.playbook, self.call.step)
        if step is None:
            return False
        self.change(self.call.go_to(step.id))
        return True

    def use(self, kind: CallKind) -> None:
        """Make it another kind of call: its script starts from the top."""
        call = replace(self.call, kind=kind, objection="")
        first = first_step(load(kind, call.language)).id
        self.change(replace(call, step=first if call.phase is Phase.TALK else ""))

    def speak(self, language: str) -> None:
        """Hold the talk in another language; the place in the script stays."""
        self.change(replace(self.call, language=language))

    def _proposed(self, entry: AgreementEntry) -> str:
        invoices = proposal(self.account, self.standing, self.session.today())
        if entry.covers:
            invoices = tuple(i for i in self.account.invoices if i.number in entry.covers)
        sums = totals(i.open for i in invoices)
        total = next(iter(sums.values()), None)
        return typed(total, current()) if total is not None and total.amount > 0 else ""


def take_up(session: Session, board: Board, debtor_id: str) -> CallInHand | None:
    """The debtor's unfinished call where there is one, or a fresh preparation; None for an unknown debtor."""
    account = board.account(debtor_id)
    if account is None:
        return None
    draft = session.store.drafts().get(debtor_id)
    if draft is not None:
        return CallInHand(session, board, account, draft)
    standing = board.standing(debtor_id)
    call = Call(
        id=session.new_id("C"),
        debtor_id=debtor_id,
        kind=kind_for(account, standing, session.today(), session.rules(), session.settings.zone),
        opened_at=session.now(),
        language=account.debtor.language,
        caller=session.settings.caller,
    )
    return CallInHand(session, board, account, call)


def unfinished(session: Session, board: Board) -> CallInHand | None:
    """The call that was live when the program stopped, or None."""
    for debtor_id, draft in session.store.drafts().items():
        if draft.is_live and board.account(debtor_id) is not None:
            return take_up(session, board, debtor_id)
    return None
