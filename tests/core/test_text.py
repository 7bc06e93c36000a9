"""What comes from outside is harmless text; two spellings of a name are found as one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.text import BLOCK_LIMIT, LINE_LIMIT, clean_block, clean_line, fold, shorten

NASTY = st.text(
    st.one_of(st.characters(), st.sampled_from("\x1b\x9b\x07\x9d\x90]\\[P_m;?\u202e\u200b\r\n\t"))
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Bakkerij Zonneveld", "Bakkerij Zonneveld"),
        ("  two  spaces ", "two spaces"),
        ("a\tb\nc\r\nd\u2028e", "a b c d e"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b2Jgone", "gone"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]52;c;aGk=\x1b\\text", "text"),
        ("\x9dtitle\x9ctext", "text"),
        ("\x1bPq#0\x1b\\text", "text"),
        ("\x1b_apc\x9ctext", "text"),
        ("\x1bcreset", "reset"),
        ("\x90 cannot be read", "cannot be read"),
        ("say \x9dthis\x9d and that", "say this and that"),
        ("\x1b]0;never ended and the rest", "0;never ended and the rest"),
        ("\x1b", ""),
        ("abc\u202edef\u2066g", "abcdefg"),
        ("e\u0301", "é"),
        ("fam\u200dily", "family"),
        ("[/b] [@click=app.quit] =1+1", "[/b] [@click=app.quit] =1+1"),
        ("\ud800", ""),
        ("", ""),
    ],
)
def test_a_line(raw, clean):
    assert clean_line(raw) == clean


def test_a_block_keeps_its_lines():
    assert clean_block("one\r\ntwo\rthree\u2029four\tfive  six") == "one\ntwo\nthree\nfour\tfive  six"


def test_a_block_of_plain_text_is_left_alone():
    assert clean_block("plain text") == "plain text"


def test_limits():
    assert len(clean_line("x" * 10_000)) == LINE_LIMIT
    assert len(clean_line("é" * 10_000)) == LINE_LIMIT
    assert len(clean_block("x" * 300_000)) == BLOCK_LIMIT
    assert clean_line("abcdef", 3) == "abc"
    assert clean_line("abc def", 4) == clean_line("abc\tdef", 4) == "abc"


@given(NASTY)
def test_nothing_that_moves_a_terminal_comes_through(raw):
    for clean, allowed in ((clean_line(raw), ""), (clean_block(raw), "\n\t")):
        assert not [c for c in clean if unicodedata.category(c) == "Cc" and c not in allowed]
        assert not set(clean) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
        clean.encode()


@given(NASTY)
def test_cleaning_twice_is_cleaning_once(raw):
    assert clean_line(clean_line(raw)) == clean_line(raw)
    assert clean_block(clean_block(raw)) == clean_block(raw)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Bakkerij  ZONNEVELD ", "bakkerij zonneveld"),
        ("Café Crème", "cafe creme"),
        ("Straße", "strasse"),
        ("ＡＢＣ", "abc"),
        ("İstanbul", "istanbul"),
        ("  ", ""),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


def test_shortening():
    assert shorten("Zonneveld", 9) == "Zonneveld"
    assert shorten("Zonneveld", 5) == "Zonn…"
    assert shorten("De Wilg", 4) == "De…"
    assert shorten("Zonneveld", 1) == "…"
    assert shorten("Zonneveld", 0) == ""
