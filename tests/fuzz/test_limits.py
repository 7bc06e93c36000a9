"""Inputs that are too much: each is refused in one clear sentence, and in little time."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from fuzz.fuzzing import within
from fuzz.hostile import sentence

from cockpit.core.call import CallKind, Stage
from cockpit.desk import settings as settings_file
from cockpit.desk.linting import CannotRead, Circumstances, Linter
from cockpit.desk.scenario_checks import examined_file
from cockpit.desk.transcripts import judged
from cockpit.intake import Defaults, IntakeError, read
from cockpit.intake.decode import MAX_BYTES
from cockpit.language import sentences
from cockpit.language.playbook_sentences import playbook_notice
from cockpit.language.practice_sentences import not_a_transcript
from cockpit.language.tone_sentences import rule_error
from cockpit.playbook import Library
from cockpit.roleplay.transcript import NotATranscript
from cockpit.tone import RuleError, judge, load
from cockpit.widgets.themes import BadTheme, load_theme

MONDAY = date(2026, 11, 23)
HEAD = b"Naam;Factuurnummer;Factuurdatum;Bedrag;Omschrijving\n"
SECONDS = 30.0
"""Of processor time: ten times what they take, and a hundredth of what some of them took."""


def bomb() -> bytes:
    """A workbook that is 50 MB when it is unpacked."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(50):
                sheet.write(b"0" * 1_000_000)
    return stream.getvalue()


EXPORTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a line of 10 MB": (lambda: HEAD + b"x" * 10_000_000, "line-too-long"),
    "headings of 10 MB": (lambda: b"x" * 10_000_000, "no-header"),
    "a million columns": (lambda: b";".join([b"Naam"] * 1_000_000), "no-header"),
    "nineteen thousand columns": (lambda: b";".join([b"Naam"] * 19_000), "no-header"),
    "three hundred columns": (lambda: HEAD.strip() + b";x" * 300, "too-many-columns"),
    "a million cells in a row": (lambda: HEAD + b";" * 1_000_000, "line-too-long"),
    "too many bytes": (lambda: bytes(MAX_BYTES + 1), "too-large"),
    "too many rows": (lambda: HEAD + b"a;b\n" * 500_100, "too-many-rows"),
    "too many lines": (lambda: HEAD + b"\n" * 3_000_000, "too-many-rows"),
    "a workbook that swells": (bomb, "spreadsheet"),
    "open quotation marks on every line": (lambda: HEAD + b'"x"y;"z\n' * 30_000, "stray-quote"),
    "one open quotation mark": (lambda: HEAD + b'Z;F1;01-09-2026;10,00;"' + b"x;\n" * 30_000, "stray-quote"),
    "escape sequences without end": (
        lambda: HEAD + (b"\x1b[31m" * 8000 + b";F1;01-09-2026;10,00;x\n") * 100,
        "no-debtor",
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_that_is_too_much(name: str) -> None:
    data, code = EXPORTS[name][0](), EXPORTS[name][1]
    told: list[tuple[str, object]] = []
    with within(SECONDS):
        try:
            found = read(data, defaults=Defaults(today=MONDAY))
            told = [(one.code, one.values) for one in found.refused]
        except IntakeError as error:
            told = [(error.code, error.values)]
    assert code in {said for said, _ in told}
    for said, values in told[:5]:
        sentence(sentences.intake_problem(said, values))


def test_a_cell_of_a_hundred_lines_is_a_cell() -> None:
    """What is refused is a mark that stays open, not an address."""
    cell = '"' + "regel\n" * 90 + '"'
    found = read(HEAD + f"Z;F1;01-09-2026;10,00;{cell}\n".encode(), defaults=Defaults(today=MONDAY))
    assert [invoice.number for invoice in found.invoices] == ["F1"] and not found.refused


DEEP = {
    "brackets": "x = " + "[" * 30_000,
    "tables": "x = " + "{ x = " * 10_000,
    "a key of many parts": ".".join("a" * 30_000) + " = 1",
    "tables in tables": "[" + ".".join("a" * 30_000) + "]\n",
    "many keys": "".join(f"k{n} = 1\n" for n in range(5_000)),
    "a number": "keep_years = " + "9" * 50_000,
}


@pytest.mark.parametrize("name", DEEP)
def test_toml_that_goes_too_deep(name: str, tmp_path: Path) -> None:
    """Whoever reads it: settings, a theme, rules, playbooks, scenarios, the linter."""
    text = DEEP[name][:63_000]
    for place in ("settings.toml", "nl.toml", "grote-klant.nl.toml", "reminder.nl.toml"):
        (tmp_path / place).write_text(text)
    with within(SECONDS):
        problems = settings_file.read(tmp_path / "settings.toml")[1]
        assert problems
        for problem in problems[:5]:
            sentence(settings_file.problem_sentence(problem))
        with pytest.raises(BadTheme) as bad:
            load_theme(tmp_path / "settings.toml")
        sentence(bad.value.problem.reason)
        with pytest.raises(RuleError) as wrong:
            load("nl", tmp_path / "nl.toml")
        sentence(rule_error(wrong.value))
        for problem in Library(tmp_path).problems:
            sentence(playbook_notice(problem))
        examined, found = examined_file(str(tmp_path / "grote-klant.nl.toml"), MONDAY)
        assert examined is None and found
        for path in ("nl.toml", "reminder.nl.toml", "settings.toml"):
            for one in Linter(tmp_path).file(str(tmp_path / path), Circumstances("nl")):
                sentence(one.message)


def test_files_that_are_too_large(tmp_path: Path) -> None:
    huge = tmp_path / "nl.toml"
    huge.write_bytes(b"#" * 20_000_000)
    with within(SECONDS):
        (problem,) = settings_file.read(huge)[1]
        sentence(settings_file.problem_sentence(problem))
        for read_it in (lambda: load("nl", huge), lambda: load_theme(huge)):
            with pytest.raises((RuleError, BadTheme)):
                read_it()
        with pytest.raises(CannotRead) as error:
            Linter(tmp_path).file(str(huge), Circumstances("nl"))
        sentence(str(error.value))
        assert examined_file(str(huge))[0] is None


TALKS = {
    "a line of 200 kB": [b'{"speaker": "debtor", "text": "' + b"x" * 200_000 + b'"}'],
    "brackets": [b"[" * 90_000],
    "six thousand lines": [b'{"speaker": "debtor", "text": "x"}'] * 6_000,
    "words without end": [json.dumps({"speaker": "collector", "text": "vrijdag " * 1_200}).encode()] * 4_000,
}


@pytest.mark.parametrize("name", TALKS)
def test_a_talk_that_is_too_much(name: str) -> None:
    with within(SECONDS), pytest.raises(NotATranscript) as error:
        judged(io.BytesIO(b"\n".join(TALKS[name])), CallKind.REMINDER, "nl", MONDAY)
    sentence(not_a_transcript(error.value, "talk.jsonl"))


@pytest.mark.parametrize(
    "text", ["moet u ", "waarom ", "als u betaalt, ", "kunt u ", "'t ", "e\u0301", "{a} ", "1-2-3 "]
)
def test_a_text_that_is_said_in_one_breath_for_an_hour(text: str) -> None:
    with within(SECONDS):
        judge(text * 20_000, lang="nl", stage=Stage.NEGOTIATION, kind=CallKind.REMINDER)
