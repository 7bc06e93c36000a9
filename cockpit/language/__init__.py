"""The language room: messages, amounts and dates in the right language, and reading what was typed.

It is the only room that knows Babel, and loads it when the first amount, date or translation is asked for.
"""

from cockpit.language.catalogue import (
    N_,
    NN_,
    Translator,
    _,
    available,
    current,
    negotiate,
    ngettext,
    pgettext,
    translator,
    use,
)
from cockpit.language.errors import NotUnderstood

__all__ = [
    "NN_",
    "N_",
    "NotUnderstood",
    "Translator",
    "_",
    "available",
    "current",
    "negotiate",
    "ngettext",
    "pgettext",
    "translator",
    "use",
]
