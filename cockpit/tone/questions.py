"""What each sentence of an utterance is: an open question, a choice, a closed question, a condition or none.

The order of words decides, not the question mark: people type without one. An open question begins with its
question word, or ends with it ("u betaalt wanneer?"). A closed question begins with its verb, or is a
statement with a question mark or a tag behind it; a question word deeper in it ("weet u wanneer …") does not
open it, nor does a polite wrapper ("mag ik vragen wanneer …"): "ja" answers it. A choice names its
alternatives. A sentence that begins with its verb and goes on with "dan" is a condition.
"""

from __future__ import annotations

from enum import StrEnum

from cockpit.tone.clauses import Clause, Clauses, Form
from cockpit.tone.grammar import Grammar
from cockpit.tone.text import Sentence, Utterance

_LATE = 4  # "en dat is op welke dag precies?": the question word stands among the last words
_ADDED = 4  # "en de rest?": so few words without a verb ask for what belongs there


class Question(StrEnum):
    """What a sentence does, as far as the rules care."""

    OPEN = "open"
    CHOICE = "choice"
    CLOSED = "closed"
    CONDITION = "condition"
    NONE = "none"


def questions(utterance: Utterance, grammar: Grammar) -> tuple[Question, ...]:
    """What every sentence of the utterance is, in their order."""
    reader = _Reader(utterance, grammar)
    sentences = utterance.sentences
    found = [reader.kind(sentence) for sentence in sentences]
    for n in range(1, len(found)):
        if found[n - 1] is Question.CLOSED and reader.adds_choice(sentences[n]):
            found[n - 1] = found[n] = Question.CHOICE
        if found[n - 1] is Question.CLOSED and reader.follows(sentences[n], sentences[n - 1]):
            found[n - 1] = Question.CONDITION
    return tuple(found)


class _Reader:
    def __init__(self, utterance: Utterance, grammar: Grammar) -> None:
        self.norms = utterance.norms
        self.words = grammar.classes
        self.inverts = grammar.inverts_after_clause
        self.clauses = Clauses(utterance, grammar)
        starts = grammar.clause_starts(utterance)
        self.tags = {last for _, last in grammar.turns.tags.spans(self.norms, starts)}
        self.statements = {
            place
            for first, last in grammar.turns.statements.spans(self.norms, starts)
            for place in range(first, last)
        }
        self.no_choice = grammar.turns.no_choice.spans(self.norms, starts)

    def kind(self, s: Sentence) -> Question:
        clauses = self.clauses.of(s)
        if not clauses:
            return Question.NONE
        return self._marked(s, clauses) if s.mark == "?" else self._unmarked(s, clauses)

    def adds_choice(self, s: Sentence) -> bool:
        """Whether it only adds an alternative to the one before: "Schikt vrijdag? Of liever maandag?"."""
        if not self.words.choice.fits(self.norms[s.first]) or self._names_nothing(s.first):
            return False
        return self.clauses.read(s.first, s.last).form is Form.OTHER

    def follows(self, s: Sentence, before: Sentence) -> bool:
        """Whether it says what follows from a case: "Vrijdag betalen? Dan vervalt de rente."."""
        if not self.words.then.fits(self.norms[s.first]) or self.kind(s) is not Question.NONE:
            return False
        return all(clause.form is Form.OTHER for clause in self.clauses.of(before))

    def _marked(self, s: Sentence, clauses: list[Clause]) -> Question:
        forms = {clause.form for clause in clauses}
        if len(clauses) > 1 and s.last in self.tags and clauses[0].form is Form.OTHER:
            return Question.CLOSED
        if Form.ASKS in forms:
            return Question.OPEN
        if forms == {Form.ASIDE}:
            agreed = all(self.words.lead_ins.fits(norm) for norm in self.norms[s.first : s.last])
            return Question.CLOSED if agreed else Question.NONE  # "Akkoord?", but not "Mevrouw Bos?"
        if self._is_choice(s):
            return Question.CHOICE
        if Form.INVERTED not in forms and (self._asks_late(s) or self._wonders(s) or self._adds(s)):
            return Question.OPEN
        return Question.CLOSED

    def _unmarked(self, s: Sentence, clauses: list[Clause]) -> Question:
        """A sentence without a question mark: the first clause that begins as a question decides."""
        after_clause = after_statement = False
        for n, clause in enumerate(clauses):
            if clause.form is Form.ASKS:
                return Question.OPEN
            if clause.form is Form.INVERTED and not (after_statement and self._shares_subject(clause)):
                return self._inverted(s, clause, clauses[n + 1 :], after_clause)
            if clause.form is Form.OTHER:
                after_statement = True
                after_clause = after_clause or self.clauses.is_fronted(clause)
            after_clause = after_clause or clause.form is Form.SUBORDINATE
        return Question.CLOSED if len(clauses) > 1 and s.last in self.tags else Question.NONE

    def _inverted(self, s: Sentence, clause: Clause, rest: list[Clause], after_clause: bool) -> Question:
        if any(c.form is Form.ASKS for c in rest):
            return Question.OPEN
        if after_clause and self.inverts:
            return Question.CLOSED if self._asks_then(clause) else Question.NONE
        if self._is_condition(clause, rest):
            return Question.CONDITION
        if clause.verb in self.statements or self._is_polite_order(clause, s.mark):
            return Question.NONE
        return Question.CHOICE if self._is_choice(s) else Question.CLOSED

    # -- begins with its verb, yet asks nothing -------------------------------------------------------

    def _is_condition(self, clause: Clause, rest: list[Clause]) -> bool:
        """Whether it sets a condition: "betaalt u vrijdag, dan …", with or without the comma."""
        if self.words.conditional_verbs.fits(self.norms[clause.verb]):
            return bool(rest) or self._goes_on_with_then(clause)
        if any(self.words.then.fits(self.norms[c.first]) for c in rest):
            return True
        if rest and self.inverts and clause.verb not in self.statements:
            if rest[0].form is Form.INVERTED:
                return self._is_polite_order(rest[0], ".") or not self._addresses_customer(rest[0])
            if rest[0].last - rest[0].first > 1 and self.words.speaker.fits(self.norms[rest[0].first + 1]):
                return not self.words.never_verbs.fits(self.norms[rest[0].first])
        return self._goes_on_with_then(clause)

    def _goes_on_with_then(self, clause: Clause) -> bool:
        for place in range(clause.verb + 3, clause.last - 1):
            if self.words.then.fits(self.norms[place]) and self._may_be_verb(place + 1, clause.last):
                return True
        return False

    def _may_be_verb(self, place: int, last: int) -> bool:
        norm = self.norms[place]
        if self.clauses.is_verb(place, last) or (
            place + 1 < last and self.words.speaker.fits(self.norms[place + 1])
        ):
            return True
        return (
            self.inverts
            and place + 1 < last
            and self.words.verb_endings.fits(norm)
            and not self.words.never_verbs.fits(norm)
        )

    def _asks_then(self, clause: Clause) -> bool:
        """Whether a clause behind another asks: "…, betaalt u dan vrijdag" has "dan" behind its subject."""
        behind = clause.verb + 2
        return (
            behind < clause.last
            and self.words.pronouns.fits(self.norms[behind - 1])
            and self.words.then.fits(self.norms[behind])
        )

    def _shares_subject(self, clause: Clause) -> bool:
        """Whether its subject stands before it: "wij rekenden erop, en hebben het bedrag nodig"."""
        return clause.verb > clause.first and not self._addresses_customer(clause)

    def _addresses_customer(self, clause: Clause) -> bool:
        return any(self.words.customer.fits(norm) for norm in self.norms[clause.verb + 1 : clause.verb + 3])

    def _is_polite_order(self, clause: Clause, mark: str) -> bool:
        """Whether a verb of doing only asks the customer politely: "Neemt u gerust de tijd"."""
        if self.words.modals.fits(self.norms[clause.verb]) or not self._addresses_customer(clause):
            return False
        if mark and self.words.orders.fits(self.norms[clause.verb]):
            return True
        return any(self.words.particles.fits(norm) for norm in self.norms[clause.verb + 1 : clause.last])

    # -- statements with a question mark --------------------------------------------------------------

    def _asks_late(self, s: Sentence) -> bool:
        for place in range(max(s.first, s.last - _LATE), s.last):
            if self.words.question_words.fits(self.norms[place]):
                behind = self.norms[place + 1 : s.last]
                return not any(self.words.pronouns.fits(norm) for norm in behind)
        return False

    def _wonders(self, s: Sentence) -> bool:
        """Whether the caller wonders: nobody answers "ik vraag me af wanneer u betaalt?" with yes."""
        first = s.first
        while first < s.last - 1 and self.words.lead_ins.fits(self.norms[first]):
            first += 1
        if not self.words.speaker.fits(self.norms[first]):
            return False
        return any(self.words.question_words.fits(norm) for norm in self.norms[first : s.last])

    def _adds(self, s: Sentence) -> bool:
        """Whether it only adds: "en de rest?" has no verb and no day, so there is nothing to say yes to."""
        norms = self.norms[s.first : s.last]
        return (
            len(norms) <= _ADDED
            and self.words.lead_ins.fits(norms[0])
            and all(self.words.and_what_about.fits(norm) for norm in norms[1:])
        )

    # -- choices --------------------------------------------------------------------------------------

    def _is_choice(self, s: Sentence) -> bool:
        """Whether alternatives are named, rather than "of niet" or "(weet u) of …"."""
        return any(
            self.words.choice.fits(self.norms[place])
            and not self._names_nothing(place)
            and not self._is_whether(place, s)
            for place in range(s.first + 1, s.last)
        )

    def _names_nothing(self, place: int) -> bool:
        return any(first <= place < last for first, last in self.no_choice)

    def _is_whether(self, place: int, s: Sentence) -> bool:
        """Whether "of" opens a clause ("weet u of …"): its subject comes first, or a verb of knowing did."""
        if s.last - place <= 2:
            return False
        behind = self.norms[place + 1]
        if self.clauses.is_verb(place + 1, s.last):
            return False
        if (self.words.pronouns.fits(behind) or self.words.subjects.fits(behind)) and any(
            self.words.modals.fits(norm) or self.words.verbs.fits(norm)
            for norm in self.norms[place + 2 : s.last]
        ):
            return bool(self.words.whether.words)
        before = self.norms[max(s.first, place - 4) : place]
        knows = next((n for n, norm in enumerate(reversed(before)) if self.words.whether.fits(norm)), -1)
        if knows < 0:
            return False
        between = before[len(before) - knows :]
        return all(self.words.pronouns.fits(n) or self.words.fillers.fits(n) for n in between)
