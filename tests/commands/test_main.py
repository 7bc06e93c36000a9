"""The command line as a whole: options before and after, languages, exit status, what it loads."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from cockpit import __version__
from cockpit.commands import parser

COMMANDS = (
    *("demo", "import", "restore", "queue", "show", "summary", "report", "lint", "playbook"),
    *("export", "erase", "purge", "practice"),
    *("where", "doctor", "unlock", "keys"),
)
HEAVY = ("textual", "rich", "tinydb", "babel", "icalendar", "csv")


def test_the_version(run):
    assert run("--version").out == f"cockpit {__version__}\n"


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_help_can_be_shown(run, command, language):
    ran = run(*filter(None, [command]), "--lang", language, "--help")
    assert ran.status == 0
    assert "--workspace" in ran.out
    assert not ran.err


def test_every_command_has_its_module():
    modules = {"opening"}
    for words in (["demo"], ["import", "f"], ["restore"], ["queue"], ["show", "x"], ["summary"], ["report"]):
        modules.add(parser.build().parse_args(words).module)
    modules |= {
        parser.build().parse_args([name]).module for name in ("lint", "where", "doctor", "unlock", "keys")
    }
    modules.add(parser.build().parse_args(["playbook", "list"]).module)
    assert all(callable(import_module(f"cockpit.commands.{module}").run) for module in modules)


@pytest.mark.parametrize(
    "words",
    [
        ["--workspace", "elsewhere", "where", "--json"],
        ["where", "--workspace", "elsewhere", "--json"],
        ["--workspace=elsewhere", "where", "--json"],
        ["--workspace", "nowhere", "where", "--json", "--workspace", "elsewhere"],
    ],
)
def test_the_workspace_may_be_named_before_and_after(run, tmp_path, words):
    assert run(*words).json["workspace"] == str(tmp_path / "elsewhere")


def test_a_workspace_below_home(run, tmp_path):
    assert run("where", "--json", "--workspace", "~/mine").json["workspace"] == str(tmp_path / "mine")


def test_without_a_name_the_workspace_is_in_the_data_folder_of_the_user(run, tmp_path, monkeypatch):
    monkeypatch.delenv("COCKPIT_WORKSPACE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert run("where", "--json").json["workspace"].startswith(str(tmp_path))


# -- languages ----------------------------------------------


@pytest.mark.parametrize(
    "words", [["--lang", "nl", "queue"], ["queue", "--lang", "nl"], ["queue", "--lang=nl_BE"]]
)
def test_the_language_that_was_asked_for(run, demo, words):
    assert "te bellen" in run(*words).err


@pytest.mark.parametrize(
    ("variables", "dutch"),
    [
        ({"LANG": "nl_NL.UTF-8"}, True),
        ({"LC_ALL": "nl_BE", "LANG": "en_GB"}, True),
        ({"LC_ALL": "C.UTF-8", "LANG": "nl_NL"}, False),
        ({"LANG": "fr_FR.UTF-8"}, False),
        ({}, False),
    ],
)
def test_the_language_of_the_computer(run, demo, monkeypatch, variables, dutch):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("te bellen" in run("queue").err) is dutch


def test_the_settings_come_before_the_computer(run, demo, monkeypatch):
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    (demo / "settings.toml").write_text('language = "nl"\n')
    assert "te bellen" in run("queue").err
    assert "to call" in run("queue", "--lang", "en").err


def test_a_language_that_nobody_speaks_here_is_refused(run):
    ran = run("queue", "--lang", "de")
    assert ran.status == 2
    assert "de" in ran.err and "en, nl" in ran.err


# -- misuse ----------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"],
        ["queue", "--limit", "many"],
        ["queue", "--limit", "-1"],
        ["queue", "--on", "31-02-2026"],
        ["queue", "--on", "12026-01-01"],
        ["queue", "--lim", "3"],
        ["import"],
        ["show"],
        ["--lang"],
        ["--workspace"],
        ["summary", "--format", "pdf"],
        ["report", "--to", "9999-12-31"],
        ["lint", "--stage", "middle"],
        ["lint", "--jsonl"],
        ["playbook"],
        ["playbook", "show"],
        ["playbook", "show", "sales"],
    ],
)
def test_what_is_not_understood_ends_with_2_and_names_the_help(run, words):
    ran = run(*words)
    assert (ran.status, ran.out) == (2, "")
    assert "--help" in ran.err


def test_misuse_is_quoted_harmlessly(run):
    ran = run("queue", "--on", "\x1b]0;title\x07x")
    assert "\x1b" not in ran.err and "“x”" in ran.err


@pytest.mark.parametrize("text", ["2026-11-23", "23-11-2026", "23/11/2026", " 2026-11-23 "])
def test_days_as_people_here_write_them(text):
    assert parser.a_day(text).isoformat() == "2026-11-23"


def test_ctrl_c_leaves_no_traceback(run, monkeypatch):
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("cockpit.commands.where.run", interrupted)
    assert run("where").status == 130


def test_without_a_terminal_the_cockpit_says_so(run, monkeypatch):
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    for words in ([], ["demo"]):
        ran = run(*words)
        assert ran.status == 2
        assert "terminal" in ran.err


# -- in a process of its own ----------------------------------------------


def loaded(tmp_path: Path, *words: str) -> set[str]:
    """The heavy packages that a command has loaded when it ends."""
    code = (
        "import sys, json; from cockpit.__main__ import main; status = main(sys.argv[1:]);"
        f"print('LOADED', json.dumps([m for m in {HEAVY!r} if m in sys.modules]), status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        check=True,
        cwd=tmp_path,
        text=True,
        timeout=60,
    )
    _result, _, after = done.stdout.rpartition("LOADED ")
    return set(json.loads(after.rpartition(" ")[0]))


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["--version"],
        ["where"],
        ["import", "--help"],
        ["lint"],
        ["playbook", "list"],
        ["playbook", "check"],
        ["playbook", "show", "reminder"],
    ],
)
def test_what_only_tells_loads_nothing_heavy(tmp_path, words):
    assert loaded(tmp_path, *words) == set()


@pytest.mark.parametrize(
    "words",
    [
        ["queue"],
        ["import", "open.csv"],
        ["show", "K1"],
        ["summary"],
        ["report"],
        ["restore"],
        ["doctor"],
        ["keys"],
        ["playbook", "show", "reminder", "--debtor", "K1"],
    ],
)
def test_no_command_loads_the_screen(tmp_path, export, words):
    export()
    assert not loaded(tmp_path, *words) & {"textual", "rich"}


def test_a_reader_that_goes_away_is_harmless(demo):
    command = [sys.executable, "-m", "cockpit", "queue", "--json"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        process.stdout.close()
        message = process.stderr.read()
        assert process.wait(timeout=60) == 0
    assert b"Traceback" not in message and b"Exception" not in message


WHO = "Mevr. Bos, 020 555 0199"


def failing(*_: object) -> int:
    raise KeyError(WHO)


@pytest.mark.parametrize("is_there", [True, False])
def test_whatever_fails_is_said_in_a_sentence_without_a_name(run, folder, monkeypatch, is_there):
    if is_there:
        folder.mkdir()
    monkeypatch.setattr("cockpit.commands.where.run", failing)
    handlers = list(logging.getLogger("cockpit").handlers)
    try:
        ran = run("where")
    finally:
        logging.getLogger("cockpit").handlers[:] = handlers
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "Bos" not in ran.err and "0199" not in ran.err
    if is_there:
        log = folder / "cockpit.log"
        assert str(log) in ran.err
        assert "crash: KeyError" in log.read_text() and "in failing" in log.read_text()
        assert "Bos" not in log.read_text() and "0199" not in log.read_text()
        assert log.stat().st_mode & 0o777 == 0o600
    else:
        assert "KeyError" in ran.err and not folder.exists()


def test_an_upgrade_that_was_stopped_half_way_is_ended_before_the_settings_are_read(run, folder):
    copy = folder.with_name(f"{folder.name}.upgrading")
    copy.mkdir()
    (copy / "settings.toml").write_text('language = "nl"\n')
    assert "workspace" in run("where").out and copy.exists(), "not whole yet"
    (copy / "version").write_text("1.0\n")
    assert "werkmap" in run("where").out
    assert not copy.exists()
