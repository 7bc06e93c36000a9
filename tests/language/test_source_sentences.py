"""Where rates and rules come from, in the language of the screen."""

import re
import tomllib
from importlib.resources import files

import pytest

from cockpit.language.source_sentences import WORDED, doubt, source

ENGLISH = {
    "a", "and", "as", "before", "by", "cited", "confirms", "contracts", "every", "from", "house", "in",
    "later", "law", "listed", "notes", "of", "older", "on", "other", "par", "published", "rate", "read",
    "reading", "rounded", "rule", "says", "since", "table", "tables", "the", "two", "unchanged", "until",
    "with",
}  # fmt: skip


def found(value):
    """Every `source` in a table, however deep."""
    if isinstance(value, dict):
        yield from ([value["source"]] if isinstance(value.get("source"), str) else [])
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from found(part)


def tables():
    for file in (files("cockpit.core") / "tables").iterdir():
        yield file.name, tomllib.loads(file.read_text(encoding="utf-8"))


def test_every_source_with_english_words_is_in_the_catalogue():
    sources = {text for _name, table in tables() for text in found(table)}
    wordy = {
        text
        for text in sources
        if ENGLISH & set(re.findall(r"(?<![\w.-])[a-z]+(?![\w-]|\.\w)", text.lower()))
    }
    assert wordy <= WORDED
    assert sources >= WORDED, "what no table has any more"


def test_names_stay_as_they_are():
    assert source("Stb. 2014, 491", "nl") == "Stb. 2014, 491"
    assert source("an older file", "nl") == "an older file"
    assert source("two published rate tables", "en") == "two published rate tables"


@pytest.mark.parametrize(
    ("confidence", "is_doubtful"), [("derived", True), ("conflict", True), ("official", False)]
)
def test_a_rate_that_nobody_read_as_published_says_so(confidence, is_doubtful):
    assert bool(doubt(confidence, "en")) is is_doubtful
