"""A whole talk as the scorecard looks at it: who did what, and what came up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from cockpit.core.call import CallKind
from cockpit.roleplay.agreeing import Agreed, agreed, reads_back
from cockpit.roleplay.following import Turn
from cockpit.roleplay.moves import OBJECTIONS, Cue, Move
from cockpit.roleplay.understanding import Reply, Said

_KNOWS = frozenset(
    {Cue.AWAITS_APPROVAL, Cue.PAYMENT_RUN, Cue.ALREADY_PAID, Cue.NOT_SATISFIED, Cue.NOT_DELIVERED}
)
_EARLY = 2  # who is on the line turns out in the debtor's first lines
_FIRST_CLAUSE = re.compile(r"[,.;:!?]")
WRONG = ("must", "why", "pressure")
"""The tone rules whose breach drowns what else is in a sentence."""

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
        return self._found if self.reached else Agreed()

    @cached_property
    def _found(self) -> Agreed:
        return agreed(self.turns)

    @cached_property
    def reached(self) -> bool:
        """Whether the right person was on the line. Of a talk in which nobody says otherwise, he was.

        Who promises an amount and a day is the right person, whatever was said of somebody else.
        """
        return not self._not_here or bool(self._came_on) or self._found.is_whole

    @cached_property
    def _not_here(self) -> int:
        """The turn, from 1, in which somebody else turned out to be on the line; 0 when nobody did.

        Who first said how it stands with the invoice, and then that it is not for him to say, is no stranger.
        """
        heard = 0
        for place, turn in enumerate(self.turns, 1):
            if turn.reply is None:
                continue
            heard += 1
            if heard > _EARLY:
                break
            if Cue.NOT_HERE in turn.reply.cues and Cue.CALL_ME_BACK not in turn.reply.cues:
                return place
            if turn.reply.cues & _KNOWS:
                break
        return 0

    @cached_property
    def _came_on(self) -> int:
        """How many turns after that the debtor came to the telephone, from 1; 0 when he never did.

        He says so, or is greeted again. Who only answers the question for his name is still somebody else.
        """
        asked_name = False
        for place, turn in enumerate(self.turns[self._not_here :], 1):
            if turn.said is not None:
                asked_name = Move.RIGHT_PERSON in turn.said.moves
                if turn.said.moves & {Move.GREET, Move.IDENTIFY} and Move.THANK not in turn.said.moves:
                    return place
            elif turn.reply is not None and _is_he(turn.reply, asked_name):
                return place
        return 0

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

    @cached_property
    def said_to_others(self) -> tuple[Said, ...] | None:
        """What the collector said to somebody who is not the debtor; None when there was nobody else.

        When the debtor comes to the telephone it is what was said until then, by one who knew.
        """
        if not self._not_here or (self.reached and not self._came_on):
            return None
        if not self._came_on:
            return self.said
        until = self._not_here + self._came_on - 1
        return tuple(turn.said for turn in self.turns[self._not_here : until] if turn.said is not None)

    @cached_property
    def said_to_him(self) -> tuple[Said, ...]:
        """What the collector said to the debtor, or to whoever was on the line when he never came."""
        if not (self._not_here and self._came_on):
            return self.said
        since = self._not_here + self._came_on - 1
        return tuple(turn.said for turn in self.turns[since:] if turn.said is not None)

    def ever(self, move: Move) -> Said | None:
        """The first sentence with this move, whoever heard it."""
        return next((said for said in self.said if move in said.moves), None)

    def first(self, *moves: Move) -> Said | None:
        """The first sentence of the collector with one of these moves, without a word that drowns it.

        What somebody else heard before the debtor came to the telephone was not said to him.
        """
        return next(self._with(self.said_to_him, moves), None)

    def last(self, *moves: Move) -> Said | None:
        """The last sentence of the collector with one of these moves, without a word that drowns it."""
        return next(self._with(reversed(self.said_to_him), moves), None)

    @staticmethod
    def _with(said: Iterable[Said], moves: Iterable[Move]) -> Iterator[Said]:
        wanted = frozenset(moves)
        return (one for one in said if one.moves & wanted and not one.breaks(*WRONG))

    def breaking(self, *rules: str) -> Iterator[tuple[Said, str]]:
        """Every breach of these rules: the sentence, and what to say instead ("" when nothing is better)."""
        for said in self.said:
            for finding in said.findings:
                if finding.rule in rules:
                    yield said, finding.suggestion

    @property
    def offending(self) -> Iterator[Said]:
        """What the debtor took offence at, beside what breaks a tone rule."""
        for before, turn in pairwise(self.turns):
            hurt = turn.reply is not None and Cue.OFFENDED in turn.reply.cues
            if hurt and before.said is not None and not before.said.breaks(*WRONG):
                yield before.said

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

    @cached_property
    def read_back(self) -> Said | None:
        """The last sentence in which the collector reads an agreement back."""
        found, named = None, list[date]()
        for turn in self.turns:
            if turn.reply is not None:
                named += turn.reply.days
            elif turn.said is not None and reads_back(turn.said, named):
                found = turn.said
        return found

    def addressed(self) -> Said | None:
        """The first sentence in which somebody is addressed by his name: "mevrouw Bos", "Hello Gavin"."""
        for place, said in enumerate(self.said):
            words = re.findall(r"\w+", said.text)
            for word, behind in pairwise(words):
                if word.lower() in self.titles and behind[:1].isupper():
                    return said
            if place < _EARLY and Move.GREET in said.moves and _names_somebody(said.text):
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


def _names_somebody(text: str) -> bool:
    """Whether a greeting goes on with a name: "Hallo Kees", "Good morning Ms Bond"."""
    words = _FIRST_CLAUSE.split(text, maxsplit=1)[0].split()
    return any(word[:1].isupper() for word in words[1:])


def _is_he(reply: Reply, asked_name: bool) -> bool:
    """Whether the debtor says that it is he; his name alone says so when nobody asked for it."""
    return Cue.HERE in reply.cues and (Cue.AGREES in reply.cues or not asked_name)
