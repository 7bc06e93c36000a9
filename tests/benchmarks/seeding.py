"""A believable big workspace for the benchmarks, written through the store's own port.

    from seeding import seed_workspace
    seed_workspace(folder, debtors=10_000, invoices_per=3, calls=100_000)

Everything follows from the arguments: no chance, no clock. Nobody in it exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from cockpit.core.agreement import Agreement, Commitment, Promise, State, StateChange
from cockpit.core.call import AgreementEntry, Call, CallKind, Evaluation, Phase
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Debtor, Invoice, Ledger
from cockpit.core.money import Money
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.core.standing import Standing, after_call, with_agreement, with_follow_up
from cockpit.store.port import Changes
from cockpit.store.workspace import Workspace

TODAY = date(2026, 11, 23)
CALLS_A_DAY = 60
BATCH = 500

_TRADES = ("Bakkerij", "Installatiebedrijf", "Drukkerij", "Garage", "Bouwbedrijf", "Slagerij", "Café")
_NAMES = ("Zonneveld", "Kaptein", "De Wilg", "Van Aerschot", "Molenbeek", "Ter Horst", "Duinzicht", "De Kade")
_FORMS = ("BV", "NV", "VOF", "BVBA", "& Zonen")
_CONTACTS = ("Mevr. Bos", "Dhr. Peeters", "Mevr. De Smet", "Dhr. Jansen", "")
_COVERS = ("2026-0412", "2026-0455")
_REMARKS = (
    "Heeft de factuur gezien, wacht op akkoord van de directie.",
    "Vraagt een kopie van de pakbon naar de administratie te sturen.",
    "Zegt dat de levering van week 37 niet volledig was; gaat dat zelf na en laat het weten.",
    "Betaalt in de volgende betaalronde, noemt eerst eind van de maand, daarna vrijdag.",
    "Vriendelijk gesprek. Nieuwe boekhouder sinds kort, het dossier is nog niet overgedragen.",
)
_NOTES = tuple(
    "\n".join(f"{9 + n % 7:02}:{m:02} {_REMARKS[(n + m) % len(_REMARKS)]}" for m in range(n % 5, 41, 6))
    for n in range(35)
)
_KINDS, _REACHES = tuple(CallKind), tuple(Reach)


def seed_workspace(folder: Path, debtors: int, invoices_per: int, calls: int, today: date = TODAY) -> None:
    """Fill the new workspace in `folder` with a ledger and with a history of calls that ends before `today`.

    Two calls in five end in a promise with a follow-up; the standing of every debtor follows from his calls.
    """
    noon = datetime.combine(today, time(12), UTC)
    workspace = Workspace.open(folder, now=lambda: noon)
    try:
        workspace.replace_ledger(make_ledger(debtors, invoices_per, today))
        standings: dict[str, Standing] = {}
        for changes in _batches(debtors, calls, today, standings):
            workspace.save(changes)
        workspace.save(Changes(standings=tuple(standings.values())))
    finally:
        workspace.close()


def add_calls(folder: Path, calls: int, today: date = TODAY) -> str:
    """So many calls more with the first debtor, the last of them yesterday; his number."""
    debtor_id = _debtor_id(0)
    noon = datetime.combine(today, time(12), UTC)
    workspace = Workspace.open(folder, now=lambda: noon)
    try:
        standing = _only_latest(workspace.standings().get(debtor_id))
        for nth in range(calls):
            opened = noon - timedelta(days=1) - timedelta(hours=7 * (calls - nth))
            changes = make_changes(20_000_000 + nth, 1, opened, standing)
            standing = _only_latest(changes.standings[0])
            workspace.save(changes)
    finally:
        workspace.close()
    return debtor_id


def make_ledger(debtors: int, invoices_per: int, today: date = TODAY) -> Ledger:
    """A ledger with so many debtors and invoices."""
    known = {_debtor_id(n): _debtor(n) for n in range(debtors)}
    invoices = tuple(_invoice(n, i, today) for n in range(debtors) for i in range(invoices_per))
    return Ledger(known, invoices, datetime.combine(today, time(7), UTC), "openstaande-posten.csv")


def make_changes(number: int, debtors: int, opened: datetime, standing: Standing | None = None) -> Changes:
    """What call `number` leaves behind: a call of about 1.5 kB, and its agreement, follow-up and standing."""
    debtor_id = _debtor_id(number * 7919 % debtors)
    standing = standing or Standing(debtor_id)
    call = _call(number, debtor_id, opened)
    if number % 5 > 1:
        return Changes(calls=(call,), standings=(after_call(standing, call),))
    agreement = _agreement(call)
    due = datetime.combine(agreement.promises[0].due, time(8), UTC)
    follow_up = FollowUp(f"follow-up-{number:08}", debtor_id, call.id, FollowUpKind.PROMISE_DUE, due)
    standing = with_follow_up(with_agreement(after_call(standing, call), agreement), follow_up)
    return Changes((call,), (agreement,), (follow_up,), (standing,))


def _batches(debtors: int, calls: int, today: date, standings: dict[str, Standing]) -> Iterator[Changes]:
    """The calls of every day in the order in which they were made, many to a transaction."""
    first_day = today - timedelta(days=calls // CALLS_A_DAY + 1)
    made: list[Changes] = []
    for number in range(calls):
        day, nth = divmod(number, CALLS_A_DAY)
        opened = datetime.combine(first_day + timedelta(days=day), time(8), UTC) + timedelta(minutes=8 * nth)
        debtor_id = _debtor_id(number * 7919 % debtors)
        changes = make_changes(number, debtors, opened, _only_latest(standings.get(debtor_id)))
        standings[debtor_id] = changes.standings[0]
        made.append(changes)
        if len(made) == BATCH or number == calls - 1:
            yield Changes(
                tuple(call for c in made for call in c.calls),
                tuple(agreement for c in made for agreement in c.agreements),
                tuple(follow_up for c in made for follow_up in c.follow_ups),
            )
            made.clear()


def _only_latest(standing: Standing | None) -> Standing | None:
    """A debtor has one running promise: what he promised before is settled by the next call."""
    if standing is None:
        return None
    return Standing(
        standing.debtor_id,
        calls=standing.calls,
        last_call_id=standing.last_call_id,
        last_call_at=standing.last_call_at,
        last_spoken_at=standing.last_spoken_at,
        last_contact=standing.last_contact,
        next_time=standing.next_time,
    )


def _debtor_id(number: int) -> str:
    return f"D-{1000 + number}"


def _debtor(number: int) -> Debtor:
    random = Random(number)
    name = f"{random.choice(_TRADES)} {random.choice(_NAMES)} {random.choice(_FORMS)} {number}"
    return Debtor(
        id=_debtor_id(number),
        name=name,
        country="BE" if number % 4 == 0 else "NL",
        language="en" if number % 50 == 0 else "nl",
        phone="" if number % 40 == 0 else f"020 555 {number % 10_000:04}",
        email=f"administratie@klant{number}.example",
        contact_person=random.choice(_CONTACTS),
        terms_days=random.choice((14, 30, 30, 60)),
        customer_since=date(2018, 1, 1) + timedelta(days=number * 37 % 2900),
    )


def _invoice(debtor: int, nth: int, today: date) -> Invoice:
    random = Random(debtor * 1000 + nth)
    issued = today - timedelta(days=random.randrange(2, 150))
    amount = Money(Decimal(random.randrange(2_500, 900_000)) / 100)
    is_credit = random.random() < 0.04
    return Invoice(
        number=f"{issued.year}-{debtor:05}{nth:02}",
        debtor_id=_debtor_id(debtor),
        invoice_date=issued,
        due_date=issued + timedelta(days=30),
        amount=-amount if is_credit else amount,
        open=-amount if is_credit else amount,
        description=f"Levering week {issued.isocalendar().week}",
        reminders=random.randrange(3),
    )


def _call(number: int, debtor_id: str, opened: datetime) -> Call:
    promised = number % 5 < 2
    reach = Reach.RIGHT_PERSON if promised else _REACHES[number % len(_REACHES)]
    result = Result.PROMISE if promised else Result.NO_AGREEMENT if reach is Reach.RIGHT_PERSON else None
    return Call(
        id=f"call-{number:08}",
        debtor_id=debtor_id,
        kind=_KINDS[number * 7 % len(_KINDS)],
        opened_at=opened,
        phase=Phase.SAVED,
        caller="Sofie",
        started_at=opened + timedelta(seconds=40),
        ended_at=opened + timedelta(seconds=60 + number * 37 % 400),
        contact=_CONTACTS[number % len(_CONTACTS)],
        ticks=("invoice", "delivered", "reminders", "room", "goal", "questions"),
        answers=(("room", "Plan tot drie termijnen, geen korting."), ("goal", "Datum deze week.")),
        step="closing.read-back",
        objections=("never-received",) if number % 3 == 0 else (),
        notes=_NOTES[number % len(_NOTES)],
        entry=AgreementEntry("1.842,50", "vr", covers=_COVERS, if_we="kopie mailen, vandaag"),
        read_back=promised,
        outcome=Outcome(reach, result),
        evaluation=Evaluation("rustig gebleven", "eerder naar de datum vragen", "vraag naar mevrouw Bos"),
        agreement_id=f"agreement-{number:08}" if promised else "",
    )


def _agreement(call: Call) -> Agreement:
    ended = call.ended_at or call.opened_at
    amount = Money(Decimal("1842.50"))
    promise = Promise(amount, (ended + timedelta(days=4)).date(), covers=_COVERS, open_then=amount)
    return Agreement(
        id=call.agreement_id,
        debtor_id=call.debtor_id,
        call_id=call.id,
        made_at=ended,
        contact=call.contact,
        promises=(promise,),
        commitments=(Commitment("kopie van de pakbon mailen", ended + timedelta(hours=4), ended),),
        states=tuple(StateChange(state, ended) for state in (State.HEARD, State.READ_BACK, State.MAILED)),
    )
