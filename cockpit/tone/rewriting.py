"""What to say instead: the replacements of a rule, filled with the words of the sentence that broke it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from cockpit.core.call import Stage
from cockpit.tone.phrases import Kept
from cockpit.tone.rules import Replacement, Rule
from cockpit.tone.text import Utterance

_FIELD = re.compile(r"<([a-z]+)>")
_SPACES = re.compile(r"\s+(?=[,.;:?!])|(?<=\s)\s+")


def suggestions(
    rule: Rule, utterance: Utterance, starts: Collection[int], span: tuple[int, int], stage: Stage
) -> Iterator[str]:
    """The replacements that fit the sentence, best first. `span` is where the rule was broken, in words.

    In a replacement <name> is what a phrase kept; <before> and <after> are the utterance around the words
    that broke the rule, <sentence> is their sentence without its mark.
    """
    sentence = utterance.sentences[utterance.sentence_at(span[0])]
    norms = utterance.norms[: sentence.last]
    here = frozenset(start for start in starts if sentence.first <= start)
    for replacement in rule.replacements:
        if stage not in replacement.stages:
            continue
        kept = _fits(replacement, norms, here, sentence.first)
        if kept is None:
            continue
        parts = {
            "before": utterance.text[: utterance.starts[span[0]]],
            "after": utterance.text[utterance.ends[span[1] - 1] :],
            "sentence": utterance.part(sentence.first, sentence.last),
        }
        parts |= {name: utterance.part(first, last) for name, (first, last) in kept.items()}
        yield _filled(replacement.say, parts)


def _fits(replacement: Replacement, norms: list[str], starts: Collection[int], first: int) -> Kept | None:
    """What the first fitting phrase keeps; None when the replacement does not fit the sentence."""
    if replacement.without and any(f >= first for f, _ in replacement.without.spans(norms, starts)):
        return None
    if replacement.when is None:
        return {}
    return next((kept for f, _, kept in replacement.when.find(norms, starts) if f >= first), None)


def _filled(say: str, parts: dict[str, str]) -> str:
    text = _FIELD.sub(lambda found: parts.get(found[1], ""), say)
    text = _SPACES.sub("", text).strip()
    return text[:1].upper() + text[1:]
