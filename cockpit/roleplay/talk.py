"""A whole talk as the scorecard looks at it: who did what, and what came up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from cockpit.core.call import CallKind
from cockpit.roleplay.agreeing import Agreed, agreed
from cockpit.roleplay.following import Turn
from cockpit.roleplay.moves import OBJECTIONS, Cue, Move
from cockpit.roleplay.understanding import Said

_EARLY = 3  # who is on the line turns out in the debtor's first few lines
_SOON = timedelta(days=4)
_NUMBERED = re.compile(r"\b(?:[a-z]{0,4}-?\d{2,}[-/]\d{2,}|\d{4,}|[A-Za-z]{1,4}-?\d{3,})\b")
_HEAVY = frozenset({Cue.TROUBLE, Cue.ANNOYED, *OBJECTIONS}) - {Cue.PAYMENT_RUN, Cue.CALL_ME_BACK}
_LATER = frozenset(
    {
        Cue.ALREADY_PAID,
        Cue.BANK_ERROR,
        Cue.NOT_DELIVERED,
        Cue.NOT_SATISFIED,
        Cue.AWAITS_APPROVAL,
        Cue.CALL_ME_BACK,
    }
)


@dataclass(frozen=True)
class Talk:
    """The turns of a talk of one kind, held on one day, and the words by which people are addressed."""

    turns: Sequence[Turn]
    kind: CallKind
    on: date
    titles: frozenset[str]

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """What the collector said, in its order."""
        return tuple(turn.said for turn in self.turns if turn.said is not None)

    @cached_property
    def cues(self) -> frozenset[Cue]:
        """All that the debtor was heard to do."""
        return frozenset(cue for turn in self.turns if turn.reply for cue in turn.reply.cues)

    @cached_property
    def agreed(self) -> Agreed:
        """What was agreed; nothing with somebody who is not the debtor."""
        return Agreed() if self._not_here and not self._came_on else agreed(self.turns)

    @cached_property
    def reached(self) -> bool:
        """Whether the right person was on the line. Of a talk in which nobody says otherwise, he was."""
        return not self._not_here or self._came_on

    @cached_property
    def _not_here(self) -> int:
        """The turn, from 1, in which somebody else turned out to be on the line; 0 when nobody did."""
        heard = 0
        for place, turn in enumerate(self.turns, 1):
            if turn.reply is None:
                continue
            heard += 1
            if heard > _EARLY:
                break
            if Cue.NOT_HERE in turn.reply.cues:
                return place
        return 0

    @cached_property
    def _came_on(self) -> bool:
        """Whether the debtor came to the telephone after somebody else: he says so, or is greeted again."""
        later = self.turns[self._not_here :]
        if any(turn.reply and Cue.HERE in turn.reply.cues for turn in later):
            return True
        return any(turn.said and turn.said.moves & {Move.GREET, Move.IDENTIFY} for turn in later)

    @cached_property
    def may_end_open(self) -> bool:
        """Whether something came up that can be settled only after this call (S1.5)."""
        return bool(self.cues & _LATER)

    @cached_property
    def has_room(self) -> bool:
        """Whether there was something to negotiate: no day at once, or a late one; not in a courtesy call."""
        if self.kind is CallKind.COURTESY:
            return False
        if self.cues & (_HEAVY | {Cue.VAGUE, Cue.REFUSES, Cue.TROUBLE}):
            return True
        for turn in self.turns:
            if turn.reply is not None and (turn.reply.days or turn.reply.rough):
                first = min((*turn.reply.days, *turn.reply.rough))
                return first > self.on + _SOON
        return False

    def first(self, *moves: Move) -> Said | None:
        """The first sentence of the collector with one of these moves."""
        return next((said for said in self.said if said.moves & frozenset(moves)), None)

    def last(self, *moves: Move) -> Said | None:
        """The last sentence of the collector with one of these moves."""
        return next((said for said in reversed(self.said) if said.moves & frozenset(moves)), None)

    def breaking(self, *rules: str) -> Iterator[tuple[Said, str]]:
        """Every breach of these rules: the sentence, and what to say instead ("" when nothing is better)."""
        for said in self.said:
            for finding in said.findings:
                if finding.rule in rules:
                    yield said, finding.suggestion

    def count(self, move: Move) -> int:
        """In how many lines of the collector a move is."""
        return sum(move in said.moves for said in self.said)

    def named_facts(self) -> Said | None:
        """The first sentence with an amount or the number of an invoice, before anything is read back."""
        for said in self.said:
            if Move.READ_BACK in said.moves:
                return None
            if said.amounts or _NUMBERED.search(said.text):
                return said
            if Move.PURPOSE in said.moves and any(c.isdigit() for c in said.text):
                return said
        return None

    def addressed(self) -> Said | None:
        """The first sentence in which somebody is addressed by his name: "mevrouw Bos"."""
        for said in self.said:
            words = re.findall(r"\w+", said.text)
            for word, behind in pairwise(words):
                if word.lower() in self.titles and behind[:1].isupper():
                    return said
        return None

    def after(self, cues: frozenset[Cue], lines: int) -> Iterator[tuple[Said, ...]]:
        """For each line of the debtor with one of these cues: the collector's next lines, at most so many."""
        for place, turn in enumerate(self.turns):
            if turn.reply is not None and turn.reply.cues & cues:
                rest = [later.said for later in self.turns[place + 1 :] if later.said is not None]
                yield tuple(rest[:lines])

    @property
    def heavy(self) -> frozenset[Cue]:
        """What asks for a word of understanding."""
        return _HEAVY

    def words(self, collector: bool) -> int:
        """How many words one of the two spoke."""
        mine = (turn for turn in self.turns if (turn.said is not None) is collector)
        return sum(len(turn.text.split()) for turn in mine)
