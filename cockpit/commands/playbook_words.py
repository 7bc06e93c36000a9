"""A script as `cockpit playbook show` writes it: for people, and for scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cockpit.language import _, labels
from cockpit.playbook import Line, Playbook, Spoken, fill

Fields = Mapping[str, str] | None
"""What is known of a debtor; None shows every field as a gap."""


def script_lines(book: Playbook, fields: Fields) -> Iterator[str]:
    """The whole script, to be read from top to bottom."""
    yield f"{book.title} · {labels.kind(book.kind)} · {labels.language(book.language)}"
    yield _("Goal: {goal}").format(goal=book.goal)
    yield from (f"  ? {question}" for question in book.questions)
    for number, step in enumerate(book.steps, 1):
        yield ""
        yield f"{number}. {labels.stage(step.stage)} · {step.title}"
        if step.hint:
            yield f"   {step.hint}"
        yield from _all(step.lines, fields)
        if step.listen and step.lines[-1].cue != "listen":
            yield f"   … {labels.cue('listen')}"
        for branch in step.branches:
            yield f"   ↳ {branch.when} → {_number(book, branch.to)}"
        if step.next and book.steps[number : number + 1] != (book.step(step.next),):
            yield f"   → {_number(book, step.next)}"
    for card in book.objections:
        yield ""
        yield _("Objection {n} · {title}").format(n=card.number, title=card.title)
        for move, line in card.lines:
            yield from _line(line, fields, f"{labels.move(move)}: ")
    for title, lines in ((_("Voicemail"), book.voicemail), (_("Somebody else"), book.third_party)):
        yield ""
        yield title
        yield from _all(lines, fields)


def script_shape(book: Playbook, fields: Fields) -> dict[str, object]:
    """The same for scripts: what is said, what else can be said, and which gaps are left."""
    return {
        "kind": book.kind.value,
        "language": book.language,
        "title": book.title,
        "goal": book.goal,
        "questions": list(book.questions),
        "steps": [
            {
                "id": step.id,
                "stage": step.stage.value,
                "title": step.title,
                "hint": step.hint,
                "listen": step.listen,
                "next": step.next,
                "branches": [{"when": branch.when, "to": branch.to} for branch in step.branches],
                "lines": [_shape(line, fields) for line in step.lines],
            }
            for step in book.steps
        ],
        "objections": [
            {
                "id": card.id,
                "number": card.number,
                "title": card.title,
                "lines": [{"move": move.value, **_shape(line, fields)} for move, line in card.lines],
            }
            for card in book.objections
        ],
        "voicemail": [_shape(line, fields) for line in book.voicemail],
        "third_party": [_shape(line, fields) for line in book.third_party],
    }


def _number(book: Playbook, step_id: str) -> str:
    """A step as it is found in the list: by its number and title."""
    return next(f"{n}. {step.title}" for n, step in enumerate(book.steps, 1) if step.id == step_id)


def _all(lines: Iterable[Line], fields: Fields) -> Iterator[str]:
    for line in lines:
        yield from _line(line, fields)


def _line(line: Line, fields: Fields, before: str = "") -> Iterator[str]:
    said, others, fallback = _spoken(line, fields)
    beside = " · ".join(filter(None, [labels.cue(line.cue), line.source]))
    yield f"   {before}“{said.text}”" + (f"  ({beside})" if beside else "")
    for other in others:
        yield "     " + _("or: “{text}”").format(text=other.text)
    if fallback:
        yield "     " + _("if that is not known: “{text}”").format(text=fallback.text)


def _shape(line: Line, fields: Fields) -> dict[str, object]:
    said, others, fallback = _spoken(line, fields)
    return {
        "say": said.text,
        "or_say": [other.text for other in others],
        "if_unknown": fallback.text if fallback else None,
        "gaps": [part.text for part in said.parts if part.gap],
        "cue": line.cue,
        "source": line.source,
    }


def _spoken(line: Line, fields: Fields) -> tuple[Spoken, list[Spoken], Spoken | None]:
    """What is said, its other wordings, and what is said instead where that is still open.

    For a debtor it is clear which of them fit.
    """
    if fields is None:
        bare = replace(line, fallback="")
        said, *others = [fill(bare, {}, n) for n in range(len(line.variants) + 1)]
        return said, others, fill(replace(bare, text=line.fallback), {}) if line.fallback else None
    said, *others = [fill(line, fields, n) for n in range(len(line.variants) + 1)]
    return said, [other for other in others if not other.used_fallback], None
