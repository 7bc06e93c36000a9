"""Where somebody may be meant in what was noted about others, as a command says it."""

from __future__ import annotations

from cockpit.commands.shapes import Shape
from cockpit.language import N_, _
from cockpit.store.searching import Mention

_FIELDS = {
    "contact": N_("to whom we spoke"),
    "last_contact": N_("to whom we spoke"),
    "notes": N_("the notes"),
    "own_words": N_("our own words in the mail"),
    "answers": N_("the preparation"),
    "went_well": N_("the evaluation"),
    "better": N_("the evaluation"),
    "next_time": N_("the evaluation"),
    "fields": N_("a correction"),
    "why": N_("a correction"),
    "reason": N_("a reason"),
    "skip_reason": N_("a reason"),
    "detail": N_("the outcome"),
}


def place(found: Mention) -> str:
    """The field and the call in which it stands, and the debtor about whom that is; or the file."""
    if found.path:
        return found.path
    field = _(_FIELDS.get(found.field, N_("what was agreed")))
    if not found.call_id:
        return _("{field} about {debtor}").format(field=field, debtor=found.debtor_id)
    text = _("{field} of call {call} with {debtor}")
    return text.format(field=field, call=found.call_id, debtor=found.debtor_id)


def mention_shape(found: Mention) -> Shape:
    """The place for scripts: `field` as the files call it."""
    return {
        "debtor": found.debtor_id or None,
        "call": found.call_id or None,
        "field": found.field or None,
        "path": found.path or None,
        "texts": found.texts,
    }
