"""The script in words: the line of now, the lines that follow, a card, a voicemail, somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from textual.content import Content

from cockpit.core.call import Phase, Stage
from cockpit.desk.calling import CallInHand
from cockpit.desk.scripting import script_fields
from cockpit.language import N_, _, labels, pgettext
from cockpit.playbook import Line, Move, Objection, Step, fill, first_step, step_after
from cockpit.widgets.script import ScriptView, Spoken, Words

_AHEAD = 2
_CUES = {
    "smile": N_("smile, it can be heard"),
    "listen": N_("be silent and let the customer speak"),
    "slowly": N_("slowly, the customer writes along"),
    "note": N_("write down what the customer answers"),
}
_MOVES = {
    Move.ACKNOWLEDGE: N_("acknowledge"),
    Move.ANSWER: N_("answer"),
    Move.CHECK: N_("check"),
    Move.BY_WHEN: N_("by when"),
    Move.DATE_QUESTION: N_("the day"),
}


def script_view(hand: CallInHand, detour: str = "") -> ScriptView:
    """What the script pane shows now; `detour` is `voicemail`, `third-party` or nothing."""
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
        return _card(card, fields)
    step = step_now(hand)
    following = step_after(playbook, step.id)
    return ScriptView(
        title=f"{labels.stage(step.stage)} · {step.title}",
        now=_spoken(step.lines, fields, step.listen),
        hint=step.hint,
        next_title=_("then: {title}").format(title=following.title) if following else "",
        next=_spoken(following.lines[:_AHEAD], fields) if following else (),
    )


def step_now(hand: CallInHand) -> Step:
    """The step of the script where the talk is; the first before the talk."""
    return hand.playbook.step(hand.call.step) or first_step(hand.playbook)


def is_last_step(hand: CallInHand) -> bool:
    """Whether the script is at its end."""
    return step_after(hand.playbook, step_now(hand).id) is None


def _card(card: Objection, fields: Mapping[str, str]) -> ScriptView:
    return ScriptView(
        title=_("Objection {n} · {title}").format(n=card.number, title=card.title),
        now=tuple(
            Spoken(_words(line, fields), label=_(_MOVES[move]), cue=_cue(line.cue), source=line.source)
            for move, line in card.lines
        ),
        card=True,
    )


def _spoken(lines: Iterable[Line], fields: Mapping[str, str], listen: bool = False) -> tuple[Spoken, ...]:
    spoken = [Spoken(_words(line, fields), cue=_cue(line.cue), source=line.source) for line in lines]
    if listen and spoken and not spoken[-1].cue:
        spoken[-1] = replace(spoken[-1], cue=_cue("listen"))
    return tuple(spoken)


def _cue(name: str) -> str:
    return _(_CUES[name]) if name in _CUES else ""


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
    stage = step_now(hand).stage
    return STAGES.index(stage.value) if stage is not Stage.OBJECTION else STAGES.index("inquiry")


def objection_line(hand: CallInHand, key: str, width: int) -> Content:
    """The objections by number, for the foot of the script; `key` opens them, no number leaves its words."""
    lines: list[list[tuple[str, str]]] = [[(f"{key}  ", "bold $accent")]]
    used = len(key) + 2
    for card in hand.playbook.objections:
        words = (card.short or card.title) + (" ✓" if card.id in hand.call.objections else "")
        room = len(str(card.number)) + len(words) + 3
        if used + room > width + 2:
            lines.append([])
            used = 0
        used += room
        lines[-1] += [(f"{card.number} ", "bold $accent"), (f"{words}  ", "$muted")]
    return Content("\n").join([Content.assemble(*line) for line in lines])
