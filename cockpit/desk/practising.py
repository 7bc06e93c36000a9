"""What comes out of a practised talk: the result in words, and the debrief as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from cockpit.core.money import Money
from cockpit.core.text import clean_line
from cockpit.desk.practice_store import NAME_LIMIT, PRACTICE, PracticeStore, to_json
from cockpit.language import _, amounts, dates, labels, ngettext
from cockpit.language.practice_sentences import check, ending
from cockpit.roleplay.attempts import Debrief, debrief
from cockpit.roleplay.library import Library
from cockpit.roleplay.progress import Progress, progress
from cockpit.roleplay.rehearsal import Rehearsal
from cockpit.roleplay.scorecard import Checked, Counts
from cockpit.roleplay.state import Part
from cockpit.roleplay.transcript import Speaker

_MARKED = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|"})


def practice_store(workspace: Path) -> PracticeStore:
    """The store of practice that goes with a workspace, in a folder of its own."""
    return PracticeStore(workspace / PRACTICE)


def concluded(store: PracticeStore, talk: Rehearsal, trainee: str, at: datetime) -> Debrief:
    """The debrief of a talk that was held until `at` (UTC), beside his earlier tries; it is remembered.

    A talk in which the trainee said nothing is not. Raises `StoreError`, `NotForPractice`.
    """
    name = clean_line(trainee, NAME_LIMIT)
    told = debrief(talk, name, at, store.attempts(name))
    if any(said.text for said in talk.said):
        store.add(told.attempt)
    return told


def progress_of(store: PracticeStore, library: Library, trainee: str = "") -> tuple[Progress, ...]:
    """How everybody stands who practised, or one trainee. Raises `StoreError`, `NotForPractice`."""
    known = [one.scenario for one in library.scenarios()]
    return progress(store.attempts(trainee), known)


# -- the result in words ------------------------------------------------------------------------------------


def result_line(told: Debrief) -> str:
    """What the talk came to: "€ 1.842,50 on Friday 27 November 2026, 6 days earlier than your last try"."""
    attempt = told.attempt
    if attempt.day is None:
        return _("Nothing was agreed.")
    if attempt.amount is None:
        return _("You know when to ring back: {day}.").format(day=dates.day(attempt.day))
    said = _("{amount} on {day}").format(amount=amounts.money(attempt.amount), day=dates.day(attempt.day))
    return f"{said}{_beside_last(told.days_from_last)}."


def _beside_last(days: int | None) -> str:
    if days is None:
        return ""
    n = abs(days)
    if not n:
        return _(", as in your last try")
    if days < 0:
        later = ngettext(", {n} day earlier than your last try", ", {n} days earlier than your last try", n)
    else:
        later = ngettext(", {n} day later than your last try", ", {n} days later than your last try", n)
    return later.format(n=n)


def best_line(told: Debrief) -> str:
    """The best that was possible, and how far it is from there."""
    if told.best_ring_back is not None:
        best = dates.day(told.best_ring_back)
        return _("The best possible was to know when to ring back: {day}.").format(day=best)
    said = _("The best possible was {payment}.").format(payment=_parts(told.best))
    if told.days_from_best == 0 and not told.short:
        return f"{said} {_('You reached it.')}"
    if told.short:
        short = amounts.money(told.short)
        return f"{said} {_('You are {amount} short of it.').format(amount=short)}"
    return said


def _parts(parts: tuple[Part, ...]) -> str:
    told = [
        _("{amount} on {day}").format(amount=amounts.money(amount), day=dates.day(day))
        for amount, day in parts
    ]
    return ", ".join(told)


def count_line(counts: Counts) -> str:
    """What can be counted in a talk, on one line."""
    told = _(
        "Open questions: {open} · closed: {closed} · choices: {choices} · banned words: {banned}"
        " · silences: {silences} · your share of the words: {share} %"
    )
    return told.format(
        open=counts.open_questions,
        closed=counts.closed_questions,
        choices=counts.choices,
        banned=counts.banned_words,
        silences=counts.silences,
        share=round(counts.talk_share * 100),
    )


# -- exports ------------------------------------------------------------------------------------------------


def debrief_json(told: Debrief) -> dict[str, object]:
    """The debrief for scripts: amounts are strings with a point, days ISO 8601."""
    again = told.again
    return {
        **to_json(told.attempt),
        "practice": True,
        "title": told.scenario.title,
        "ending": told.ending.value if told.ending else None,
        "best": [_part_json(*part) for part in told.best],
        "best_ring_back": told.best_ring_back.isoformat() if told.best_ring_back else None,
        "days_from_best": told.days_from_best,
        "short": told.short.text() if told.short is not None else None,
        "days_from_last": told.days_from_last,
        "work_on": [one.id.value for one in told.card.work_on],
        "details": [
            {"id": c.id.value, "passed": c.passed, "quote": c.quote, "better": c.better, "source": c.source}
            for c in told.card.checks
        ],
        "lines": [{"speaker": line.speaker.value, "text": line.text} for line in told.lines],
        "again": {
            "scenario": again.scenario,
            "language": again.language,
            "seed": again.seed,
            "on": again.on.isoformat(),
        },
    }


def _part_json(amount: Money, day: date) -> dict[str, object]:
    return {"amount": amount.text(), "currency": amount.currency, "date": day.isoformat()}


def debrief_markdown(told: Debrief) -> str:
    """The debrief to keep or to print, in the language of the screen."""
    return "\n".join(_markdown(told)) + "\n"


def _markdown(told: Debrief) -> Iterator[str]:
    attempt, card = told.attempt, told.card
    yield f"# {_('Practice')}: {_plain(told.scenario.title)}"
    yield ""
    level = _("level {n}").format(n=attempt.level)
    yield " · ".join(filter(None, (_plain(attempt.trainee), labels.kind(attempt.kind), level)))
    yield ""
    yield f"**{_plain(result_line(told))}** {_plain(best_line(told))}"
    if told.ending is not None:
        yield _plain(ending(told.ending))
    yield ""
    yield f"## {_('Work on')}"
    yield ""
    for number, one in enumerate(card.work_on, 1):
        yield f"{number}. {_plain(check(one.id))}{_better(one)}"
    yield ""
    yield f"## {_('{total} of 100 points').format(total=card.total)}"
    yield ""
    for one in card.checks:
        if one.passed is not None:
            yield from _checked(one)
    unseen = ", ".join(check(one.id) for one in card.checks if one.passed is None)
    if unseen:
        yield ""
        yield _plain(_("Not seen: {checks}").format(checks=unseen))
    yield ""
    yield _plain(count_line(card.counts))
    yield ""
    yield f"## {_('The talk')}"
    yield ""
    for line in told.lines:
        who = _("You") if line.speaker is Speaker.COLLECTOR else told.scenario.contact
        yield f"- **{_plain(who)}**: {_plain(line.text) or '…'}"
    yield ""
    yield _("Once more: scenario {scenario}, seed {seed}").format(
        scenario=f"{attempt.scenario}.{attempt.language}", seed=attempt.seed
    )


def _checked(one: Checked) -> Iterator[str]:
    yield f"- [{'x' if one.passed else ' '}] {_plain(check(one.id))} ({one.source}){_better(one)}"
    if one.quote:
        yield f"  “{_plain(one.quote)}”"


def _better(one: Checked) -> str:
    return " — " + _("Rather: “{text}”").format(text=_plain(one.better)) if one.better else ""


def _plain(text: str) -> str:
    """The text with nothing in it that Markdown would take for something else."""
    return clean_line(text).translate(_MARKED)
