"""Keys one after the other, however fast they come: each waits until the one before it has done its work.

Textual gives a key to the box that has the focus and turns to the next key at once. A key that is bound to
an action is acted on only when it comes back from there, and what the action tells the screen comes later
still. Typed fast enough, or on a busy machine, `⌫ F4` then takes a letter away in the wrong box, `Escape
Escape` closes a dialog twice, and `F5` saves a line without its last letters.
"""

from __future__ import annotations

import time
from collections import deque
from contextlib import suppress

from textual import events
from textual.app import App, ScreenStackError
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget

_LAPS = 3
"""A key, what the box says of it, and what is said of that: each is one message behind the other."""

_GLANCE = 0.02  # seconds between two looks at whether the box that a key went to is still there
_PATIENCE = 10.0  # seconds after which keys go on, whatever is still under way


class KeysInOrder(App[None]):
    """Holds a key back until what the last one set off is done; letters typed into one box need no waiting.

    Behind a key a message is sent through the same queues. When it is back, so is everything before it.
    """

    class Behind(Message):
        """Follows key number `key`; it has `laps` to go."""

        def __init__(self, key: int, laps: int) -> None:
            super().__init__()
            self.key = key
            self.laps = laps

    def __init__(self) -> None:
        super().__init__()
        self._held: deque[events.Key | events.Paste] = deque()
        self._went_to: MessagePump | None = None
        self._typing = False
        self._done = True
        self._followed = 0
        self._until: float | None = None

    async def on_event(self, event: events.Event) -> None:
        """Take a key or a paste in; everything else is Textual's own business."""
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif not event.is_forwarded:
            self._held.append(event)
            await self._hand_out()
        elif (
            self._box is not None
        ):  # else the last screen is gone: the program ends, and nobody wants the key
            await super().on_event(event)

    async def _hand_out(self) -> None:
        while self._held and self._may_go(self._held[0]):
            event = self._held.popleft()
            self._went_to = self._box
            if self._went_to is None:  # the last screen is gone: the program ends
                continue
            self._done, self._typing = False, _is_text(event, self._went_to)
            await super().on_event(event)
        if not self._done and (self._held or not self._typing):
            self._follow()

    def _may_go(self, event: events.Key | events.Paste) -> bool:
        return self._done or (self._typing and self._box is self._went_to and _is_text(event, self._went_to))

    @property
    def _box(self) -> MessagePump | None:
        with suppress(ScreenStackError):
            return self.focused or self.screen
        return None

    def _follow(self) -> None:
        if self._until is None:
            self._followed += 1
            self._until = time.monotonic() + _PATIENCE
            self._send(_LAPS)
            self._look_later()

    def _send(self, laps: int) -> None:
        """One more lap from where the key went; the last from the screen that is there by then."""
        there = self._went_to if laps > 1 else None
        if there is None or not there.post_message(self.Behind(self._followed, laps)):
            with suppress(ScreenStackError):
                self.screen.post_message(self.Behind(self._followed, 1))

    async def on_keys_in_order_behind(self, message: Behind) -> None:
        message.stop()
        if self._until is None or message.key != self._followed:
            return
        if message.laps > 1:
            self._send(message.laps - 1)
        else:
            await self._go_on()

    def _look_later(self) -> None:
        key = self._followed
        self.set_timer(_GLANCE, lambda: self._look(key))

    async def _look(self, key: int) -> None:
        """A message is lost with the box that is taken away: then the screen below sends it once more."""
        if self._until is None or key != self._followed:
            return
        if time.monotonic() > self._until:
            await self._go_on()
            return
        if self._went_to is not None and not self._went_to.is_attached:
            self._went_to = None
            self._send(1)
        self._look_later()

    async def _go_on(self) -> None:
        self._done, self._until = True, None
        await self._hand_out()


def _is_text(event: events.Key | events.Paste, box: MessagePump | None) -> bool:
    """Whether a key is a letter for the box, or the paste a text for it."""
    if not isinstance(box, Widget):
        return False
    if isinstance(event, events.Paste):
        return box.check_consume_key("a", "a")
    return box.check_consume_key(event.key, event.character)
