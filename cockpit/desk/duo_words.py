"""A round of a duo in words: what was recorded, the sheet, all rounds side by side, and the exports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cockpit.core.text import clean_line
from cockpit.desk.duo import Duo, Round
from cockpit.desk.practice_store import to_json
from cockpit.desk.practising import best_line, result_line
from cockpit.language import _, amounts, dates, labels, ngettext
from cockpit.language.practice_sentences import check
from cockpit.language.practice_tasks import task
from cockpit.roleplay.attempts import Attempt
from cockpit.roleplay.check_files import Check, worths
from cockpit.roleplay.observing import Recorded

_MARKED = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|"})
_SIGNS = {True: "✓", False: "✗", None: "·"}


def sign(passed: bool | None) -> str:
    """A tick, a cross, or a point for what nobody saw."""
    return _SIGNS[passed]


def time_taken(seconds: int) -> str:
    """How long a talk was: "4 min 12 s"."""
    return _("{minutes} min {seconds} s").format(minutes=seconds // 60, seconds=seconds % 60)


def recorded_lines(recorded: Recorded) -> Iterator[str]:
    """What the trainee left in the cockpit."""
    yield _("The talk took {time}").format(time=time_taken(recorded.seconds))
    yield _("On the line: {name}").format(name=recorded.contact or _("nobody noted"))
    words = len(recorded.notes.split())
    yield ngettext("Notes: {n} word", "Notes: {n} words", words).format(n=words)
    yield _agreement(recorded)


def _agreement(recorded: Recorded) -> str:
    if recorded.amount is None or recorded.day is None:
        return _("The agreement panel has no amount with a day")
    told = _("{amount} on {day}").format(
        amount=amounts.money(recorded.amount), day=dates.day(recorded.day, style="medium")
    )
    return f"{told} · {_('read back') if recorded.read_back else _('not read back')}"


def came_to(attempt: Attempt) -> str:
    """What a try came to, on half a line."""
    if attempt.day is None:
        return _("nothing agreed")
    day = dates.day(attempt.day, style="medium")
    if attempt.amount is None:
        return day
    return _("{amount} on {day}").format(amount=amounts.money(attempt.amount), day=day)


def side_by_side(rounds: Sequence[Round]) -> list[tuple[str, ...]]:
    """The rounds in columns, one for each trainee: points, what was agreed, the time, every check."""
    if not rounds:
        return []
    rows = [
        ("", *(one.attempt.trainee for one in rounds)),
        (_("points"), *(str(one.attempt.total) for one in rounds)),
        (_("agreed"), *(came_to(one.attempt) for one in rounds)),
        (_("time"), *(time_taken(one.recorded.seconds) for one in rounds)),
    ]
    checks = [c for c in Check if any(one.attempt.checks.get(c) is not None for one in rounds)]
    rows += [(check(c), *(sign(one.attempt.checks.get(c)) for one in rounds)) for c in checks]
    return rows


# -- exports ------------------------------------------------------------------------------------------------


def write_round(duo: Duo, made: Round) -> Path:
    """Write a round as Markdown and JSON beside the tries; the path of the Markdown.

    Raises `StoreError`, `NotForPractice`.
    """
    attempt = made.attempt
    name = f"duo-{attempt.scenario}.{attempt.language}-{attempt.at:%Y%m%d-%H%M%S}"
    rounds = duo.rivals(made.scenario)
    return duo.practice.store.export(name, round_markdown(made, rounds), round_json(made))


def round_json(made: Round) -> dict[str, object]:
    """The round for scripts: amounts are strings with a point, days ISO 8601."""
    recorded, told = made.recorded, made.beside
    return {
        **to_json(made.attempt),
        "practice": True,
        "title": made.scenario.title,
        "best": [{"amount": m.text(), "currency": m.currency, "date": d.isoformat()} for m, d in told.best],
        "best_ring_back": told.best_ring_back.isoformat() if told.best_ring_back else None,
        "days_from_best": told.days_from_best,
        "days_from_last": told.days_from_last,
        "work_on": [one.value for one in made.work_on],
        "differing": [one.value for one in made.differing],
        "contact": recorded.contact,
        "notes": recorded.notes,
        "cards": list(recorded.cards),
    }


def round_markdown(made: Round, rounds: Sequence[Round]) -> str:
    """The round to keep or to print, in the language of the screen, with the `rounds` side by side."""
    return "\n".join(_markdown(made, rounds)) + "\n"


def _markdown(made: Round, rounds: Sequence[Round]) -> Iterator[str]:
    roles, told = made.roles, made.beside
    yield f"# {_('Practice')}: {_plain(made.scenario.title)}"
    yield ""
    who = [
        _("{name} called").format(name=roles.trainee),
        _("{name} played the debtor").format(name=roles.trainer),
        *([_("{name} watched").format(name=roles.observer)] if roles.observer else []),
    ]
    yield _plain(" · ".join([*who, labels.kind(made.scenario.kind)]))
    yield ""
    yield f"**{_plain(result_line(told))}** {_plain(best_line(told))}"
    yield ""
    yield f"## {_('What was recorded')}"
    yield ""
    yield from (f"- {_plain(line)}" for line in recorded_lines(made.recorded))
    yield from (f"  > {_plain(line)}" for line in made.recorded.notes.splitlines() if line.strip())
    yield ""
    yield f"## {_('{total} of 100 points').format(total=made.attempt.total)}"
    yield ""
    yield f"| {_('check')} | {_('observer')} | {_('recorded')} |"
    yield "| --- | --- | --- |"
    readings = made.recorded.readings
    for one, mark in made.marks.items():
        name = f"{check(one)} ({worths()[one].source})"
        yield f"| {_plain(name)} | {sign(mark)} | {sign(readings.get(one))} |"
    yield ""
    if made.work_on:
        yield _plain(_("Work on: {checks}").format(checks=" · ".join(map(task, made.work_on))))
    if len(rounds) > 1:
        yield from _table(side_by_side(rounds))


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield ""
    yield f"## {_('Side by side')}"
    yield ""
    for number, row in enumerate(rows):
        yield "| " + " | ".join(_plain(cell) for cell in row) + " |"
        if not number:
            yield "| " + " | ".join("---" for _cell in row) + " |"


def _plain(text: str) -> str:
    """The text with nothing in it that Markdown would take for something else."""
    return clean_line(text).translate(_MARKED)
