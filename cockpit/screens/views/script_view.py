"""The script in words: the line of now, the lines that follow, a card, a voicemail, somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from string import ascii_lowercase

from textual.content import Content

from cockpit.core.call import Phase, Stage
from cockpit.desk.calling import CallInHand
from cockpit.desk.openers import openers
from cockpit.desk.scripting import script_fields
from cockpit.language import _, dates, labels, pgettext
from cockpit.playbook import Line, Objection, Step, fill, step_after
from cockpit.widgets.script import ScriptView, Spoken, Words

_AHEAD = 2
_CHOICE = "{option_2}"


def script_view(hand: CallInHand, detour: str = "", key: str = "", moment_key: str = "") -> ScriptView:
    """What the script pane shows now; `detour` is `voicemail`, `third-party` or nothing.

    `key` opens what the customer can bring up, the branches of the step among them; `moment_key` takes the
    first of the days that a line offers.
    """
    fields = script_fields(hand)
    playbook = hand.playbook
    if detour == "voicemail":
        return ScriptView(_("Voicemail: no debt is named"), _spoken(playbook.voicemail, fields), card=True)
    if detour == "third-party":
        return ScriptView(
            _("Somebody else: no debt is named"), _spoken(playbook.third_party, fields), card=True
        )
    card = next((o for o in playbook.objections if o.id == hand.call.objection), None)
    if card is not None:
        days = _days(hand, [line for _move, line in card.lines], moment_key)
        return replace(_card(card, fields), days=days)
    step = hand.step
    following = step_after(playbook, step.id)
    first = _opening(hand, step)
    return ScriptView(
        title=_title(step),
        now=(*first, *_spoken(step.lines, fields, step.listen)),
        days=_days(hand, step.lines, moment_key),
        hint=step.hint,
        branches=tuple(
            (f"{key} {letter(n)}".strip(), f"{branch.when} ✓" if branch.to in hand.call.path else branch.when)
            for n, branch in enumerate(step.branches)
        ),
        next_title=_("then: {title}").format(title=following.title) if following else "",
        next=(*_opening(hand, following), *_spoken(following.lines, fields))[:_AHEAD] if following else (),
    )


def _days(hand: CallInHand, lines: Iterable[Line], key: str) -> tuple[str, str] | None:
    """The key that takes the first of the offered days, and the days, where these lines offer them."""
    if not key or not any(_CHOICE in wording for line in lines for wording in line.wordings):
        return None
    first, *others = (dates.day(day, None, "short") for day in hand.understood.offered)
    return key, _("{first} · again: {others}").format(first=first, others=" · ".join(others))


def _opening(hand: CallInHand, step: Step) -> tuple[Spoken, ...]:
    """What is said before the lines of the step that comes to the point: what is still between us.

    That is the last opening step on the way; before it nobody knows yet who is on the line.
    """
    following = step_after(hand.playbook, step.id)
    if step.stage is not Stage.OPENING or following is None or following.stage is Stage.OPENING:
        return ()
    return tuple(Spoken((Words(line),), source="S1.3") for line in openers(hand))


def listening_view(hand: CallInHand) -> ScriptView:
    """What the script pane shows while the customer has the floor (S0.1)."""
    return ScriptView(_title(hand.step), quiet=_("Listen … the customer has the floor."))


def digit(number: int) -> str:
    """The key of a card: its number, 0 for the tenth."""
    return str(number % 10)


def letter(number: int) -> str:
    """The key of a branch: a for the first, numbered 0."""
    return ascii_lowercase[number % len(ascii_lowercase)]


def is_last_step(hand: CallInHand) -> bool:
    """Whether the script is at its end."""
    return step_after(hand.playbook, hand.step.id) is None


def _title(step: Step) -> str:
    return f"{labels.stage(step.stage)} · {step.title}"


def _card(card: Objection, fields: Mapping[str, str]) -> ScriptView:
    return ScriptView(
        title=_("Objection {n} · {title}").format(n=card.number, title=card.title),
        now=tuple(
            Spoken(
                _words(line, fields), label=labels.move(move), cue=labels.cue(line.cue), source=line.source
            )
            for move, line in card.lines
        ),
        card=True,
    )


def _spoken(lines: Iterable[Line], fields: Mapping[str, str], listen: bool = False) -> tuple[Spoken, ...]:
    spoken = [Spoken(_words(line, fields), cue=labels.cue(line.cue), source=line.source) for line in lines]
    if listen and spoken and not spoken[-1].cue:
        spoken[-1] = replace(spoken[-1], cue=labels.cue("listen"))
    return tuple(spoken)


def _words(line: Line, fields: Mapping[str, str]) -> tuple[Words, ...]:
    return tuple(Words(part.text, part.gap) for part in fill(line, fields).parts)


STAGES = ("prepare", "opening", "inquiry", "negotiation", "closing", "wrap-up")


def stage_names() -> tuple[str, ...]:
    """The way of a call, as the stage bar shows it."""
    return (_("prepare"), pgettext("stage", "open"), _("ask"), _("agree"), _("close"), _("wrap up"))


def stage_number(hand: CallInHand) -> int:
    """Where on the stage bar the work is."""
    if hand.call.phase is Phase.PREPARE:
        return 0
    if hand.call.phase is not Phase.TALK:
        return STAGES.index("wrap-up")
    stage = hand.step.stage
    return STAGES.index(stage.value) if stage is not Stage.OBJECTION else STAGES.index("inquiry")


def objection_line(hand: CallInHand, key: str, width: int) -> Content:
    """The objections by number, for the foot of the script; `key` opens them, no number leaves its words."""
    lines: list[list[tuple[str, str]]] = [[(f"{key}  ", "bold $accent")]]
    used = len(key) + 2
    for card in hand.playbook.objections:
        words = (card.short or card.title) + (" ✓" if card.id in hand.call.objections else "")
        number = digit(card.number)
        room = len(number) + len(words) + 3
        if used + room > width + 2:
            lines.append([])
            used = 0
        used += room
        lines[-1] += [(f"{number} ", "bold $accent"), (f"{words}  ", "$muted")]
    return Content("\n").join([Content.assemble(*line) for line in lines])
