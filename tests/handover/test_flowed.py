"""Plain text in short lines, joined again by the reader (RFC 3676)."""

from handover.conftest import joined
from hypothesis import given
from hypothesis import strategies as st

from cockpit.handover.flowed import WIDTH, flowed

LONG = "Wilt u vandaag nog met een kort antwoord bevestigen dat deze mail bij u is aangekomen? Dat is fijn."


def test_a_long_line_becomes_lines_that_every_program_shows_whole():
    lines = flowed(LONG).split("\n")
    assert len(lines) == 2 and all(len(line) <= WIDTH + 1 for line in lines)
    assert lines[0].endswith(" ") and not lines[1].endswith(" ")
    assert " ".join(line.strip() for line in lines) == LONG


def test_short_lines_and_paragraphs_stay_as_they_are():
    assert flowed("Beste mevrouw,\n\nEen regel.  \n- een\n") == "Beste mevrouw,\n\nEen regel.\n- een\n"


def test_a_word_that_is_longer_than_a_line_stays_whole():
    word = "https://" + "a" * 200
    assert word in flowed(f"see {word} now").split("\n")[1]


def test_an_amount_is_not_broken():
    assert "€\xa01.842,50" in flowed("x" * 70 + " € 1.842,50".replace("€ ", "€\xa0")).split("\n")[1]


def test_a_line_is_not_taken_for_a_quotation():
    assert flowed("> x\nFrom here\n y") == " > x\n From here\n  y"


@given(st.text(alphabet="ab >F\n\xa0-é", max_size=400))
def test_the_reader_gets_what_was_written(text):
    written = "\n".join(line.rstrip(" ") for line in text.split("\n"))
    assert joined(flowed(text)) == written
