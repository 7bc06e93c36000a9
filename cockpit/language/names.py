"""A contact's name as it is said aloud."""

from __future__ import annotations

import re

from cockpit.language.words import words_of

_AFTER_THE_NAME = re.compile(r"\s*(?:[,(/;]|\s[-–]\s).*$", re.DOTALL)


def spoken_name(written: str, tag: str | None = None) -> str:
    """The name without what is noted behind it, its title spelled out: "Mevr. Bos, boekhouding" is said
    "mevrouw Bos". A name that begins with such a note stays as it is written.
    """
    name = _AFTER_THE_NAME.sub("", written).strip() or written.strip()
    titles = words_of(tag).titles
    for title in sorted(titles, key=len, reverse=True):
        found = re.match(rf"{re.escape(title)}\b\.?\s+(?=\S)", name, re.IGNORECASE)
        if found:
            return f"{titles[title]} {name[found.end() :]}"
    return name
