"""What can still be read of an unfinished call whose file was cut off or written into by something else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from cockpit.core.call import Call
from cockpit.store.codec import Document, Unreadable, decode
from cockpit.store.shapes import parts_of

_NEEDED = ("id", "debtor_id", "kind", "opened_at")
_DECODER = json.JSONDecoder(strict=False)
_WORDS = re.compile(r'"((?:[^"\\]|\\.)*)')


class SavedDraft(NamedTuple):
    """The call with those of its fields that are sound, and how many these are."""

    call: Call
    fields: int


def salvage_draft(data: bytes) -> SavedDraft | None:
    """The call as far as it can be read; None when that does not even say which call it was.

    Of words that were cut off, those before the cut count.
    """
    sound: Document = {}
    text = data.decode("utf-8", "replace").replace("\x00", "").rstrip("\ufffd")
    for name, value in _fields(text):
        with suppress(Unreadable):
            if name not in _NEEDED:
                decode(Call, {**sound, name: value})
            sound[name] = value
    if len(sound) > len(_NEEDED):
        with suppress(Unreadable):
            return SavedDraft(decode(Call, sound), len(sound))
    return None


def _fields(text: str) -> Iterator[tuple[str, object]]:
    """Name and value of every field of the call that can be read, those that it cannot do without first."""
    names = [*_NEEDED, *(part.name for part in parts_of(Call) if part.name not in _NEEDED)]
    for name in names:
        match = re.search(rf'[{{,]"{name}":', text)
        if match is None:
            continue
        try:
            yield name, _DECODER.raw_decode(text, match.end())[0]
        except (ValueError, RecursionError):
            words = _WORDS.match(text, match.end())
            if words is not None:
                with suppress(ValueError):
                    yield name, json.loads(f'"{words[1]}"', strict=False)
