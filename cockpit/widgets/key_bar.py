"""The footer: the few keys that matter now, and what the next key will do."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from cockpit.widgets.actions import key_name
from cockpit.widgets.plain import Plain


class KeyBar(Plain):
    """One line of keys with words. What does not fit is left out from the right; nothing scrolls or wraps."""

    def keys(
        self, pairs: Sequence[tuple[str, str]], width: int, *, leads: bool = True
    ) -> Sequence[tuple[str, str]]:
        """Show (key, words) pairs; the first is the one that goes on and is drawn strongest, if it `leads`.

        Gives those for which there was no room.
        """
        parts: list[tuple[str, str]] = []
        used = shown = 0
        for key, words in pairs:
            name, strong = key_name(key), leads and not shown
            used += len(name) + len(words) + 4
            if used > width:
                break
            parts.append((f" {name} ", "bold $background on $accent" if strong else "bold $accent"))
            parts.append((f" {words}  " if strong else f"{words}  ", "bold" if strong else ""))
            shown += 1
        self.show(Content.assemble(*parts))
        return pairs[shown:]
