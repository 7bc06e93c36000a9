"""The days that we propose for the payment: all suit us, this week's come first (S1.1, S1.2)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time, timedelta

from cockpit.core.agreement import Agreement, Method
from cockpit.core.calendar import is_working_day

_DAY = timedelta(days=1)
_WEEK = 7


def payment_moments(
    now_local: datetime,
    countries: Collection[str],
    *,
    due: date | None = None,
    run_weekday: int | None = None,
    count: int = 2,
    same_day_until: time | None = None,
) -> tuple[date, ...]:
    """Two or three different days on which people work in all `countries` (the debtor's and ours), in order.

    - The first is the next working day; or today, when it is earlier than `same_day_until` on the clock of
      `now_local` and people work today.
    - The second is the last working day of this week, or else the second one after the first. A third is the
      second working day after that.
    - `run_weekday` (0 is Monday) is when the customer pays his bills: his next run takes the last place,
      unless it is one of the days anyway. A run that falls on a holiday is on the next working day.
    - Nothing is asked before its time: of what falls due later (`due`) the last day is the last working day
      until then, the others each two working days earlier; the first of them is his last run before it.

    With little time before `due` there may be two where three were asked for. Raises `ValueError` for a
    `count` other than 2 and 3.
    """
    if count not in {2, 3}:
        raise ValueError("two or three days can be proposed")

    def works(day: date) -> bool:
        return all(is_working_day(day, country) for country in countries)

    first = _first(now_local, works, same_day_until)
    days = _from(now_local.date(), first, works, count)
    if due is not None and due > days[1]:
        return _until(due, first, works, count, run_weekday)
    if run_weekday is None:
        return days
    run = _run(first, works, run_weekday)
    return days if run in days else tuple(sorted({*days[:-1], run}))


def earlier_than(named: date, moments: Iterable[date]) -> date | None:
    """The day to ask for when the customer names one: the last of our moments before it (S0.2, "our need →
    earlier day"). None when he names the first of them or an earlier day: there is nothing to gain."""
    return max((day for day in moments if day < named), default=None)


def known_run_weekday(agreements: Iterable[Agreement]) -> int | None:
    """The weekday (0 is Monday) of the customer's payment run, as he named it in the newest agreement about
    one; None when he never did."""
    runs = [
        (agreement.made_at, promise.due)
        for agreement in agreements
        for promise in agreement.promises
        if promise.method is Method.PAYMENT_RUN
    ]
    return max(runs)[1].weekday() if runs else None


_Works = Callable[[date], bool]


def _first(now_local: datetime, works: _Works, same_day_until: time | None) -> date:
    today = now_local.date()
    if same_day_until is not None and works(today) and now_local.time() < same_day_until:
        return today
    return _step(today, works, 1)


def _from(today: date, first: date, works: _Works, count: int) -> tuple[date, ...]:
    last = _step(today + (_WEEK - today.weekday()) * _DAY, works, -1)
    second = last if last > first else _step(first, works, 2)
    return (first, second, _step(second, works, 2))[:count]


def _until(due: date, first: date, works: _Works, count: int, weekday: int | None) -> tuple[date, ...]:
    last = due if works(due) else _step(due, works, -1)
    earlier = [max(first, _step(last, works, -2 * n)) for n in range(1, count)]
    runs = (last - n * _DAY for n in range(1, (last - first).days + 1))
    run = next((day for day in runs if day.weekday() == weekday and works(day)), None)
    if run is not None:
        earlier[-1] = run
    return tuple(sorted({*earlier, last}))


def _run(first: date, works: _Works, weekday: int) -> date:
    day = first + (weekday - first.weekday()) % _WEEK * _DAY
    return day if works(day) else _step(day, works, 1)


def _step(day: date, works: _Works, steps: int) -> date:
    """So many working days after a day; with negative steps before it."""
    step = _DAY if steps > 0 else -_DAY
    for _ in range(abs(steps)):
        day += step
        while not works(day):
            day += step
    return day
