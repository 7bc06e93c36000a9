"""The results of `cockpit practice`: for scripts, and for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date

from cockpit.core.money import Money
from cockpit.desk.findings import Found
from cockpit.desk.practising import count_line
from cockpit.language import _, amounts, dates, labels, ngettext
from cockpit.language.practice_sentences import check
from cockpit.language.practice_tasks import task
from cockpit.roleplay.agreeing import Agreed
from cockpit.roleplay.examining import Examined
from cockpit.roleplay.library import Shelved
from cockpit.roleplay.scorecard import Checked, Scorecard

Best = tuple[Money | None, date | None]
"""The best that a scenario can come to: what is paid, and the first day; or only when to ring back."""


def score_shape(card: Scorecard, best: Best | None = None) -> dict[str, object]:
    """A scorecard for scripts; with the `best` possible where the scenario is known."""
    return {
        "total": card.total,
        "checks": [
            {
                "id": one.id.value,
                "passed": one.passed,
                "quote": one.quote,
                "better": one.better,
                "source": one.source,
            }
            for one in card.checks
        ],
        "counts": asdict(card.counts),
        "agreed": _agreed_shape(card.agreed) if card.agreed else None,
        "reached": card.reached,
        "work_on": [one.id.value for one in card.work_on],
        **({"best": _best_shape(card, *best)} if best else {}),
    }


def _best_shape(card: Scorecard, amount: Money | None, day: date | None) -> dict[str, object]:
    agreed = card.agreed.day if card.agreed else None
    return {
        "amount": amount.text() if amount else None,
        "currency": amount.currency if amount else None,
        "date": day.isoformat() if day else None,
        "days_later": (agreed - day).days if agreed and day else None,
    }


def best_line(amount: Money | None, day: date | None) -> str:
    """The best that a talk in this scenario can come to."""
    if amount is None or day is None:
        return _("The best possible: to know when to ring back, {day}.").format(
            day=dates.day(day) if day else "-"
        )
    told = _("The best possible: {amount} from {day}.")
    return told.format(amount=amounts.money(amount), day=dates.day(day))


def _agreed_shape(agreed: Agreed) -> dict[str, object]:
    amount, day = agreed.amount, agreed.day
    return {
        "amount": str(amount.amount) if amount else None,
        "currency": amount.currency if amount else None,
        "date": day.isoformat() if day else None,
    }


def score_lines(card: Scorecard) -> Iterator[str]:
    """A scorecard for people."""
    yield _("{total} of 100 points · {agreed}").format(total=card.total, agreed=_agreed_words(card))
    yield ""
    for one in card.checks:
        if one.passed is not None:
            yield from _check_lines(one)
    unseen = ", ".join(check(one.id) for one in card.checks if one.passed is None)
    if unseen:
        yield _("Not seen: {checks}").format(checks=unseen)
    yield ""
    yield count_line(card.counts)
    if card.work_on:
        yield _("Work on: {checks}").format(checks=" · ".join(task(one.id) for one in card.work_on))


def _agreed_words(card: Scorecard) -> str:
    agreed = card.agreed
    if agreed is None or agreed.amount is None or agreed.day is None:
        return _("nothing agreed") if card.reached else _("somebody else was on the line")
    told = _("agreed: {amount} on {day}")
    return told.format(amount=amounts.money(agreed.amount), day=dates.day(agreed.day))


def _check_lines(one: Checked) -> Iterator[str]:
    source = f" ({one.source})" if one.source else ""
    yield f"{'✓' if one.passed else '✗'} {check(one.id)}{source}"
    if one.quote:
        yield f"    “{one.quote}”"
    if one.better:
        yield "    " + _("Rather: “{text}”").format(text=one.better)


# -- scenarios ----------------------------------------------------------------------------------------------


def list_shape(one: Shelved) -> dict[str, object]:
    """A scenario for scripts."""
    scenario = one.scenario
    return {
        "id": scenario.id,
        "language": scenario.language,
        "level": scenario.level,
        "kind": scenario.kind.value,
        "title": scenario.title,
        "goal": scenario.goal,
        "temperament": scenario.temperament.value,
        "objections": [raised.id for raised in scenario.objections],
        "own": one.is_own,
        "path": scenario.path,
    }


def list_rows(found: Iterable[Shelved]) -> list[tuple[str, ...]]:
    """The scenarios for people, in columns."""
    return [
        (
            str(one.scenario.level),
            one.scenario.id,
            one.scenario.language,
            labels.kind(one.scenario.kind),
            one.scenario.path if one.is_own else _("comes along"),
            one.scenario.title,
        )
        for one in found
    ]


def check_shape(path: str, examined: Examined | None, found: Sequence[Found]) -> dict[str, object]:
    """What was found out about a scenario, for scripts."""
    shape: dict[str, object] = {"path": path, "found": [asdict(one) for one in found]}
    if examined is None:
        return shape | {"id": None}
    scenario, proof = examined.scenario, examined.proof
    return shape | {
        "id": scenario.id,
        "language": scenario.language,
        "level": scenario.level,
        "kind": scenario.kind.value,
        "best_after": examined.best_after,
        "best": [{"amount": amount.text(), "date": day.isoformat()} for amount, day in proof.best],
        "rings_back": proof.rings_back.isoformat() if proof.rings_back else None,
        "way": list(proof.path),
        "states": proof.states,
        "whole": proof.is_whole,
    }


def check_rows(found: Iterable[tuple[str, Examined | None, Sequence[Found]]]) -> list[tuple[str, ...]]:
    """The same for people, in columns."""
    head = (_("scenario"), _("level"), _("kind"), _("best after"), _("tried"), _("found"))
    return [head, *(_check_row(*one) for one in found)]


def _check_row(path: str, examined: Examined | None, found: Sequence[Found]) -> tuple[str, ...]:
    verdict = ngettext("{n} problem", "{n} problems", len(found)).format(n=len(found)) if found else "✓"
    if examined is None:
        return (path, "-", "-", "-", "-", verdict)
    scenario, days = examined.scenario, examined.best_after
    after = ngettext("{n} working day", "{n} working days", days).format(n=days) if days is not None else "-"
    states = ngettext("{n} turn", "{n} turns", examined.proof.states).format(n=examined.proof.states)
    if not examined.proof.is_whole:
        states += " " + _("(not all)")
    name = f"{scenario.id}.{scenario.language}"
    return (name, str(scenario.level), labels.kind(scenario.kind), after, states, verdict)
