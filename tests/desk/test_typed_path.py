"""Paths as they are typed, pasted and dragged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cockpit.desk.typed_path import complete, typed_files

pytestmark = pytest.mark.skipif(os.sep != "/", reason="the escapes of a shell")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("open posten.csv", "Open.tsv", "o'brien.csv", ".hidden", "ledger.csv"):
        (tmp_path / name).write_text("x")
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "may.csv").write_text("x")
    return tmp_path


@pytest.mark.parametrize(
    "line",
    [
        "open posten.csv",
        "  open posten.csv  ",
        '"open posten.csv"',
        "'open posten.csv'",
        r"open\ posten.csv",
        "~/open posten.csv",
        r"~/open\ posten.csv",
        "file://{here}/open%20posten.csv",
        "FILE://{here}/open%20posten.csv",
    ],
)
def test_one_file_however_it_was_typed(line, here):
    (found,) = typed_files(line.format(here=here))
    assert found.resolve() == (here / "open posten.csv").resolve()


@pytest.mark.parametrize("line", ["o'brien.csv", r"o\'brien.csv", '"o\'brien.csv"'])
def test_an_apostrophe_belongs_to_the_name(line, here):
    assert [path.name for path in typed_files(line)] == ["o'brien.csv"]
    assert typed_files(line)[0].exists()


@pytest.mark.parametrize("line", [r"open\ posten.csv Open.tsv", "'open posten.csv' 'Open.tsv'"])
def test_two_files_that_were_dragged_together(line):
    assert [path.name for path in typed_files(line)] == ["open posten.csv", "Open.tsv"]


def test_what_is_not_there_is_one_path():
    assert typed_files("not there.csv") == (Path("not there.csv"),)
    assert typed_files("Open.tsv and more") == (Path("Open.tsv and more"),)
    assert typed_files("   ") == ()


def test_an_apostrophe_that_nobody_escaped(here):
    (here / "it's may.csv").write_text("x")
    assert typed_files(r"it's\ may.csv")[0].exists()
    assert typed_files("it's gone.csv") == (Path("it's gone.csv"),)


def test_an_address_that_is_none():
    assert typed_files("file://[x%20y") == (Path("file://[x y"),)


def test_a_name_with_a_backslash_in_it_is_taken_as_it_is(here):
    (here / "a\\b.csv").write_text("x")
    assert typed_files("a\\b.csv")[0].exists()


@pytest.mark.parametrize(
    ("line", "done", "names"),
    [
        ("led", "ledger.csv", ()),
        ("OPE", "Open", ("Open.tsv", "open posten.csv")),
        ("ex", "exports/", ()),
        ("exports/", "exports/may.csv", ()),
        ("~/ex", "~/exports/", ()),
        ("~/exports/m", "~/exports/may.csv", ()),
        (".hi", ".hidden", ()),
        ("nothing", "nothing", ()),
        ("no/such/folder", "no/such/folder", ()),
        ('"open p', "open posten.csv", ()),
        (r"open\ p", "open posten.csv", ()),
        ("file://{here}/led", "{here}/ledger.csv", ()),
    ],
)
def test_completing(line, done, names, here):
    found = complete(line.format(here=here))
    assert found.line == done.format(here=here)
    assert found.names == names


def test_without_a_letter_every_name_is_offered_but_hidden_ones():
    assert complete("").names == ("Open.tsv", "exports/", "ledger.csv", "o'brien.csv", "open posten.csv")


def test_a_name_that_would_command_the_terminal_is_not_offered(here):
    (here / "zz\x1b[2Jtop.csv").write_text("x")
    assert complete("zz").line == "zz"
