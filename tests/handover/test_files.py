import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.handover.files import NAME_LIMIT, csv_safe, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bakkerij Zonneveld BV", "Bakkerij-Zonneveld-BV"),
        ("Café 't Hoekje & Zn.", "Café-t-Hoekje-Zn"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\x", "x"),
        ("．．／x", "x"),
        ("/", "unnamed"),
        ("", "unnamed"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("con", "con-"),
        ("LPT1", "LPT1-"),
        ("console", "console"),
        ("a\r\nb\x00c\x1b[2Jd\u202ee", "a-bcde"),
        ("東京 株式会社", "東京-株式会社"),
    ],
)
def test_a_name_becomes_a_harmless_file_name_part(text, name):
    assert safe_name(text) == name


@given(st.text())
def test_every_text_gives_a_file_name_part(text):
    name = safe_name(text)
    assert 1 <= len(name) <= NAME_LIMIT
    assert not set(name) & set('/\\:*?"<>|.\0\n\r ')
    assert not name.startswith("-")


def test_a_long_name_is_cut():
    assert len(safe_name("abc " * 5_000)) <= NAME_LIMIT


@pytest.mark.parametrize("text", ["=1+1", "+31 20", "-x", "@SUM(A1)", "＝1", "\t=1+1", " \r\n=1"])
def test_a_formula_becomes_text(text):
    safe = csv_safe(text)
    assert safe.startswith("'")
    assert "\n" not in safe


def test_ordinary_text_stays_as_it_is():
    assert csv_safe("Zonneveld = goed") == "Zonneveld = goed"
    assert csv_safe("") == ""
