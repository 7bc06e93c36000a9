"""What the debtor does, in words: a line out of his scenario or the stock, and never one that he has said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from cockpit.core.text import clean_line
from cockpit.roleplay.acts import Act
from cockpit.roleplay.hearing import Speaks
from cockpit.roleplay.moves import Asked
from cockpit.roleplay.scenario import Scenario
from cockpit.roleplay.state import Doing, Part
from cockpit.roleplay.stock import Stock

_BEGINS = re.compile(r"(?:^|(?<=[.?!] ))[^\W\d_]")
_SLOT = re.compile(r"\{([a-z_]+[0-9]*)\}")

_ABOUT_INVOICES = frozenset({Act.HEARS_PURPOSE, Act.KNOWS_INVOICE, Act.KNOWS_NO_SUCH_INVOICE})

SLOTS = ("day", "amount", "parts", "number", "what", "total", "due", "caller", "firm", "contact", "debtor")
"""What a line of the debtor can be filled with, between braces."""

MODEL_SLOTS = (*SLOTS, "next_day")
"""What a model line can be filled with: `day` is the best day, `next_day` the working day after it."""

OF_ONE = ("number", "what", "total", "due")
"""What is of one invoice: with the place of one behind it, it is of that one, such as `{number_2}`."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A debtor's voice for one talk: the same seed says the same things."""

    scenario: Scenario
    stock: Stock
    tongue: Speaks
    seed: int
    on: date

    def says(self, doings: Iterable[Doing], turn: int, spoken: Collection[str]) -> tuple[str, ...]:
        """A sentence for each thing that he does; none of them is in `spoken`."""
        said: list[str] = []
        for place, doing in enumerate(doings):
            chance = Random(f"{self.seed}/{turn}/{place}/{doing.act.value}")
            line = next((t for t in self._wordings(doing, chance) if t not in spoken and t not in said), "")
            if line:
                said.append(line)
        return tuple(said)

    def _wordings(self, doing: Doing, chance: Random) -> Iterator[str]:
        """All he could say, best first; when that is used up, the same again with an opener before it."""
        slots = self._slots(doing)
        own = self._own(doing, chance)
        common = _shuffled(self.stock.of(doing.act, self.scenario.temperament), chance)
        texts = [text for text in (*own, *common) if _fits(text, slots) and _says(text, doing)]
        for text in texts:
            yield spoken(text, slots)
        for opener in _shuffled(self.stock.openers, chance):
            for text in texts:
                yield _written(f"{opener} {_filled(_inside(text), slots)}")

    def _own(self, doing: Doing, chance: Random) -> list[str]:
        """The scenario's own words for it, in an order of chance; what has to come first does."""
        scenario = self.scenario
        if doing.act is Act.TELLS and doing.of == "stranger" and scenario.stranger:
            return _first_stays(scenario.stranger.say, chance)
        own = [*self._own_raised(doing, chance), *_shuffled(scenario.lines.get(doing.act.value, ()), chance)]
        if doing.act is Act.TELLS:
            own += [text for f in scenario.facts if f.id == doing.of for text in _shuffled(f.say, chance)]
        if doing.act is Act.GREETS and doing.of == "handed-over":
            own.insert(0, scenario.picks_up)
        return own

    def _own_raised(self, doing: Doing, chance: Random) -> Iterator[str]:
        """What the scenario has him say of an objection."""
        for raised in self.scenario.objections:
            if raised.id != doing.of:
                continue
            if doing.act is Act.IS_SATISFIED:
                yield from _shuffled(raised.settled, chance)
            elif doing.act is Act.INSISTS:
                yield from _shuffled(raised.again, chance)
                yield from _shuffled(raised.say, chance)
            else:
                yield from _shuffled(raised.say, chance) if raised.again else _first_stays(raised.say, chance)
                yield from _shuffled(raised.again, chance)

    def _slots(self, doing: Doing) -> dict[str, str]:
        tongue = self.tongue
        slots = self._known()
        if doing.act in _ABOUT_INVOICES and len(self.scenario.invoices) > 1:
            slots = self._invoices(slots, doing)
        if doing.day is not None:
            slots["day"] = tongue.day(doing.day)
        if doing.amount is not None:
            slots["amount"] = tongue.money(doing.amount)
        if doing.parts:
            slots["parts"] = self._parts(doing.parts)
        return slots

    def _known(self) -> dict[str, str]:
        """What is the same in the whole talk."""
        scenario, tongue = self.scenario, self.tongue
        first = scenario.invoices[0]
        return {
            "number": first.number,
            "what": first.what,
            "total": tongue.money(scenario.total),
            "due": tongue.day(scenario.due(self.on)),
            "caller": scenario.caller,
            "firm": scenario.firm,
            "contact": scenario.contact,
            "debtor": scenario.debtor,
            **self._one_by_one(),
        }

    def _one_by_one(self) -> dict[str, str]:
        """What is of each invoice, by its place in the scenario: see `OF_ONE`."""
        found: dict[str, str] = {}
        for place, one in enumerate(self.scenario.invoices, 1):
            due = self.scenario.due_of(one, self.on)
            values = (one.number, one.what, self.tongue.money(one.amount), self.tongue.day(due))
            found |= {f"{name}_{place}": value for name, value in zip(OF_ONE, values, strict=True)}
        return found

    def _invoices(self, slots: dict[str, str], doing: Doing) -> dict[str, str]:
        """What is said of the invoice that it is about, or of all together: then due days only when asked."""
        tongue, about = self.tongue, self.scenario.about(doing.of)
        joins = f" {self.stock.joins} "
        said = slots | {
            "number": joins.join(one.number for one in about),
            "what": joins.join(one.what for one in about),
        }
        if len(about) > 1:
            del said["due"]
            dues = (tongue.day(self.scenario.due_of(one, self.on)) for one in about)
            return said | {"due": joins.join(dict.fromkeys(dues))} if Asked.DUE in doing.says else said
        due = self.scenario.due_of(about[0], self.on)
        return said | {"total": tongue.money(about[0].amount), "due": tongue.day(due)}

    def model(self) -> tuple[str, ...]:
        """The talk of the scenario as it could be held on this day, with the best result in it."""
        slots = self.facts()
        return tuple(spoken(line.say, slots) for line in self.scenario.model)

    def facts(self) -> dict[str, str]:
        """All that a sentence about this talk can be filled with, as it is said, with the best day in it.

        Beside `MODEL_SLOTS` there are `tomorrow`, the working day after the call, and `payment`, which is
        amount and day together, or the parts.
        """
        scenario, tongue = self.scenario, self.tongue
        best = scenario.day(self.on, scenario.paying.best)
        parts = self._parts(scenario.parts_from(best))
        return self._known() | {
            "amount": tongue.money(scenario.payable),
            "day": tongue.day(best),
            "next_day": tongue.day(scenario.day(best, 1)),
            "tomorrow": tongue.day(scenario.day(self.on, 1)),
            "parts": parts,
            "payment": parts,
        }

    def _parts(self, parts: tuple[Part, ...]) -> str:
        said = [
            self.stock.part.format(amount=self.tongue.money(amount), day=self.tongue.day(day))
            for amount, day in parts
        ]
        return f" {self.stock.joins} ".join(said)


def spoken(text: str, slots: Mapping[str, str]) -> str:
    """A line as it is said, with its slots filled; one that is not known stays as it stands."""
    return _written(_filled(text, slots))


def numbered(invoices: int) -> frozenset[str]:
    """The names of what is of one invoice out of so many: `number_1`, `what_2`."""
    return frozenset(f"{name}_{place}" for name in OF_ONE for place in range(1, invoices + 1))


def _shuffled(texts: Iterable[str], chance: Random) -> list[str]:
    found = list(texts)
    chance.shuffle(found)
    return found


def _first_stays(texts: Sequence[str], chance: Random) -> list[str]:
    """The first introduces the matter; those after it may come in any order."""
    return [*texts[:1], *_shuffled(texts[1:], chance)]


def _says(text: str, doing: Doing) -> bool:
    """Whether a line says what he was asked for."""
    return doing.says <= set(_SLOT.findall(text))


def _fits(text: str, slots: Mapping[str, str]) -> bool:
    """Whether there is something for every slot of a line."""
    return all(name in slots for name in _SLOT.findall(text))


def _filled(text: str, slots: Mapping[str, str]) -> str:
    return clean_line(_SLOT.sub(lambda found: slots.get(found[1], found[0]), text))


def _written(line: str) -> str:
    """Each sentence with a capital, also where a day that was filled in begins it."""
    return _BEGINS.sub(lambda found: found[0].upper(), line)


def _inside(text: str) -> str:
    """The line as it is written behind an opener: "Dan kies ik" becomes "dan kies ik", "I'm" stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
