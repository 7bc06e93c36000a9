"""Which fields of a document hold what people typed: the only ones in which a mention of somebody may be
blackened. Ids, moments, amounts and the words that the program chooses from stay as they are, whatever
figures stand in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cockpit.core.standing import CLAUSE, LETTER, LETTER_BY, PARTY

Change = Callable[[str, str], str]
"""What is left of a typed text; it is told the name of the field as well."""

CONTACTS = frozenset({"contact", "last_contact"})
"""The fields that say to whom we spoke."""

_FIELDS = CONTACTS | frozenset(
    {
        "notes",
        "own_words",
        "if_we",
        "in_return",
        "beyond",
        "fault",
        "detail",
        "went_well",
        "better",
        "next_time",
        "why",
        "reason",
        "skip_reason",
        "what",
    }
)
_CHOSEN_ANSWERS = frozenset({PARTY, LETTER, LETTER_BY, CLAUSE})
_TYPED_REVISIONS = frozenset({"contact", "note", "notes", "action"})


def changed(document: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """The document with another text in every field that was typed."""
    return {name: _field(name, value, change) for name, value in document.items()}


def texts(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text that was typed, behind the name of its field."""
    found = list[tuple[str, str]]()

    def keep(name: str, text: str) -> str:
        found.append((name, text))
        return text

    changed(document, keep)
    yield from found


def _field(name: str, value: Any, change: Change) -> Any:  # noqa: ANN401 a document of a file may hold anything
    if isinstance(value, str):
        return change(name, value) if name in _FIELDS else value
    if isinstance(value, dict):
        return changed(value, change)
    if isinstance(value, list):
        return [_item(name, item, change) for item in value]
    return value


def _item(name: str, item: Any, change: Change) -> Any:  # noqa: ANN401 a document of a file may hold anything
    """A part of a list: the answers of a preparation and what a revision changed begin with their name."""
    if isinstance(item, dict):
        return changed(item, change)
    if not (isinstance(item, list) and item and all(isinstance(text, str) for text in item)):
        return item
    if name == "answers":
        return item[:1] + [text if item[0] in _CHOSEN_ANSWERS else change(name, text) for text in item[1:]]
    if name == "fields":
        return item[:1] + [change(name, text) if item[0] in _TYPED_REVISIONS else text for text in item[1:]]
    return item
