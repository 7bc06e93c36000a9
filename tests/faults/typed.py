"""What was typed and when, and what the rounds of the crash harness came to."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass
class Typed:
    """What was typed into one box, and since when it stands on the screen: a machine that is busy with other
    things may take a while to show it."""

    pieces: list[str] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)

    def add(self, text: str) -> None:
        """One more piece was typed."""
        self.pieces.append(text)

    def look(self, screen: str) -> None:
        """Note which of the pieces can be seen now."""
        for number in range(len(self.pieces), len(self.seen), -1):
            if self.pieces[number - 1].strip() in screen:
                self.seen += [time.monotonic()] * (number - len(self.seen))

    @property
    def all(self) -> str:
        """Everything that was typed."""
        return "".join(self.pieces)

    @property
    def last(self) -> str:
        """The last word."""
        return self.all.split()[-1] if self.all.strip() else ""

    def before(self, moment: float) -> str:
        """What stood on the screen before a moment."""
        return "".join(text for text, at in zip(self.pieces, self.seen, strict=False) if at < moment)

    def compare(self, found: str, name: str, safe: float) -> int:
        """Whether all is there that stood on the screen before the moment `safe`, and nothing that was never
        typed; how many letters are not there. From now on, what is there is what was typed."""
        must, may = self.before(safe).rstrip(), self.all
        assert found.rstrip().startswith(must), f"{name}: {found[-40:]!r} is there, {must[-40:]!r} was typed"
        assert may.startswith(found), f"{name}: {found[-40:]!r} was never typed, {may[-40:]!r} was"
        self.pieces, self.seen = ([found], [0.0]) if found else ([], [])
        return len(may.rstrip()) - len(found.rstrip())


@dataclass
class Tally:
    """What the rounds of one kind came to.

    `by_hand` and `at_a_step` count how they ended: at a random instant, or at a change of a file; `half_way`
    those after which files lay half-way; `late` is how many letters of the last second were lost at most.
    """

    rounds: int = 0
    typed: int = 0
    late: int = 0
    by_hand: int = 0
    at_a_step: int = 0
    half_way: int = 0
    failures: list[str] = field(default_factory=list)
