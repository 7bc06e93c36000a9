"""The footer: the few keys that matter now, and what the next key will do."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from cockpit.widgets.actions import key_name
from cockpit.widgets.plain import Plain


class KeyBar(Plain):
    """One line of keys with words. What does not fit is left out from the right; nothing scrolls or wraps."""

    def keys(self, pairs: Sequence[tuple[str, str]], width: int) -> None:
        """Show (key, words) pairs; the first is the one that goes on and is drawn strongest."""
        parts: list[tuple[str, str]] = []
        used = 0
        for number, (key, words) in enumerate(pairs):
            name = key_name(key)
            used += len(name) + len(words) + 4
            if used > width:
                break
            parts.append((f" {name} ", "bold $background on $accent" if number == 0 else "bold $accent"))
            parts.append((f" {words}  " if number == 0 else f"{words}  ", "bold" if number == 0 else ""))
        self.show(Content.assemble(*parts))
