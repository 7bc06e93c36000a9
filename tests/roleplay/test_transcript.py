"""Reading a talk that was written out."""

from __future__ import annotations

import json

import pytest

from cockpit.roleplay.transcript import (
    LINE_LIMIT,
    MOST_LINES,
    Line,
    NotATranscript,
    Speaker,
    read_transcript,
)


def raw(**line: object) -> bytes:
    return json.dumps(line).encode() + b"\n"


def test_lines_are_read_in_their_order():
    read = read_transcript(
        [raw(speaker="collector", text=" Dag. "), raw(speaker="debtor", text="Ja?", mood=1)]
    )
    assert read == (Line(Speaker.COLLECTOR, "Dag."), Line(Speaker.DEBTOR, "Ja?"))


def test_a_mark_at_the_beginning_empty_lines_and_windows_ends_do_no_harm():
    lines = [
        b"\xef\xbb\xbf" + raw(speaker="debtor", text="Ja?"),
        b"\r\n",
        b"   \n",
        b'{"speaker":"debtor","text":""}\r\n',
    ]
    assert [line.text for line in read_transcript(lines)] == ["Ja?", ""]


def test_nothing_is_an_empty_talk():
    assert read_transcript([]) == ()


def test_control_characters_do_not_come_in():
    (line,) = read_transcript([raw(speaker="debtor", text="\x1b[31mrood\x1b[0m\nen \u202egroen")])
    assert line.text == "rood en groen"


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (b"nonsense\n", "JSON such as"),
        (b"\xff\xfe\n", "JSON such as"),
        (b"[" * 50_000, "JSON such as"),
        (b"[]\n", "a JSON object"),
        (b'{"text": "Dag."}\n', "“speaker” to be one of collector, debtor"),
        (raw(speaker="trainer", text="Dag."), "“speaker” to be one of"),
        (raw(speaker=1, text="Dag."), "“speaker” to be one of"),
        (raw(speaker="debtor"), "“text” to be a text"),
        (raw(speaker="debtor", text=None), "“text” to be a text"),
        (raw(speaker="debtor", text="x" * LINE_LIMIT), "a line of at most"),
    ],
)
def test_a_bad_line_is_refused_with_its_number(bad, expected):
    with pytest.raises(NotATranscript, match=f"line 3: expected {expected}") as caught:
        read_transcript([raw(speaker="debtor", text="Ja?"), b"\n", bad])
    assert caught.value.line == 3


def test_an_endless_talk_is_refused():
    with pytest.raises(NotATranscript) as caught:
        read_transcript(raw(speaker="debtor", text="Ja?") for _ in range(MOST_LINES + 1))
    assert caught.value.line == MOST_LINES + 1
