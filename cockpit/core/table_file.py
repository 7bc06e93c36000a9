"""The one place in this room that reads files: the tables of figures and rules in `tables/`.

They are data with dates and sources, so that a new rate is a new line and no new code. What they mean is
written at the head of each.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """The table `tables/<name>.toml`; numbers with a point are `Decimal`, days and times as in TOML."""
    text = (files("cockpit.core") / "tables" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)
