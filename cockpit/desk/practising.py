"""What comes out of a practised talk: the result in words, and the debrief as Markdown and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from cockpit.core.money import Money
from cockpit.core.text import clean_line
from cockpit.desk.practice_record import SOURCES, Review
from cockpit.desk.practice_store import NAME_LIMIT, PRACTICE, PracticeStore, to_json
from cockpit.language import _, amounts, dates, labels, ngettext
from cockpit.language.practice_sentences import check, ending
from cockpit.roleplay.attempts import Beside, Debrief, debrief
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


def result_line(told: Beside) -> str:
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


def best_line(told: Beside) -> str:
    """The best that was possible, and how far it is from there."""
    if told.best_ring_back is not None:
        best = dates.day(told.best_ring_back)
        return _("The best possible was to know when to ring back: {day}.").format(day=best)
    said = _("The best possible was {payment}.").format(payment=_parts(told.best))
    if told.days_from_best == 0 and not told.short:
        return f"{said} {_('You reached it.')}"
    return " ".join([said, *_away(told)])


def _away(told: Beside) -> Iterator[str]:
    """How many days and how much money a talk with a result is away from the best."""
    n = told.days_from_best or 0
    if n > 0:
        yield ngettext("That is {n} day earlier.", "That is {n} days earlier.", n).format(n=n)
    if told.short is not None and told.short.amount > 0:
        yield _("You are {amount} short of it.").format(amount=amounts.money(told.short))


def _parts(parts: tuple[Part, ...]) -> str:
    told = [
        _("{amount} on {day}").format(amount=amounts.money(amount), day=dates.day(day))
        for amount, day in parts
    ]
    return ", ".join(told)


def points_line(told: Debrief) -> str:
    """What the talk is worth."""
    return _("{total} of 100 points").format(total=told.card.total)


def taken_back_line(review: Review) -> str:
    """How many sentences were taken back; "" when none was."""
    n = review.taken_back
    return ngettext("You took {n} sentence back.", "You took {n} sentences back.", n).format(n=n) if n else ""


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


def review_json(review: Review) -> dict[str, object]:
    """The same with what was recorded, and his own look back."""
    own = review.own
    return {
        **debrief_json(review.told),
        "work_on": [one.id for one in review.work_on],
        "recorded": [
            {"id": c.id.value, "passed": c.passed, "said": c.said, "noted": c.noted, "source": SOURCES[c.id]}
            for c in review.recorded
        ],
        "taken_back": review.taken_back,
        "evaluation": {"went_well": own.went_well, "better": own.better, "next_time": own.next_time},
    }


def _part_json(amount: Money, day: date) -> dict[str, object]:
    return {"amount": amount.text(), "currency": amount.currency, "date": day.isoformat()}


def debrief_markdown(told: Debrief) -> str:
    """The debrief to keep or to print, in the language of the screen."""
    return review_markdown(Review(told))


def review_markdown(review: Review) -> str:
    """The same with what was recorded, and his own look back."""
    return "\n".join(_markdown(review)) + "\n"


def _markdown(review: Review) -> Iterator[str]:
    told, attempt, card = review.told, review.told.attempt, review.told.card
    yield f"# {_('Practice')}: {_plain(told.scenario.title)}"
    yield ""
    level = _("level {n}").format(n=attempt.level)
    yield " · ".join(filter(None, (_plain(attempt.trainee), labels.kind(attempt.kind), level)))
    yield ""
    yield f"**{_plain(result_line(told))}** {_plain(best_line(told))}"
    if told.ending is not None:
        yield _plain(ending(told.ending))
    yield from _title(_("Work on"))
    for number, task in enumerate(review.work_on, 1):
        yield f"{number}. {_plain(task.title)} ({task.source}){_rather(task.better)}"
    yield from _recorded(review)
    yield from _title(points_line(told))
    for one in card.checks:
        if one.passed is not None:
            yield from _checked(one)
    unseen = ", ".join(check(one.id) for one in card.checks if one.passed is None)
    if unseen:
        yield ""
        yield _plain(_("Not seen: {checks}").format(checks=unseen))
    yield ""
    yield _plain(" ".join(filter(None, (count_line(card.counts), taken_back_line(review)))))
    yield from _title(_("The talk"))
    for line in told.lines:
        who = _("You") if line.speaker is Speaker.COLLECTOR else told.scenario.contact
        yield f"- **{_plain(who)}**: {_plain(line.text) or '…'}"
    yield ""
    yield _("Once more: scenario {scenario}, seed {seed}").format(
        scenario=f"{attempt.scenario}.{attempt.language}", seed=attempt.seed
    )


def _title(text: str) -> Iterator[str]:
    yield from ("", f"## {text}", "")


def _recorded(review: Review) -> Iterator[str]:
    """What was noted beside what was said, how often he took back, what he wrote when he looked back."""
    if review.recorded:
        yield from _title(_("What you recorded"))
    for one in review.recorded:
        if one.passed is not None:
            yield f"- [{'x' if one.passed else ' '}] {_plain(one.line)} ({SOURCES[one.id]})"
    own = [text for text in (review.own.went_well, review.own.better, review.own.next_time) if text]
    if own:
        yield from _title(_("Your own look back"))
        yield from (f"- {_plain(text)}" for text in own)


def _checked(one: Checked) -> Iterator[str]:
    yield f"- [{'x' if one.passed else ' '}] {_plain(check(one.id))} ({one.source}){_rather(one.better)}"
    if one.quote:
        yield f"  “{_plain(one.quote)}”"


def _rather(better: str | None) -> str:
    return " — " + _("Rather: “{text}”").format(text=_plain(better)) if better else ""


def _plain(text: str) -> str:
    """The text with nothing in it that Markdown would take for something else."""
    return clean_line(text).translate(_MARKED)
