"""What is said of a damaged file: not what is wrong with its bytes, but what is left and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from cockpit.language.catalogue import N_

DAMAGED = N_("{path} is damaged. What could be read of it is used; “cockpit doctor” says what can be done.")
DAMAGED_ROWS = N_(
    "{path} is damaged: {saved} of its rows are used, {lost} are lost. Import a fresh export, or bring an"
    " earlier ledger back with “cockpit restore”."
)
DAMAGED_LEDGER = N_(
    "{path} is damaged: {saved} of its rows are used, the others are lost. Import a fresh export, or bring an"
    " earlier ledger back with “cockpit restore”."
)


def damaged(values: Mapping[str, object]) -> str:
    """The sentence for a damaged file, still to be translated: of a ledger it is known how much is left."""
    if "saved" not in values:
        return DAMAGED
    return DAMAGED_LEDGER if values.get("lost") is None else DAMAGED_ROWS
