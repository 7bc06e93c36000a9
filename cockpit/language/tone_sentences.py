"""The sentences about rule files, which the tone room marks, in the language of the screen."""

from __future__ import annotations

from cockpit.language.catalogue import translator
from cockpit.tone import RuleError


def rule_error(error: RuleError, tag: str | None = None) -> str:
    """What was expected in a rule file that cannot be used, and at which key."""
    _ = translator(tag).gettext
    expected = _(error.template).format(**error.values)
    if error.key:
        return _("{where}: expected is {expected}").format(where=error.key, expected=expected)
    return _("expected is {expected}").format(expected=expected)
