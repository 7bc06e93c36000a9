"""What to say instead: the replacements of a rule, filled with the words of the sentence that broke it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from cockpit.core.call import Stage
from cockpit.core.text import clean_line
from cockpit.tone.grammar import Grammar
from cockpit.tone.phrases import Kept
from cockpit.tone.rules import Replacement, Rule
from cockpit.tone.text import Sentence, Utterance

_FIELD = re.compile(r"<([a-z]+)>")
_LOOSE = re.compile(r"\s+(?=[,.;:?!])|(?<=\s)\s+")


@dataclass(frozen=True, slots=True)
class Rewriter:
    """Fills the replacements of a rule for one utterance."""

    utterance: Utterance
    grammar: Grammar
    starts: Collection[int]

    def suggestions(self, rule: Rule, span: tuple[int, int], stage: Stage) -> Iterator[str]:
        """The replacements that fit the sentence, best first. `span` is where the rule was broken, in words.

        In a replacement <name> is what a phrase kept; <before> and <after> are the sentence around the
        words that broke the rule, <sentence> is all of it without its mark.
        """
        u = self.utterance
        sentence = u.sentences[u.sentence_at(span[0])]
        for replacement in rule.replacements:
            kept = self._fits(replacement, sentence) if stage in replacement.stages else None
            if kept is None:
                continue
            parts = {name: self._kept(rule, first, last) for name, (first, last) in kept.items()}
            if u.text.isupper():
                parts = {name: text.lower() for name, text in parts.items()}  # he shouts, we do not
            start, end = u.sentence_span(span[0])
            parts["before"] = u.text[start : u.starts[span[0]]]
            parts["after"] = u.text[u.ends[span[1] - 1] : end]
            parts["sentence"] = u.part(sentence.first, sentence.last)
            yield _filled(replacement.say, parts)

    def _fits(self, replacement: Replacement, sentence: Sentence) -> Kept | None:
        """What the first fitting phrase keeps; None when the replacement does not fit the sentence."""
        norms = self.utterance.norms[: sentence.last]
        without = replacement.without
        if without and any(first >= sentence.first for first, _ in without.spans(norms, self.starts)):
            return None
        if replacement.when is None:
            return {}
        found = replacement.when.find(norms, self.starts)
        return next((kept for first, _, kept in found if first >= sentence.first), None)

    def _kept(self, rule: Rule, first: int, last: int) -> str:
        """The words that were kept, without those that the rule drops."""
        norms = self.utterance.norms[:last]
        dropped: set[int] = set()
        for start, end in rule.drop.spans(norms, self.starts) if rule.drop else ():
            dropped.update(range(start, end))
        words = [place for place in range(first, last) if place not in dropped]
        if len(words) == last - first:
            return self._inside(first, self.utterance.part(first, last))
        return " ".join(self._inside(place, self.utterance.part(place, place + 1)) for place in words)

    def _inside(self, first: int, text: str) -> str:
        """The text as it is written inside a sentence: "De factuur" becomes "de factuur"."""
        classes = self.grammar.classes
        norm = self.utterance.norms[first]
        if classes.days.fits(norm) or not (classes.subjects.fits(norm) or classes.pronouns.fits(norm)):
            return text
        return text[:1].lower() + text[1:]


def _filled(say: str, parts: dict[str, str]) -> str:
    text = _FIELD.sub(lambda found: parts.get(found[1], ""), say)
    text = _LOOSE.sub("", clean_line(text))
    return text[:1].upper() + text[1:]
