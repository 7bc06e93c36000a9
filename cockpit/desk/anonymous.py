"""A lesson without anybody in it: only words that are ours are left, and none that are the debtor's.

What a collector writes after a call may hold anything: names, numbers, addresses. No list of names knows
all of them. So it is the other way round: a word stays only when it is in our own playbooks and lines or in
the list of drills/<language>.toml, which are about calling and about nobody's life, and then only when it is
not one of the words by which the debtor is known. Digits, addresses and signs never stay, nor does a word
with a capital inside a sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Set
from functools import cache
from importlib.resources import files

from cockpit.core.text import clean_line, fold

GAP = "…"
LEAST = 3
"""So many words of some length have to be left, or nothing is."""

_SHELVES = (
    ("cockpit.playbook", "playbooks"),
    ("cockpit.roleplay", "stock"),
    ("cockpit.roleplay", "drills"),
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TOKEN = re.compile(r"\S+")
_PLAIN = re.compile(r"[(\"“'‘]*(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)[)\"”'’]*(?P<end>[,.;:?!]?)[)\"”]*")
_ENDS = frozenset(".?!")
_SHORT = 3
_SMALL = frozenset(
    _WORD.findall(
        "de het een der den te ten ter van voor bij op in en aan met uit om is wij we u zij"
        " the of and for to at a an on by from our your it"
    )
)


def without_names(text: str, known: Iterable[str]) -> str:
    """The text with a gap for each word that may not stay; "" when hardly anything would be left.

    `known` is all by which the debtor is known: names, contacts, addresses, references, descriptions.
    """
    left: list[str] = []
    begins = True
    names = words_of(known)
    for token in _TOKEN.findall(clean_line(text)):
        word, end = _kept(token, begins, names)
        begins = end in _ENDS if end else False
        if word or not left or left[-1] != GAP:
            left.append((word or GAP) + (end if word else ""))
    said = " ".join(left).strip(f"{GAP} ")
    telling = [word for word in _WORD.findall(said) if len(word) > _SHORT]
    return said if len(telling) >= LEAST else ""


def words_of(known: Iterable[str]) -> frozenset[str]:
    """The words by which somebody is known, folded; without those that are in every second name."""
    found = (
        fold(word) for text in known for part in _WORD.findall(text) for word in (part, *part.split("-"))
    )
    return frozenset(found) - _SMALL


def _kept(token: str, begins: bool, names: Set[str]) -> tuple[str, str]:
    """The word of a token when it may stay, and the sign behind it."""
    found = _PLAIN.fullmatch(token)
    if found is None:
        return "", token[-1] if token[-1] in _ENDS else ""
    word, end = found["word"], found["end"]
    if word == "I":
        return word, end
    has_capital = word != word.lower() and not (begins and word[1:] == word[1:].lower())
    if has_capital or word.lower() not in vocabulary():
        return "", end
    parts = {fold(word), *(fold(part) for part in re.split(r"['’-]", word))}
    return ("" if parts & names else word), end


@cache
def vocabulary() -> frozenset[str]:
    """The words that may stay: those that stand in our own texts without a capital."""
    found: set[str] = set()
    for package, shelf in _SHELVES:
        for entry in (files(package) / shelf).iterdir():
            if entry.name.endswith(".toml"):
                for text in _texts(tomllib.loads(entry.read_text(encoding="utf-8"))):
                    found |= {word for word in _WORD.findall(text) if word == word.lower()}
    return frozenset(found)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
