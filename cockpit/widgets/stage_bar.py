"""The way of a call on one line: what is done, where we are, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from cockpit.widgets.plain import Plain


class StageBar(Plain):
    """● prepare ─ ○ open ─ ○ ask ─ ○ agree ─ ○ close; done stages carry a tick, so colour is never alone."""

    _names: Sequence[str] = ()
    _now = -1

    def at(self, names: Sequence[str], now: int) -> None:
        """Show the stages with number `now` as the present one; -1 when nothing has begun."""
        self._names, self._now = names, now
        tight = self.size.width and sum(len(n) + 5 for n in names) > self.size.width
        parts: list[Content | tuple[str, str]] = []
        for number, name in enumerate(names):
            mark = "✓" if number < now else "●" if number == now else "○"
            style = "$done" if number < now else "bold $accent" if number == now else "$muted"
            word = name if number == now or not tight else ""
            parts.append((f"{mark} {word}".rstrip(), style))
            if number < len(names) - 1:
                parts.append((" ─ ", "$pane-border"))
        self.show(Content.assemble(*parts))

    def on_resize(self) -> None:
        """A pane that was hidden has a width only now."""
        self.at(self._names, self._now)
