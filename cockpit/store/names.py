"""By what somebody's name is recognised: in any spelling of its legal form or title, and without it.

A name of several words is his alone. A single word (Heineken, Jansen) may be another, or an ordinary word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cockpit.store.patterns import Pattern, flat

Named = tuple[str, Pattern]
"""A text as a person reads it, and how it is looked for."""

_LEAST_LETTERS = 6
_LEAST_WORD = 2

_FORMS = (
    *("bv", "nv", "vof", "cv", "bvba", "cvba", "sprl", "srl", "sa", "snc", "commv", "vzw", "asbl", "ua"),
    *("gmbh", "ag", "kg", "ltd", "inc", "llc"),
)
_LETTERS = r"[.\s]{0,2}"
_FORM = "(?:" + "|".join(_LETTERS.join(form) for form in sorted(_FORMS, key=len, reverse=True)) + ")"
_FORM_FIRST = re.compile(rf"^(?:b{_LETTERS}v|n{_LETTERS}v|v{_LETTERS}o{_LETTERS}f|vzw|asbl)[.\s]+(?=\S)")
_FORM_LAST = re.compile(rf"[\s,(]+{_FORM}[.)]*$")

_TITLE = (
    r"(?:mevrouw|mevr|mw|meneer|mijnheer|dhr|de[\W_]+heer|heer|mrs|mr|ms|miss|madame|mme|monsieur"
    r"|drs|dr|ing|ir|prof)"
)
_ADDRESSED = re.compile(r"(?:mevrouw|mevr|mw|meneer|dhr|de heer)[\W_]")
_TITLES = re.compile(rf"^(?:{_TITLE}[\W_]+)+")
_BEFORE = re.compile(rf"(?:{_TITLE}[\W_]+|\w[\W_]+)*")
_AND = frozenset({"en", "and", "et", "und", "&", "+"})
_SMALL = frozenset(
    "de den der het t een the le la les du van von ten ter te op in d s".split()  # noqa: SIM905 a list to read
)


def company(name: str) -> Iterator[Named]:
    """A name as the ledger has it, and without its legal form."""
    plain = flat(name).strip()
    found = _FORM_LAST.search(plain) or _FORM_FIRST.match(plain)
    core = plain[: found.start()] + plain[found.end() :] if found else plain
    words, whole = _words(core)
    if not words:
        yield name, Pattern.of(name)
        return
    if found:
        form = _LETTERS.join(re.findall("[a-z]", found[0]))  # only its own: Jansen NV is not Jansen BV
        either = rf"(?:{form}[\W_]+{whole}|{whole}[\W_]+{form})"
        yield name, Pattern.of_words(words, either, is_sure=True)
    yield _as_read(name, plain, core), Pattern.of_words(words, whole, is_sure=_is_his_alone(words))


def person(name: str) -> Iterator[Named]:
    """Somebody with his title in any spelling and without it, and his surname by itself."""
    plain = re.split(r"[,;(/]", flat(name))[0].strip()
    core = _TITLES.sub("", plain)
    words, whole = _words(core)
    if not words or len("".join(words)) < _LEAST_WORD:
        return
    if core != plain:
        titled = rf"(?:{_TITLE}[\W_]+)+{whole}"
        yield _as_read(name, flat(name), plain), Pattern.of_words(words, titled, is_sure=True)
    yield _as_read(name, flat(name), core), Pattern.of_words(words, whole, is_sure=_is_his_alone(words))
    if len(words) > 1 and len(words[-1]) > _LEAST_WORD:
        last = re.escape(words[-1])
        yield _as_read(name, flat(name), words[-1]), Pattern.of_words(words[-1:], last, is_sure=False)


def has_title(name: str) -> bool:
    """Whether it is the name of a person, with a title that no company has."""
    plain = flat(name).strip()
    return _ADDRESSED.match(plain) is not None and not _FORM_LAST.search(plain)


def is_all_of(contact: str, text: str) -> bool:
    """Whether somebody we spoke to is called this and nothing more, but for a title or initials: the contact
    of another debtor has a name of his own."""
    plain = flat(contact).strip()
    name = flat(text).strip()
    return plain.endswith(name) and _BEFORE.fullmatch(plain.removesuffix(name)) is not None


def _is_his_alone(words: list[str]) -> bool:
    telling = [word for word in words if word not in _SMALL]
    return len(telling) > 1 and sum(map(len, words)) >= _LEAST_LETTERS


def _words(plain: str) -> tuple[list[str], str]:
    """The words of a flat name, and a pattern in which "&" and "en" are the same, and "J.P." and "JP"."""
    words, whole, is_joined = list[str](), "", False
    for word in re.findall(r"[^\W_]+|[&+]", plain):
        if word in _AND:
            is_joined = bool(words)
            continue
        if words:
            are_initials = len(words[-1]) == len(word) == 1
            whole += r"[\W_]*" if are_initials else r"[\W_]+"
            whole += r"(?:(?:en|and|et|und)[\W_]+)?" if is_joined else ""
        words.append(word)
        whole += re.escape(word)
        is_joined = False
    return words, whole


def _as_read(name: str, plain: str, part: str) -> str:
    """The part of a name as it was written, where the flat form stands at the same place in it."""
    whole = name.strip()
    if part == plain:
        return whole
    at = plain.rfind(part)
    read = whole[at : at + len(part)]
    return read if flat(read) == part else part
