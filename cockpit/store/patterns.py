"""How one text is looked for in others: without capitals and accents, as whole words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from cockpit.store.telephones import in_any_form

SHORT = 4
"""A text with fewer letters and figures is looked for between quotation marks only: "12" is everywhere."""

BLACKENED = "[…]"
"""What stands where somebody was mentioned in a note about another."""

_LEAST_SURE = 6
_ACCENTS = re.compile("[\u0300-\u036f]")


def flat(text: str) -> str:
    """The text without capitals and accents."""
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return text.lower()


class Pattern(NamedTuple):
    """What is looked for in a flat text: without one of the `words` it is not in it, which is quickly seen.

    `is_sure`: it can be taken for nobody else. `is_loose`: it may as well be another, or an ordinary word.
    """

    words: tuple[str, ...]
    whole: re.Pattern[str]
    is_sure: bool
    is_loose: bool = False

    @classmethod
    def of(cls, text: str) -> Pattern:
        """A number, an address, or any other text."""
        plain = flat(text)
        words = re.findall(r"[^\W_]+", plain)
        whole = r"[\W_]+".join(map(re.escape, words)) or re.escape(plain)
        letters = sum(map(len, words))
        has_figure = any(map(str.isdecimal, plain))
        if letters < SHORT:
            whole = f'"{re.escape(plain)}"'
        elif "@" in plain or has_figure:  # 1007 is not in 1007.50, nor in 2026-1007
            whole = rf"(?<![^\W_])(?<![^\W_][.,\-/]){whole}(?![^\W_])(?![.,\-/][^\W_])"
        else:
            whole = rf"(?<![^\W_]){whole}(?![^\W_])"
        is_sure = letters >= _LEAST_SURE and (len(words) > 1 or has_figure)
        return cls(tuple(words), re.compile(whole), is_sure)

    @classmethod
    def of_phone(cls, text: str) -> Pattern:
        """A telephone number in any form."""
        whole = in_any_form(text)
        return cls((), re.compile(whole), is_sure=True) if whole else cls.of(text)

    @classmethod
    def of_words(cls, words: Sequence[str], whole: str, *, is_sure: bool) -> Pattern:
        """A name: these flat words, as the pattern has them; one that is not sure is loose."""
        return cls(
            tuple(words), re.compile(rf"(?<![^\W_]){whole}(?![^\W_])"), is_sure=is_sure, is_loose=not is_sure
        )

    @classmethod
    def of_doubtful(cls, whole: str) -> Pattern:
        """What looks like his, and may be another's."""
        return cls((), re.compile(whole), is_sure=False, is_loose=True)

    def may_be_in(self, plain: str) -> bool:
        """Whether all words are in a flat text, in whatever order."""
        return all(word in plain for word in self.words)

    def is_in(self, plain: str) -> bool:
        """Whether it is in a flat text."""
        return self.may_be_in(plain) and self.whole.search(plain) is not None

    def blackened(self, text: str) -> str:
        """A text without what was looked for."""
        plain, places = _places(text)
        kept, since = [], 0
        for found in self.whole.finditer(plain):
            first, last = places[found.start()], places[found.end() - 1]
            kept += [text[since:first], BLACKENED]
            since = last + 1
        return "".join((*kept, text[since:]))


def _places(text: str) -> tuple[str, Sequence[int]]:
    """The flat text, and for each of its characters where it stood before."""
    if text.isascii():
        return text.lower(), range(len(text))
    plain = [(char, at) for at, whole in enumerate(text) for char in flat(whole)]
    return "".join(char for char, _ in plain), [at for _, at in plain]
