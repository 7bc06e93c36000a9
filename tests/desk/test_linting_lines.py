"""Judging plain text, and lines that another program asks about."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from desk.judging import brief, save

from cockpit.core.call import CallKind, Stage
from cockpit.desk.line_requests import LINE_LIMIT, NotAsked, asked, asked_lines
from cockpit.desk.linting import FILE_LIMIT, CannotRead, Circumstances, Linter

pytestmark = pytest.mark.usefixtures("english")

DUTCH = Circumstances("nl")


# -- plain text ---------------------------------------------------------------------------------------------


def test_plain_text_is_one_utterance_a_line(tmp_path: Path) -> None:
    path = save(tmp_path / "lines.txt", "\ufeffGoedemorgen.\r\n\r\n  U moet betalen.\r\nWaarom niet?\n")
    judging = Linter()
    found = judging.file(path, DUTCH)
    assert brief(found) == [(3, 5, "error", "must"), (4, 1, "error", "why")]
    assert judging.lines == 3
    assert found[0].path == path
    assert (found[0].source, bool(found[0].message)) == ("S0.2", True)


@pytest.mark.parametrize("behind", ["# ok: must — quoted", "# ok: why, must - quoted", "# ok: must — a — b"])
def test_a_line_may_break_a_rule_for_a_reason(behind: str) -> None:
    assert Linter().text("-", f"U moet betalen. {behind}", DUTCH) == []


@pytest.mark.parametrize("behind", ["# ok: must", "# ok: must —", "# ok:", "# ok: must — \r"])
def test_an_exemption_without_its_reason_is_an_error_and_exempts_nothing(behind: str) -> None:
    found = Linter().text("-", f"U moet betalen. {behind}", DUTCH)
    assert brief(found) == [(1, 17, "error", "form"), (1, 3, "error", "must")]
    assert found[0].message == "A reason is missing here, as in “# ok: must — …”."


def test_an_exemption_counts_for_its_own_rule_and_one_of_no_rule_is_told() -> None:
    found = Linter().text("-", "Waarom moet dat? # ok: must, mist — x", DUTCH)
    assert brief(found) == [(1, 1, "error", "why"), (1, 18, "warning", "form")]
    assert found[1].message == "There is no rule “mist”."


def test_another_hash_in_a_line_is_part_of_it() -> None:
    assert brief(Linter().text("-", "# U moet nummer #5 betalen.", DUTCH)) == [(1, 5, "error", "must")]


def test_stage_and_kind_decide() -> None:
    text = "Hebt u de factuur niet ontvangen?"
    assert Linter().text("-", text, Circumstances("nl", Stage.OPENING, CallKind.COURTESY)) == []
    (found,) = Linter().text("-", text, Circumstances("nl", Stage.OPENING, CallKind.REMINDER))
    assert found.rule == "self-blame"


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "photo.txt").write_bytes(b"\xff\xd8")
    (tmp_path / "long.txt").write_bytes(b"a" * (FILE_LIMIT + 1))
    for name, why in (("photo.txt", "not text"), ("long.txt", "larger"), ("absent.txt", "cannot be read")):
        with pytest.raises(CannotRead, match=f"{name} .*{why}"):
            Linter().file(str(tmp_path / name), DUTCH)
    with pytest.raises(CannotRead, match="no tone rules for the language “fr”; there are for en, nl"):
        Linter().text("-", "Bonjour.", Circumstances("fr"))


# -- lines that another program asks about ------------------------------------------------------------------


def test_a_line_that_asks() -> None:
    line = b'{"text": "Dag", "lang": "nl", "stage": "closing", "kind": "courtesy", "more": 1}'
    assert asked(line) == ("Dag", Circumstances("nl", Stage.CLOSING, CallKind.COURTESY))
    assert asked(b"\xef\xbb\xbf" + line) == asked(line)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff", "not text in UTF-8"),
        (b'{"text" 1}', "not JSON, from character 9 on"),
        (b"[" * 100_000, "not JSON that can be read: brackets too deep"),
        (b'{"text": ' + b"9" * 5000 + b"}", "not JSON that can be read: a number of too many figures"),
        (b"[]", "not a JSON object"),
        (b"{}", "“lang” is missing"),
        (b'{"lang": "nl"}', "“stage” is missing"),
        (b'{"lang": "nl", "stage": "middle"}', "“stage” is none of opening, inquiry"),
        (b'{"lang": "nl", "stage": "closing", "kind": 3}', "“kind” is missing or is no text"),
        (b'{"lang": "nl", "stage": "closing", "kind": "courtesy"}', "“text” is missing"),
        (b'"' + b"a" * LINE_LIMIT, "longer than 1 MB"),
    ],
)
def test_a_line_that_asks_for_nothing(line: bytes, why: str) -> None:
    with pytest.raises(NotAsked, match=why):
        asked(line)


def test_lines_as_they_come_in() -> None:
    long = b"a" * (LINE_LIMIT * 2 + 5)
    stream = io.BytesIO(b"one\r\n\n" + long + b"\ntwo \xe2\x80\xa8 three\nend")
    first, empty, cut, second, last = asked_lines(stream)
    assert (first, empty, second, last) == (b"one", b"", b"two \xe2\x80\xa8 three", b"end")
    assert LINE_LIMIT < len(cut) < len(long)
