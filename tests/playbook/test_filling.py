from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.playbook import Line, Part, fill

LABELS = {"amount": "bedrag", "agreed_day": "afgesproken dag"}


def test_known_values_go_into_the_line() -> None:
    spoken = fill(Line("Klopt {amount} op {agreed_day}?"), {"amount": "€ 5,00", "agreed_day": "vrijdag"})
    assert spoken.text == "Klopt € 5,00 op vrijdag?"
    assert not spoken.has_gap
    assert not spoken.used_fallback


def test_an_unknown_field_without_fallback_is_a_gap_under_its_own_name() -> None:
    spoken = fill(Line("Klopt {amount} op {agreed_day}?", labels=LABELS), {"amount": "€ 5,00"})
    assert spoken.parts == (
        Part("Klopt "),
        Part("€ 5,00"),
        Part(" op "),
        Part("[afgesproken dag]", gap=True),
        Part("?"),
    )


def test_a_field_without_a_label_is_shown_under_its_plain_name() -> None:
    assert fill(Line("Op {need_day}."), {}).text == "Op [need day]."


@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_a_blank_value_is_unknown(nothing: str) -> None:
    spoken = fill(Line("Dag {contact}.", fallback="Goedendag."), {"contact": nothing})
    assert spoken.text == "Goedendag."
    assert spoken.used_fallback


def test_what_is_unknown_in_the_fallback_too_is_a_gap() -> None:
    line = Line("Dag {contact} van {debtor}.", fallback="Dag, {debtor}, {amount}?", labels=LABELS)
    spoken = fill(line, {"debtor": "Zonneveld"})
    assert spoken.text == "Dag, Zonneveld, [bedrag]?"
    assert spoken.used_fallback
    assert spoken.has_gap


def test_the_fallback_is_kept_back_when_all_is_known() -> None:
    spoken = fill(Line("Dag {contact}.", fallback="Goedendag."), {"contact": "mevrouw Bos"})
    assert spoken.text == "Dag mevrouw Bos."
    assert not spoken.used_fallback


def test_the_cue_comes_along() -> None:
    assert fill(Line("Wanneer?", cue="listen"), {}).cue == "listen"


def test_wordings_go_round() -> None:
    line = Line("Een", variants=("Twee", "Drie"))
    assert [fill(line, {}, n).text for n in range(4)] == ["Een", "Twee", "Drie", "Een"]


def test_the_wording_that_is_asked_for_decides_about_the_fallback() -> None:
    line = Line("Welke dag?", variants=("Hoe dicht bij {need_day}?",), fallback="Welke dag dan?")
    assert fill(line, {}).text == "Welke dag?"
    assert fill(line, {}, 1).text == "Welke dag dan?"


def test_a_line_that_begins_with_a_field_begins_with_a_capital() -> None:
    assert fill(Line("{greeting}, dag."), {"greeting": "goedemorgen"}).text == "Goedemorgen, dag."
    assert fill(Line("{amount} dus.", labels=LABELS), {}).text == "[bedrag] dus."


@pytest.mark.parametrize("hostile", ["[/b]", "{amount}", "{", "a\nb", "\\1", "%s", "[@click=app.quit]x[/]"])
def test_a_hostile_value_is_only_text(hostile: str) -> None:
    spoken = fill(Line("Dag {contact}, {amount}."), {"contact": hostile, "amount": "€ 1,00"})
    assert spoken.text == f"Dag {hostile}, € 1,00."
    assert spoken.parts[1] == Part(hostile)


@given(st.text(), st.text())
def test_any_value_stands_in_the_line_as_it_is(contact: str, amount: str) -> None:
    spoken = fill(Line("Dag {contact}, over {amount}."), {"contact": contact, "amount": amount})
    for value, part in zip((contact, amount), (spoken.parts[1], spoken.parts[3]), strict=True):
        assert part.gap is not bool(value.strip())
        assert part.gap or part.text == value
