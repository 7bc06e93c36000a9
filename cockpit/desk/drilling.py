"""A drill out of a real call: a scenario file in the folder of the team's own, with nobody real in it.

What is read of the real workspace is the kind of the call, the objections that came up, how large and how
late the invoices are, which day the customer named first, and the lesson of the evaluation. Only the
scenario file is written; nothing is changed in the workspace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from cockpit.core import calendar
from cockpit.core.call import Call
from cockpit.core.ledger import Account
from cockpit.desk.anonymous import without_names, words_of
from cockpit.desk.board import Board
from cockpit.desk.scenario_checks import examined_text
from cockpit.desk.session import Session
from cockpit.roleplay.drill import MOST_INVOICES, Owed, Shape, drill_text
from cockpit.roleplay.move_files import languages, tag_of
from cockpit.roleplay.moves import OBJECTIONS
from cockpit.roleplay.scenario import Scenario
from cockpit.store import files

_FALLBACK = "en"
_TRIES = 4
_STRETCHES = (30, 400, 7_500)  # days back: most often the first is enough


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill that was written: its file, and the scenario in it."""

    path: Path
    scenario: Scenario


def last_evaluated(session: Session, debtor_id: str = "") -> Call | None:
    """The last call with an evaluation, of this debtor or of anybody; without one the last call at all.

    None when nobody was called. Raises `StoreError`.
    """
    if debtor_id:
        return _newest(session.store.calls_of(debtor_id))
    now, found = session.now() + timedelta(days=1), None
    for days in _STRETCHES:
        found = _newest(session.store.calls_between(now - timedelta(days=days), now))
        if found is not None and not found.evaluation.is_empty:
            break
    return found


def _newest(calls: Iterable[Call]) -> Call | None:
    """The newest with an evaluation, else the newest."""
    return max(calls, key=lambda call: (not call.evaluation.is_empty, call.opened_at), default=None)


def shape_of(session: Session, board: Board, call: Call) -> Shape:
    """What a drill takes over from a call. Raises `StoreError`."""
    account = board.account(call.debtor_id)
    on = call.opened_at.astimezone(session.zone).date()
    country = account.debtor.country if account else session.settings.country
    known = tuple(_known(session, call, account))
    evaluation = call.evaluation
    lesson = without_names(evaluation.next_time or evaluation.better, known)
    spoken = tag_of(call.language)
    return Shape(
        call.kind,
        spoken if spoken in languages() else _FALLBACK,
        country,
        tuple(name for name in call.objections if name in {cue.value for cue in OBJECTIONS}),
        tuple(_owed(session, call, account, on)),
        lesson,
        calendar.working_days_between(on, call.named_first, country) if call.named_first else None,
    )


def make_drill(session: Session, board: Board, call: Call, folder: Path, seed: int) -> Drill:
    """Write a drill from a call into `folder`, which is made; `seed` blurs the amounts and the days.

    It has passed the same checks as any scenario. Raises `StoreError`.
    """
    shape = shape_of(session, board, call)
    account = board.account(call.debtor_id)
    avoid = words_of(_known(session, call, account))
    taken = [invoice.number for invoice in account.invoices] if account else []
    for number in range(_TRIES):
        last = number == _TRIES - 1
        text = drill_text(
            replace(shape, objections=()) if last else shape, Random(f"{seed}/{number}"), avoid, taken
        )
        path = _free(folder, shape)
        examined, flaws = examined_text(str(path), text)
        if examined is not None and (last or not flaws):
            _write(path, text)
            return Drill(path, examined.scenario)
    raise AssertionError("the last try is always read")  # pragma: no cover


def _known(session: Session, call: Call, account: Account | None) -> Iterator[str]:
    """All by which the debtor is known."""
    yield from (call.debtor_id, call.contact, call.caller)
    yield from (earlier.contact for earlier in session.store.calls_of(call.debtor_id))
    if account is not None:
        debtor = account.debtor
        yield from (debtor.id, debtor.name, debtor.contact_person, debtor.email, debtor.company_no)
        for invoice in account.invoices:
            yield from (invoice.number, invoice.description, invoice.your_ref, invoice.payment_ref)


def _owed(session: Session, call: Call, account: Account | None, on: date) -> Iterator[Owed]:
    """The shape of the largest invoices that are open; when none is, of what was promised."""
    open_items = [i for i in account.invoices if not i.is_credit] if account else []
    largest = sorted(open_items, key=lambda i: -i.open.amount)[:MOST_INVOICES]
    for invoice in largest:
        yield Owed(invoice.open.amount, (on - invoice.due_date).days, invoice.reminders or 0)
    if not largest:
        promised = sum(
            (
                promise.amount.amount
                for agreement in session.store.agreements_of(call.debtor_id)
                if agreement.call_id == call.id
                for promise in agreement.promises
            ),
            Decimal(),
        )
        if promised > 0:
            yield Owed(promised, 20, 1)


def _free(folder: Path, shape: Shape) -> Path:
    """A name in the folder that nothing has yet; it says the kind and the first objection."""
    name = "-".join(["drill", shape.kind.value, *shape.objections[:1]])
    number = 1
    while (path := folder / f"{name}{f'-{number}' if number > 1 else ''}.{shape.language}.toml").exists():
        number += 1
    return path


def _write(path: Path, text: str) -> None:
    try:
        files.make_folder(path.parent)
        files.replace(path, text.encode("utf-8"))
    except OSError as error:
        raise files.failure(error, path) from None


def new_seed(now: datetime) -> int:
    """A number for a drill that is made now."""
    return now.microsecond + 1_000_000 * now.second
