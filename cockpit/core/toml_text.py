"""TOML that somebody wrote, read within limits: `tomllib` has none."""

from __future__ import annotations

import re
import tomllib
from typing import Any

MOST_PARTS = 64
"""So many names may a key have (`a.b.c` has three): time and memory grow with the square of their number."""

_NAME = r"(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')"
_LONG_KEY = re.compile(rf"(?<![\w-]){_NAME}(?:[ \t]*+\.[ \t]*+{_NAME}){{{MOST_PARTS}}}", re.ASCII)


def read_toml(text: str) -> dict[str, Any]:
    """The table in a text. Raises `tomllib.TOMLDecodeError` for whatever cannot be read, with its line when
    that is known, and `RecursionError` for brackets that are too deep in one another."""
    if found := _LONG_KEY.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise tomllib.TOMLDecodeError(f"A key of too many parts (at line {line}, column 1)")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:  # Python refuses numbers of some thousand figures
        raise tomllib.TOMLDecodeError("A number of too many figures") from None
