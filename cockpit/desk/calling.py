"""The call in hand: one debtor from the preparation to the end of the talk.

Every change is a pure transition of `Call`, kept as a draft in the store. What cannot be written stays in
memory and is written when it can be. The last actions can be undone; typing has the text box's own undo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from cockpit.core.call import AgreementEntry, Call, CallKind, Phase
from cockpit.core.ledger import Account
from cockpit.core.standing import Standing
from cockpit.core.text import LINE_LIMIT, clean_block
from cockpit.desk.agreeing import Habits, Understood, covered, proposal, understand
from cockpit.desk.board import Board
from cockpit.desk.callers import caller_for
from cockpit.desk.moments import run_weekday
from cockpit.desk.session import Session
from cockpit.language import current
from cockpit.language.amounts import typed
from cockpit.playbook import Playbook, Step, first_step, step_after, step_before
from cockpit.store.port import StoreError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    _Value = TypeVar("_Value", bound=DataclassInstance)

_UNDO_DEPTH = 100


class CallInHand:
    """The unfinished call with one debtor and everything needed to go on with it.

    `blank` is the call as it would be if nothing had been done: only what differs from it is kept.
    `caught_up` counts how often another cockpit changed what this is built on.
    """

    def __init__(
        self, session: Session, board: Board, account: Account, call: Call, blank: Call | None = None
    ) -> None:
        self.session = session
        self.board = board
        self.call = call
        self.unsaved: StoreError | None = None
        self.caught_up = 0
        self._known = account
        self._blank = blank
        self._kept = call
        self._past: list[tuple[Call, Call]] = []
        self._understood: tuple[object, Understood] | None = None

    @property
    def account(self) -> Account:
        """The debtor with his open items as the ledger has them now; as it last had them when he is gone."""
        self._known = self.board.account(self.call.debtor_id) or self._known
        return self._known

    @property
    def standing(self) -> Standing:
        """Where we stand with this debtor, saved calls only."""
        return self.board.standing(self.call.debtor_id)

    @property
    def playbook(self) -> Playbook:
        """The script of this kind of call, in the debtor's language."""
        return self.session.playbooks.load(self.call.kind, self.call.language)

    @property
    def understood(self) -> Understood:
        """What the agreement panel says, read anew when something was typed or the ledger changed.

        A word such as "Friday" means what it meant on the day of the talk, also when the call is resumed
        a day later. The days that we offer are from today on.
        """
        return self.read_on(self.session.today())

    def read_on(self, today: date) -> Understood:
        """The same on a day: a number stands for one of the days that are offered then."""
        call, session = self.call, self.session
        habits = Habits(
            session.settings.country,
            self.run_weekday,
            call.answer_to("room"),
            self._local(call.resumed_at) if call.resumed_at else None,
            today,
        )
        local = self._local(call.started_at or session.now())
        known = (call.entry, self.account, self.standing, local, current(), habits)
        if self._understood is None or self._understood[0] != known:
            self._understood = (known, understand(*known))
        return self._understood[1]

    def _local(self, moment: datetime) -> datetime:
        """A moment on the collector's clock, to the minute."""
        return moment.astimezone(self.session.zone).replace(second=0, microsecond=0)

    @cached_property
    def run_weekday(self) -> int | None:
        """The weekday (0 is Monday) of the customer's payment run, read once from the history."""
        return run_weekday(self.session.store, self.call.debtor_id)

    def change(self, call: Call) -> None:
        """Take one action that can be undone, and keep the draft."""
        if call == self.call:
            return
        self._past = [*self._past, (self.call, call)][-_UNDO_DEPTH:]
        self.call = call
        self.keep()

    def type(self, call: Call) -> None:
        """Take over typed text; the text box has its own undo, and `keep` is called at the next pause."""
        self.call = call

    def undo(self) -> bool:
        """Take the last action back, and keep the draft. False when there is nothing to undo.

        What the action itself changed becomes as it was; whatever was typed since stays, also in a field
        that the action had filled.
        """
        while self._past:
            before, after = self._past.pop()
            call = _without(self.call, before, after)
            if call != self.call:
                self.call = call
                self.keep()
                return True
        return False

    @property
    def depth(self) -> int:
        """How many actions can be taken back."""
        return len(self._past)

    def keep(self) -> None:
        """Write the draft, or drop it when it is blank again; a failure is remembered in `unsaved` and
        nothing is lost from memory."""
        if self.call.phase is Phase.SAVED:
            return
        try:
            if self.call == self._blank:
                self.session.store.drop_draft(self.call.debtor_id)
            else:
                self.session.store.save_draft(self.call)
        except StoreError as error:
            self.unsaved = error
        else:
            self.unsaved = None
            self._kept = self.call

    def catch_up(self) -> None:
        """Go on after another cockpit worked in the workspace. Raises `StoreError`.

        A call that was saved there stays as it is: what is said here becomes one of its own. The notes of a
        draft that was written there come below ours.
        """
        if self.call.phase is Phase.SAVED:
            return
        store, mine = self.session.store, self.call.notes
        self.caught_up += 1
        draft = store.drafts().get(self.call.debtor_id)
        theirs = draft.notes if draft is not None and draft != self._kept else ""
        if theirs not in mine:
            self.call = replace(self.call, notes=theirs if mine in theirs else f"{mine}\n{theirs}")
        if store.call(self.call.id) is not None:
            name = self.session.new_id("C")
            self.call = replace(self.call, id=name)
            self._blank = self._blank and replace(self._blank, id=name)

    def finish(self, call: Call) -> None:
        """The call was saved: there is nothing left to keep or to undo."""
        self.call = self._kept = call
        self.unsaved = None
        self._past.clear()

    @property
    def worth_keeping(self) -> bool:
        """Whether anything was ticked, written or begun, or was and is to be forgotten; a debtor who was only
        looked at leaves no draft, and a saved call needs none."""
        if self.call.phase is Phase.SAVED:
            return False
        return self.unsaved is not None or not (self._blank == self.call == self._kept)

    @property
    def is_kept(self) -> bool:
        """Whether the store has every word."""
        return self.unsaved is None and self._kept == self.call

    def note(self, text: str) -> None:
        """The notes as they stand in the box."""
        if text != self.call.notes:
            self.type(replace(self.call, notes=clean_block(text)))

    def spoke_to(self, name: str) -> None:
        """Who is on the line (S3)."""
        if name != self.call.contact:
            self.type(replace(self.call, contact=clean_block(name, LINE_LIMIT).replace("\n", " ")))

    def enter(self, entry: AgreementEntry) -> None:
        """The agreement panel as it stands; what was read back no longer holds when it changes.

        What is typed in the place of a plan is an action: the plan can be had back.
        """
        if entry != self.call.entry:
            had_plan = bool(self.call.entry.terms) and not entry.terms
            take = self.change if had_plan else self.type
            take(replace(self.call, entry=entry, read_back=False))

    def cover(self, numbers: Sequence[str]) -> None:
        """Choose the invoices that the agreement is about, and propose their total; a plan was for others."""
        entry = replace(self.call.entry.without_plan(), covers=tuple(numbers))
        self.change(replace(self.call, entry=replace(entry, amount=self._proposed(entry)), read_back=False))

    def start(self) -> None:
        """Dial: the clock runs, the script is at its first line, the amount is proposed.

        A call belongs to the day of the talk, not to the day on which it was prepared.
        """
        self.session.playbooks.refresh()
        now = self.session.now()
        call = self.call.start(now, self.call.step or first_step(self.playbook).id)
        if self.call.started_at is None:
            caller = caller_for(self.session.settings, call.kind)
            call = replace(call, opened_at=now, caller=caller)
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
        """Go back the way that was come; False at its start.

        A step that the script does not have any more is passed over.
        """
        call, playbook = self.call, self.playbook
        while call.path:
            call = call.go_back()
            if playbook.step(call.step):
                self.change(call)
                return True
        before = step_before(playbook, self.call.step)
        if before is None:
            return False
        self.change(call.go_back(before.id))
        return True

    @property
    def step(self) -> Step:
        """The step of the script where the talk is; the first before the talk."""
        return self.playbook.step(self.call.step) or first_step(self.playbook)

    def branch_to(self, step_id: str) -> bool:
        """Take a branch of the step where the talk is; False when it has none that leads there."""
        if step_id not in (branch.to for branch in self.step.branches):
            return False
        self.change(self.call.go_to(step_id))
        return True

    def use(self, kind: CallKind) -> None:
        """Make it another kind of call: its script starts from the top."""
        first = first_step(self.session.playbooks.load(kind, self.call.language)).id
        step = first if self.call.phase is Phase.TALK else ""
        self.change(replace(self.call, kind=kind, objection="", step=step, path=()))

    def speak(self, language: str) -> None:
        """Hold the talk in another language; the place in the script stays."""
        self.change(replace(self.call, language=language))

    def _proposed(self, entry: AgreementEntry) -> str:
        """The total of the invoices that were chosen, or of the proposal, as it would be typed."""
        today = self.session.today()
        invoices = proposal(self.account, self.standing, today)
        if entry.covers:
            invoices = covered(entry, self.account, self.standing, today)
        total = Understood(covers=invoices).covered_total
        return typed(total, current()) if total is not None and total.amount > 0 else ""


def _without(now: Call, before: Call, after: Call) -> Call:
    """The call without what one action changed, as far as nothing was typed over it.

    What was read back holds again only for the very agreement that was read back.
    """
    call = _taken_back(now, before, after)
    call = replace(call, entry=_taken_back(now.entry, before.entry, after.entry))
    if call.read_back and not now.read_back and call.entry != before.entry:
        return replace(call, read_back=False)
    return call


def _taken_back(now: _Value, before: _Value, after: _Value) -> _Value:
    back = {}
    for name in (f.name for f in fields(now)):
        old, new = getattr(before, name), getattr(after, name)
        if old != new and getattr(now, name) == new:
            back[name] = old
    return replace(now, **back)
