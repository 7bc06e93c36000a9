"""Which regional formats belong to a tag. Babel loads when the first of them is asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cockpit.language.catalogue import translator

if TYPE_CHECKING:
    from babel import Locale

_HOME = {"en": "en_GB"}
"""Where a bare tag is at home, if not where CLDR says: our English has the day first and 24 hours."""


def tag_of(tag: str | None) -> str:
    """The tag that formats and words are taken from; None is the interface language."""
    return translator(tag).tag


def locale_of(tag: str | None = None) -> Locale:
    """The formats of a tag; a region that CLDR does not know gets those of the language."""
    return _locale(tag_of(tag))


@lru_cache(maxsize=64)
def _locale(tag: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    language = tag.partition("_")[0]
    try:
        return Locale.parse(_HOME.get(tag, tag))
    except UnknownLocaleError:
        return Locale.parse(_HOME.get(language, language))


def plain_spaces(text: str) -> str:
    """Ordinary spaces for those that CLDR uses, which break searching, comparing and some mail programs."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@lru_cache(maxsize=64)
def day_comes_first(tag: str, country: str) -> bool:
    """Whether 5/6 is the fifth of June. `country` counts for a tag without a region."""
    known = tag_of(tag)
    pattern = str(locale_of(known if "_" in known else f"{known}_{country}").date_formats["short"].pattern)
    return pattern.index("d") < pattern.index("M")
