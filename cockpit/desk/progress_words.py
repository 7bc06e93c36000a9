"""How trainees are getting on, in words: one of them, or all side by side for a trainer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from cockpit.language import _, dates, ngettext
from cockpit.language.practice_sentences import check, reason
from cockpit.language.practice_tasks import task
from cockpit.roleplay.progress import Month, Progress

_BARS = "▁▂▃▄▅▆▇█"


def progress_shape(one: Progress) -> dict[str, object]:
    """How a trainee stands, for scripts."""
    coming = one.next
    return {
        "trainee": one.trainee,
        "talks": one.talks,
        "duos": one.duos,
        "last": one.last.isoformat(timespec="seconds"),
        "level": one.level,
        "levels": [asdict(level) for level in one.levels],
        "checks": {check.value: {"passed": p, "seen": seen} for check, (p, seen) in one.checks.items()},
        "average": one.average,
        "trend": one.trend,
        "months": [
            {"month": f"{m.first:%Y-%m}", "talks": m.talks, "passed": m.passed, "average": m.average}
            for m in one.months
        ],
        "work_on": [check.value for check in one.weakest],
        "next": {
            "scenario": coming.scenario,
            "language": coming.language,
            "reason": coming.reason.value,
        }
        if coming
        else None,
    }


def progress_lines(one: Progress) -> Iterator[str]:
    """How one trainee stands, for people."""
    talks = ngettext("{n} talk", "{n} talks", one.talks).format(n=one.talks)
    head = [one.trainee, talks, _("level {n}").format(n=one.level)]
    if one.duos:
        head.append(_("{n} with a trainer").format(n=one.duos))
    yield " · ".join(head)
    yield _("Average of late: {average} of 100 points").format(average=one.average) + trend(one)
    if one.weakest:
        yield _("Work on: {checks}").format(checks=" · ".join(map(task, one.weakest)))
    if one.next:
        yield _("Next: {scenario} ({reason})").format(
            scenario=one.next.scenario, reason=reason(one.next.reason)
        )
    for level in one.levels:
        told = _("Level {n}: {passed} of {tried} scenarios passed, best score {best}")
        yield told.format(n=level.level, passed=level.passed, tried=level.tried, best=level.best)
    if len(one.months) > 1:
        yield _("Over time: {bars}").format(bars=bars(one.months))
    for month in one.months:
        yield "  " + _month(month)
    for which, (passed, seen) in one.checks.items():
        yield f"  {passed}/{seen}  {check(which)}"


def _month(month: Month) -> str:
    talks = ngettext("{n} talk", "{n} talks", month.talks).format(n=month.talks)
    told = _("{month}: {talks}, {passed} passed, average {average}")
    return told.format(month=f"{month.first:%Y-%m}", talks=talks, passed=month.passed, average=month.average)


def bars(months: Iterable[Month]) -> str:
    """The averages of the months as a small picture."""
    return "".join(_BARS[min(month.average * len(_BARS) // 101, len(_BARS) - 1)] for month in months)


def trend(one: Progress) -> str:
    """By how much the average went up or down; "" when that is not known yet."""
    return f" ({one.trend:+d})" if one.trend is not None else ""


def progress_rows(all_of: Iterable[Progress]) -> list[tuple[str, ...]]:
    """How everybody stands, for a trainer, in columns."""
    head = (
        *(_("trainee"), _("talks"), _("last"), _("level"), _("average")),
        *(_("over time"), _("work on"), _("next")),
    )
    rows = (
        (
            one.trainee,
            str(one.talks),
            dates.day(one.last.date(), style="numeric"),
            str(one.level),
            f"{one.average}{trend(one)}",
            bars(one.months),
            ", ".join(map(task, one.weakest)),
            one.next.scenario if one.next else "-",
        )
        for one in all_of
    )
    return [head, *rows]
