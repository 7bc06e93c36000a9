"""TOML within limits."""

import tomllib

import pytest

from cockpit.core.toml_text import MOST_PARTS, read_toml


def key(parts):
    return ".".join("a" * parts)


def test_sound_toml_is_read_as_ever():
    text = '# a.b.c\n[a."b.c".d]\nx = "{}"\ny = 1.5\n'.format("Een zin. Nog een. " * 200)
    assert read_toml(text) == tomllib.loads(text)
    assert read_toml(f"{key(MOST_PARTS)} = 1")


@pytest.mark.parametrize(
    "line", ["{} = 1", "[{}]", "x = {{ {} = 1 }}", '"q".{} = 1', "{} . 'r' = 1"], ids=str
)
def test_a_key_of_too_many_parts_is_refused_with_its_line(line):
    text = "x1 = 1\n\n" + line.format(key(MOST_PARTS + 1))
    with pytest.raises(tomllib.TOMLDecodeError, match=r"too many parts \(at line 3, column 1\)"):
        read_toml(text)


def test_other_mistakes_are_told_by_tomllib():
    with pytest.raises(tomllib.TOMLDecodeError, match=r"at line 2"):
        read_toml("a = 1\nb = \n")


def test_a_number_of_thousands_of_figures_is_no_crash():
    with pytest.raises(tomllib.TOMLDecodeError, match="too many figures"):
        read_toml("a = " + "9" * 5000)


def test_brackets_that_are_too_deep():
    with pytest.raises(RecursionError):
        read_toml("a = " + "[" * 30_000)
