"""Messages in the user's language, and in the debtor's.

English is the language of the source; every other language is a folder `locale/<language>` with
`LC_MESSAGES/cockpit.po` (and `words.toml`), read with Babel when it is first used.

The interface language is one value for the process: one collector sits in front of one cockpit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"
DOMAIN = "cockpit"
SOURCE_LANGUAGE = "en"

_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_][a-zA-Z]{4})?(?:[-_]([a-zA-Z]{2}|[0-9]{3}))?(?:[.@].*)?")

_Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class _Messages:
    """The translations of one language by context and English text, and its rule for plurals."""

    texts: Mapping[_Key, tuple[str, ...]]
    form: Callable[[int], int]


def _english_form(n: int) -> int:
    return int(n != 1)


_UNTRANSLATED = _Messages({}, _english_form)


@dataclass(frozen=True, slots=True)
class Translator:
    """Texts in one language. `tag` is what amounts and dates are formatted with, such as `nl` or `nl_BE`."""

    tag: str
    _messages: _Messages = field(default=_UNTRANSLATED, repr=False, compare=False)

    @property
    def language(self) -> str:
        """The language without the region."""
        return self.tag.partition("_")[0]

    def gettext(self, message: str) -> str:
        """The text in this language; the English one where no translation exists."""
        return self._find((None, message), 0) or message

    def pgettext(self, context: str, message: str) -> str:
        """As `gettext`, for an English text that has a translation of its own in this context."""
        return self._find((context, message), 0) or message

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The form that belongs to the number `n`, which the caller fills in."""
        found = self._find((None, singular), self._messages.form(n))
        return found or (plural if _english_form(n) else singular)

    def _find(self, key: _Key, form: int) -> str:
        texts = self._messages.texts.get(key, ())
        return texts[form] if form < len(texts) else ""


def N_(message: str) -> str:
    """Mark a text for translation where it stands; it is translated where it is shown."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:
    """Mark a text that counts something; `Translator.ngettext` takes the two."""
    return singular, plural


def available() -> list[str]:
    """The languages of the interface, English first."""
    files = LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po")
    return [SOURCE_LANGUAGE, *sorted(path.parts[-3] for path in files)]


def negotiate(tag: str) -> str:
    """The nearest tag that we speak: `nl-BE.UTF-8` → `nl_BE`, `fr` → `en`. The region is kept."""
    match = _TAG.fullmatch(tag.strip())
    language, region = (match[1].lower(), match[2]) if match else ("", None)
    if language not in available():
        return SOURCE_LANGUAGE
    return f"{language}_{region.upper()}" if region else language


@lru_cache(maxsize=64)
def _translator(tag: str) -> Translator:
    known = negotiate(tag)
    language = known.partition("_")[0]
    return Translator(known, _UNTRANSLATED if language == SOURCE_LANGUAGE else _load(language))


@lru_cache
def _load(language: str) -> _Messages:
    from gettext import c2py

    from babel.messages.pofile import read_po

    with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        catalogue = read_po(file, locale=language, ignore_obsolete=True, abort_invalid=True)
    texts: dict[_Key, tuple[str, ...]] = {}
    for message in catalogue:
        singular = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if singular and all(forms) and not message.fuzzy:
            texts[message.context, singular] = forms
    return _Messages(texts, c2py(catalogue.plural_expr))


class _Interface:
    translator = Translator(SOURCE_LANGUAGE)


def use(tag: str) -> None:
    """Make this the interface language; a language that we do not speak becomes English."""
    _Interface.translator = _translator(tag)


def current() -> str:
    """The interface language without region, such as `nl`."""
    return _Interface.translator.language


def translator(tag: str | None = None) -> Translator:
    """Texts in another language than the interface's, the debtor's for one; None is the interface itself."""
    return _Interface.translator if tag is None else _translator(tag)


def _(message: str) -> str:
    """The text in the interface language."""
    return _Interface.translator.gettext(message)


def pgettext(context: str, message: str) -> str:
    """As `_`, for an English text that means something else elsewhere."""
    return _Interface.translator.pgettext(context, message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The text for the number `n`, to be filled in: `ngettext("{n} call", "{n} calls", n).format(n=n)`."""
    return _Interface.translator.ngettext(singular, plural, n)
