"""What can be wrong with a playbook, and where.

The sentences are English here; the language room has the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

Keys = tuple[str | int, ...]
"""The way to a value in a file: names, and numbers from 1 in lists, as in ("step", 3, "line", 1, "say")."""


class Code(StrEnum):
    """The name of each problem."""

    FORM = "form"  # it is not written the way a playbook is
    UNKNOWN_FIELD = "unknown-field"  # {braces} around a name that nothing fills
    DEAD_END = "dead-end"  # the way goes round in circles, or stops before the closing
    UNREACHABLE = "unreachable"  # no way leads to this step
    NO_FALLBACK = "no-fallback"  # a debtor may lack what the line names
    NO_WAY_BACK = "no-way-back"  # a card does not come back to the day
    NO_READ_BACK = "no-read-back"  # the closing does not say amount and day
    TRANSLATION = "translation"  # it is there in one language and not in another
    DEBT_NAMED = "debt-named"  # somebody who is not the debtor would hear of the debt
    LONG = "long"  # more than 35 words, filled in


SEVERITIES: Mapping[Code, str] = MappingProxyType(
    {
        Code.FORM: "error",
        Code.UNKNOWN_FIELD: "error",
        Code.DEAD_END: "error",
        Code.UNREACHABLE: "warning",
        Code.NO_FALLBACK: "warning",
        Code.NO_WAY_BACK: "error",
        Code.NO_READ_BACK: "error",
        Code.TRANSLATION: "warning",
        Code.DEBT_NAMED: "error",
        Code.LONG: "suggestion",
    }
)
"""How much each weighs, in the words of the tone rules: an error is never shipped."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a playbook that can be read. `text` is a sentence with places for `values`."""

    path: str
    line: int
    column: int
    code: Code
    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> str:
        """`error`, `warning` or `suggestion`."""
        return SEVERITIES[self.code]

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.text.format(**self.values)


class PlaybookError(Exception):
    """A playbook file that cannot be used: which file, where in it, and what was expected there.

    `template` is what was expected, with places for `values`. `line` and `column` are from 1, and 0 when
    the place is not known.
    """

    def __init__(
        self,
        path: str,
        where: str,
        template: str,
        values: Mapping[str, object] | None = None,
        code: Code = Code.FORM,
        place: tuple[int, int] = (0, 0),
    ) -> None:
        self.path = path
        self.where = where
        self.template = template
        self.values = dict(values or {})
        self.code = code
        self.line, self.column = place
        super().__init__(": ".join(part for part in (path, where, f"expected {self.expected}") if part))

    @property
    def severity(self) -> str:
        """`error`, `warning` or `suggestion`."""
        return SEVERITIES[self.code]

    @property
    def expected(self) -> str:
        """What was expected, in English."""
        return self.template.format(**self.values)


def N_(text: str) -> str:
    """Marks a sentence for translation; this room knows no language."""
    return text
