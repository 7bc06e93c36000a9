"""What is written is harmless, and stands in columns."""

from __future__ import annotations

import pytest

from cockpit.commands import output


def test_columns_are_as_wide_as_their_widest_cell():
    rows = [("a", "1", "one"), ("bbb", "22", "two words")]
    assert output.table(rows, frozenset({1})) == ["a     1  one", "bbb  22  two words"]


def test_an_endless_name_is_cut_but_not_in_the_last_column():
    (line,) = output.table([("x" * 100, "y" * 100)])
    assert line == "x" * 39 + "…  " + "y" * 100


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("寿司", 4), ("e\u0301", 1), ("é€", 2)])
def test_how_wide_a_text_is(text, width):
    assert output.cells(text) == width


def test_a_cell_with_commands_or_lines_is_one_harmless_line():
    assert output.table([("a\x1b[2J\nb", "\u202ec")]) == ["a b  c"]


def test_data_is_harmless_in_keys_and_values(capsys):
    output.data({"a\x1b[2Jb": ["\x9b2Jx", 1, None, True, ("y\u202e",)]})
    assert capsys.readouterr().out.replace("\n", "").replace(" ", "") == '{"ab":["x",1,null,true,["y"]]}'


def test_long_results_are_not_cut(capsys):
    output.result("\n".join(["x" * 100] * 3000))
    assert len(capsys.readouterr().out) == 3000 * 101
