"""The sentences about rule files, which the tone room marks, in the language of the screen."""

from __future__ import annotations

from cockpit.core.text import clean_line, shorten
from cockpit.language.catalogue import translator
from cockpit.tone import RuleError

_SENTENCE = 1_500
_KEY = 80


def rule_error(error: RuleError, tag: str | None = None) -> str:
    """What was expected in a rule file that cannot be used, and at which key."""
    _ = translator(tag).gettext
    expected = clean_line(_(error.template).format(**error.values), _SENTENCE)
    if error.key:
        where = shorten(clean_line(error.key), _KEY)
        return _("{where}: expected is {expected}").format(where=where, expected=expected)
    return _("expected is {expected}").format(expected=expected)
