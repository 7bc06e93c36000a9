"""Lines that another program asks about: JSON objects with text, language, stage and kind of call."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO, TypeVar

from cockpit.core.call import CallKind, Stage
from cockpit.desk.linting import Circumstances
from cockpit.language import _

LINE_LIMIT = 1_000_000
"""Bytes of one line; more is no utterance."""

_Choice = TypeVar("_Choice", bound=StrEnum)


class NotAsked(Exception):
    """A line that asks for nothing that can be judged; the text is a part of a sentence that says so."""


def asked_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream as they come in, without their ends; of one that is too long the beginning."""
    while raw := stream.readline(LINE_LIMIT + 1):
        line = raw
        while len(raw) > LINE_LIMIT and not raw.endswith(b"\n"):
            raw = stream.readline(LINE_LIMIT + 1)  # the rest of a line that is too long
        yield line.removesuffix(b"\n").removesuffix(b"\r")


def asked(line: bytes) -> tuple[str, Circumstances]:
    """The utterance that a line asks about, and how it is said. Raises `NotAsked`."""
    if len(line) > LINE_LIMIT:
        raise NotAsked(_("it is longer than 1 MB"))
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NotAsked(_("it is not text in UTF-8")) from error
    except json.JSONDecodeError as error:
        raise NotAsked(_("it is not JSON, from character {n} on").format(n=error.pos + 1)) from error
    except RecursionError as error:
        raise NotAsked(_("it is not JSON that can be read: brackets too deep in one another")) from error
    except ValueError as error:  # Python refuses numbers of some thousand figures
        raise NotAsked(_("it is not JSON that can be read: a number of too many figures")) from error
    if not isinstance(data, dict):
        raise NotAsked(_("it is not a JSON object"))
    said = Circumstances(_text(data, "lang"), _choice(data, "stage", Stage), _choice(data, "kind", CallKind))
    return _text(data, "text"), said


def _text(data: dict[str, object], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise NotAsked(_("“{key}” is missing or is no text").format(key=key))
    return value


def _choice(data: dict[str, object], key: str, kind: type[_Choice]) -> _Choice:
    value = _text(data, key)
    if value not in list(kind):
        raise NotAsked(_("“{key}” is none of {names}").format(key=key, names=", ".join(kind)))
    return kind(value)
