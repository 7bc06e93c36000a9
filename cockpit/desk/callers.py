"""Who makes which calls, as the settings divide them (S3)."""

from __future__ import annotations

from cockpit.core.call import CallKind
from cockpit.desk.settings import Settings


def caller_for(settings: Settings, kind: CallKind) -> str:
    """Who makes calls of a kind: as the settings say, or else the relation owner the courtesy calls and the
    collector all others."""
    named = settings.callers.get(kind.value, "")
    if not named and kind is CallKind.COURTESY:
        named = settings.relation_owner
    return named or settings.caller


def is_divided(settings: Settings) -> bool:
    """Whether the settings say who makes which calls."""
    return bool(settings.callers or settings.relation_owner)
