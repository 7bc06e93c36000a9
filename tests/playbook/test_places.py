"""Where each value of a TOML file stands."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.playbook.library import SHELF
from cockpit.playbook.places import Place, Places

TEXT = '''# a comment with [brackets] and "quotes"
kind = "reminder" # behind it
numbers = [ 1, 2.5, # between
  1979-05-27 07:32:00, true, ]

[[step]]
id = 'first'
[[step.line]]
say = "One \\"two\\" three"
or_say = [
  "x", # ] not the end
  """
many
lines""",
  'literal',
]
[[step.line]]
say = "second"

[[step]]
"id" = "last"
inline = { a = "b", "c.d" = [1, "e"], deep.er = "f" }
answer.say = "dotted"

[labels.sub]
name = "under"
empty = ""
'''


def values(value: object, keys=()):
    yield keys, value
    items = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        items = enumerate(value, 1)
    for key, inner in items:
        yield from values(inner, (*keys, key))


def at(text: str, place: Place) -> str:
    return text.split("\n")[place.line - 1][place.column - 1 :]


@pytest.mark.parametrize(
    ("keys", "there"),
    [
        (("kind",), 'reminder"'),
        (("numbers", 2), "2.5,"),
        (("numbers", 4), "true, ]"),
        (("step", 1), "[[step]]"),
        (("step", 1, "id"), "first'"),
        (("step", 1, "line", 1), "[[step.line]]"),
        (("step", 1, "line", 1, "say"), 'One \\"two'),
        (("step", 1, "line", 1, "or_say", 1), 'x", # ]'),
        (("step", 1, "line", 1, "or_say", 2), "many"),
        (("step", 1, "line", 1, "or_say", 3), "literal"),
        (("step", 1, "line", 2, "say"), 'second"'),
        (("step", 2, "id"), 'last"'),
        (("step", 2, "inline"), "{ a ="),
        (("step", 2, "inline", "a"), 'b",'),
        (("step", 2, "inline", "c.d", 2), 'e"]'),
        (("step", 2, "inline", "deep", "er"), 'f"'),
        (("step", 2, "answer", "say"), 'dotted"'),
        (("labels", "sub", "name"), 'under"'),
        (("labels", "sub", "empty"), '"'),
        (("labels", "sub", "absent"), "[labels.sub]"),
        (("step", 2, "line", 1, "say"), "[[step]]"),
        (("absent",), "# a comment"),
    ],
)
def test_every_value_has_its_place_and_one_that_is_missing_that_of_its_table(keys, there) -> None:
    assert at(TEXT, Places(TEXT).of(keys)).startswith(there)


def test_a_character_inside_a_text() -> None:
    places = Places('say = "Dag {firm}."\nother = "a\\tb"\n')
    assert places.of(("say",), "Dag {firm}.", 4) == Place(1, 12)
    assert places.of(("other",), "a\tb", 2) == Place(2, 10)


def test_literal_texts_of_several_lines() -> None:
    text = "a = '''\nit's \\ ''here''''\nb = 'c'\n"
    assert tomllib.loads(text) == {"a": "it's \\ ''here'", "b": "c"}
    assert Places(text).of(("a",)) == Place(2, 1)
    assert Places(text).of(("b",)) == Place(3, 6)


def test_windows_line_ends() -> None:
    places = Places('a = """\r\nx"""\r\nb = "y"\r\n')
    assert places.of(("a",)) == Place(2, 1)
    assert places.of(("b",)) == Place(3, 6)


@pytest.mark.parametrize("path", sorted(SHELF.glob("*.toml")), ids=lambda path: path.name)
def test_every_text_of_our_own_files_stands_at_its_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    places = Places(text)
    found = [(k, v) for k, v in values(tomllib.loads(text)) if isinstance(v, str)]
    assert len(found) > 40
    for keys, value in found:
        assert at(text, places.of(keys)).startswith(value), keys


TEXTS = st.text(st.sampled_from("ab\"'#=[]{},. \\é\n"), max_size=8)


def written(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


@given(st.lists(st.lists(TEXTS, max_size=3), max_size=4), TEXTS)
def test_whatever_the_texts_hold_the_next_value_is_found(lists, last) -> None:
    lines = ["[[t]]\nk = [" + ", ".join(map(written, texts)) + "]" for texts in lists]
    text = "\n".join([*lines, f"[u]\nv = {written(last)}\nw = 'end'\n"])
    assert tomllib.loads(text)["u"]["v"] == last
    place = Places(text).of(("u", "w"))
    assert at(text, place) == "end'"
    assert place.line == len(text.split("\n")) - 1
