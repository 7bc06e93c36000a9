"""The queue and the search without any screen, at 10,000 and 100,000 debtors with three open items each.

Run by hand: python tests/benchmarks/bench_queue_rules.py [debtors …]
The reference for building is what no queue can do without: adding up what is overdue per debtor and
sorting by it. The reference for a search keystroke is looking for the text in every name, one by one.
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.ledger import Account, Debtor, Invoice, Ledger
from cockpit.core.money import Money
from cockpit.core.queue import Rules, build
from cockpit.core.search import Index
from cockpit.core.standing import Standing
from cockpit.core.text import fold

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ZONE = "Europe/Amsterdam"
SYLLABLES = (
    *("ba", "ker", "zon", "ne", "veld", "de", "wilg", "kap", "tein", "jan", "sen"),
    *("bouw", "tech", "hol", "ding", "heer", "van", "der", "berg", "bloem", "huis", "trans"),
)
QUERIES = (
    "z",
    "zo",
    "zonneveld",
    "qq",
    "van der berg",
    "D-0099",
    "2026-0000412",
    "1842",
    "1.842,50",
    "+31 20 555 1234",
    "5551234",
    "bv 020555",
)
KEYSTROKE_AIM = 0.050


def a_ledger(debtors: int) -> Ledger:
    """Names of two to four words, three items per debtor, two thirds of them overdue."""
    chance = random.Random(7)
    known: dict[str, Debtor] = {}
    items: list[Invoice] = []
    for number in range(debtors):
        debtor_id = f"D-{number:06}"
        words = (
            "".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(chance.randint(1, 3))
        )
        name = " ".join(word.title() for word in words) + " BV"
        known[debtor_id] = Debtor(debtor_id, name, phone=f"020 555 {chance.randrange(10_000):04}")
        for turn in range(3):
            due = TODAY - timedelta(chance.randint(-40, 80))
            amount = Money(Decimal(chance.randint(1_000, 900_000)).scaleb(-2))
            text = f"2026-{number * 3 + turn:07}"
            items.append(Invoice(text, debtor_id, due - timedelta(30), due, amount, amount))
    return Ledger(known, tuple(items))


def some_standings(ledger: Ledger) -> dict[str, Standing]:
    """One debtor in ten was called; half of those are to be tried again."""
    found = {}
    for number, debtor_id in enumerate(list(ledger.debtors)[::10]):
        retry = FollowUp(f"F-{number}", debtor_id, "C", FollowUpKind.RETRY, NOW + timedelta(hours=3))
        follow_ups = (retry,) if number % 2 else ()
        found[debtor_id] = Standing(debtor_id, calls=1, last_call_at=NOW, follow_ups=follow_ups)
    return found


def bare_ranking(ledger: Ledger) -> list[tuple[Decimal, str]]:
    """Add up what is overdue per debtor, and sort."""
    sums: dict[str, Decimal] = dict.fromkeys(ledger.debtors, Decimal(0))
    for invoice in ledger.invoices:
        if invoice.due_date < TODAY:
            sums[invoice.debtor_id] += invoice.open.amount
    return sorted(((amount, debtor_id) for debtor_id, amount in sums.items()), reverse=True)


def seconds(action: Callable[[], object], rounds: int = 5) -> float:
    """The median of some runs, the collector of rubbish having been round first."""
    taken = []
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def bench_queue(ledger: Ledger) -> None:
    """Building all, and judging one again."""
    standings, rules = some_standings(ledger), Rules()
    account = ledger.account("D-000005")
    queue = build(ledger, standings, NOW, ZONE, rules)
    assert account is not None
    bare = seconds(lambda: bare_ranking(ledger))
    whole = seconds(lambda: build(ledger, standings, NOW, ZONE, rules), 3)
    gc.disable()
    calm = seconds(lambda: build(ledger, standings, NOW, ZONE, rules), 3)
    gc.enable()
    one = seconds(lambda: queue.after(account, Standing("D-000005"), NOW, ZONE, rules))
    print(f"  add up and sort only    {bare * 1e3:9.1f} ms")
    for name, taken in (("build the queue", whole), ("the same, gc off", calm)):
        each = taken / len(ledger.debtors) * 1e6
        print(f"  {name:<24}{taken * 1e3:9.1f} ms  {each:5.1f} µs a debtor, {taken / bare:.1f} x")
    print(f"  judge one debtor again  {one * 1e3:9.1f} ms")


def bench_search(ledger: Ledger) -> None:
    """Making the index, and one keystroke of each kind."""
    accounts = [Account(d, ledger.by_debtor.get(d.id, ())) for d in ledger.debtors.values()]
    names = [fold(account.debtor.name) for account in accounts]
    print(f"  make the whole index    {seconds(lambda: Index(accounts).prepare(), 3) * 1e3:9.1f} ms")
    index = Index(accounts)
    index.prepare()
    worst = 0.0
    for query in QUERIES:
        folded = fold(query)
        plain = seconds(lambda text=folded: [name for name in names if text in name])
        taken = seconds(lambda text=query: index.find(text))
        worst = max(worst, taken)
        hits = f"{len(index.find(query))} found"
        print(f"  find {query!r:<18} {taken * 1e3:9.1f} ms  {hits:<10} names one by one {plain * 1e3:.1f} ms")
    verdict = "met" if worst <= KEYSTROKE_AIM else "NOT met"
    print(f"  aim: at most {KEYSTROKE_AIM * 1e3:.0f} ms a keystroke  ->  {verdict}")


def main(sizes: tuple[int, ...] = (10_000, 100_000)) -> None:
    for debtors in sizes:
        ledger = a_ledger(debtors)
        start = time.perf_counter()
        ledger.by_debtor  # noqa: B018 - made when it is first asked for
        print(f"{debtors:,} debtors, {len(ledger.invoices):,} open items")
        print(f"  group by debtor         {(time.perf_counter() - start) * 1e3:9.1f} ms")
        bench_queue(ledger)
        bench_search(ledger)


if __name__ == "__main__":
    main(*([tuple(map(int, sys.argv[1:]))] if sys.argv[1:] else []))
