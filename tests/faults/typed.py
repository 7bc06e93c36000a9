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

    def before(self, moment: float) -> str:
        """What stood on the screen before a moment."""
        return "".join(text for text, at in zip(self.pieces, self.seen, strict=False) if at < moment)

    def settle(self, text: str) -> None:
        """From now on this is what is there."""
        self.pieces, self.seen = ([text], [0.0]) if text else ([], [])


@dataclass
class Tally:
    """What the rounds of one kind came to; `late`: letters of the last second that were lost, at most."""

    rounds: int = 0
    typed: int = 0
    late: int = 0
    failures: list[str] = field(default_factory=list)
