"""By what somebody's name is recognised."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cockpit.store.traces import Traces


@pytest.mark.parametrize(
    ("name", "texts", "words"),
    [
        ("Jansen Bouw B.V.", ("Jansen Bouw B.V.", "Jansen Bouw"), ()),
        ("V.O.F. De Wilg", ("V.O.F. De Wilg",), ("De Wilg",)),
        ("Heineken N.V.", ("Heineken N.V.",), ("Heineken",)),
        ("Heineken", (), ("Heineken",)),
        ("KPN", (), ("KPN",)),
        ("Bo", (), ("Bo",)),
        ("ACME (BV)", ("ACME (BV)",), ("ACME",)),
        ("van den Berg BV", ("van den Berg BV",), ("van den Berg",)),
        ("Jansen en Zonen", ("Jansen en Zonen",), ()),
        ("Straße & Zn", ("Straße & Zn",), ()),
        ("Ing Bank NV", ("Ing Bank NV", "Ing Bank"), ()),
        ("Mevr. J. Bos", ("Mevr. J. Bos",), ("J. Bos", "Bos")),
    ],
)
def test_a_company(name: str, texts: tuple[str, ...], words: tuple[str, ...]) -> None:
    traces = Traces(names=[name])
    assert (traces.texts, traces.words) == (texts, words)


@pytest.mark.parametrize(
    ("name", "texts", "words"),
    [
        ("Mevr. Bos", ("Mevr. Bos",), ("Bos",)),
        ("Jan de Bos", ("Jan de Bos",), ("Bos",)),
        ("de heer Van den Berg, boekhouding", ("de heer Van den Berg",), ("Van den Berg", "Berg")),
        ("Aleida", (), ("Aleida",)),
        ("Mw.", (), ()),
        ("", (), ()),
    ],
)
def test_a_person(name: str, texts: tuple[str, ...], words: tuple[str, ...]) -> None:
    traces = Traces(people=[name])
    assert (traces.texts, traces.words) == (texts, words)


@pytest.mark.parametrize(
    ("noted", "left", "perhaps"),
    [
        ("van JANSEN BOUW, ja", "van […], ja", ()),
        ("jansen-bouw bv is Jansen Bouw B V", "[…] is […]", ()),
        ("v.o.f. De Wilg en De Wilg VOF, niet de wilg", "[…] en […], niet de wilg", ("De Wilg",)),
        ("heineken n.v en Heineken", "[…] en Heineken", ("Heineken",)),
        ("Bo B.V en Bo; Boven", "[…] en Bo; Boven", ("Bo",)),
        ("Kok en Zoon, KOK & ZOON", "[…], […]", ()),
        ("mevrouw bos, mw Bos, Bos, Bosma", "[…], […], Bos, Bosma", ("Bos",)),
        ("JP van Dam of van Dam", "[…] of van Dam", ("Dam",)),
        ("Jansen BV en Heineken BV", "Jansen BV en Heineken BV", ("Heineken",)),
    ],
)
def test_what_is_certain_goes_and_the_rest_is_told(noted: str, left: str, perhaps: tuple[str, ...]) -> None:
    names = ["Jansen Bouw B.V.", "De Wilg VOF", "Heineken NV", "Bo BV", "Kok & Zoon"]
    traces = Traces(names=names, people=["Mevr. Bos", "J.P. van Dam"])
    assert traces.out_of(noted) == left
    assert traces.perhaps_in(noted) == perhaps
    assert traces.in_text(left) == ()


@example("&00", "")
@example("", "& Bos")
@example("", "¼00 ¸")
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_name_finds_itself(name: str, contact: str) -> None:
    traces = Traces(names=[name], people=[contact])
    for text in traces.texts:
        assert traces.in_text(f'"{text}"'), text
    for word in traces.words:
        assert traces.perhaps_in(word), word
