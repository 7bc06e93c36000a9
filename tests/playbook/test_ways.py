"""The ways through any script at all: what is found of them, beside what can be counted out by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.call import CallKind, Stage
from cockpit.playbook import Branch, Line, Playbook, Step
from cockpit.playbook.ways import Ways

NAMES = "abcdefg"


def book(*steps: Step) -> Playbook:
    return Playbook(CallKind.REMINDER, "en", "", "", (), steps, (), (), ())


def step(name: str, following: str | None, *branches: str, closing: bool = False) -> Step:
    stage = Stage.CLOSING if closing else Stage.NEGOTIATION
    turns = tuple(Branch("", to) for to in branches)
    return Step(name, stage, "", (Line("Hello."),), next=following, branches=turns)


@st.composite
def books(draw: st.DrawFn) -> Playbook:
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    one = st.sampled_from(names)
    return book(
        *(
            step(name, draw(st.none() | one), *draw(st.lists(one, max_size=2)), closing=draw(st.booleans()))
            for name in names
        )
    )


def reached(book: Playbook, start: str) -> set[str]:
    """Everything that can be come to, worked out the slow way."""
    found = {start}
    for _ in book.steps:
        found |= {to for s in book.steps if s.id in found for to in s.leads_to}
    return found


def ends(book: Playbook) -> set[str]:
    return {s.id for s in book.steps if s.stage is Stage.CLOSING and s.next is None}


@given(books())
def test_what_is_lost_is_what_cannot_be_come_to(book: Playbook) -> None:
    assert {s.id for s in Ways(book).lost} == {s.id for s in book.steps} - reached(book, "a")


@given(books())
def test_something_is_found_wherever_the_closing_cannot_be_come_to(book: Playbook) -> None:
    ways = Ways(book)
    stuck = {name for name in reached(book, "a") if not reached(book, name) & ends(book)}
    stops = {s.id for s in ways.stops}
    circles = {s.id for pair in ways.turns_back for s in pair}
    assert circles <= stuck
    for name in stuck:
        assert reached(book, name) & (stops | circles)
    assert stops == {
        s.id for s in book.steps if s.id in reached(book, "a") and s.next is None and s.id not in ends(book)
    }


@given(books())
def test_whoever_only_goes_on_comes_to_an_end_or_to_a_circle_that_is_found(book: Playbook) -> None:
    ways = Ways(book)
    circles = [{s.id for s in circle} for circle in ways.circles]
    assert len(circles) == len({frozenset(circle) for circle in circles})
    for start in reached(book, "a"):
        now = book.step(start)
        for _ in range(len(book.steps) + 1):
            now = book.step(now.next) if now is not None and now.next else None
        if now is not None:  # gone round
            can_leave = bool(reached(book, now.id) & ends(book))
            assert any(now.id in circle for circle in circles) == can_leave


def test_the_steps_of_a_circle_are_told_in_their_order() -> None:
    ways = Ways(book(step("a", "b"), step("b", "c"), step("c", "b", "d"), step("d", None, closing=True)))
    assert [[s.id for s in circle] for circle in ways.circles] == [["b", "c"]]
    assert ways.turns_back == ways.stops == ways.lost == []


def test_a_circle_is_told_only_where_nothing_leaves_it() -> None:
    ways = Ways(book(step("a", "b"), step("b", "c", "a"), step("c", "d"), step("d", "c")))
    assert [(last.id, first.id) for last, first in ways.turns_back] == [("d", "c")]


def test_of_two_steps_with_one_name_the_first_counts() -> None:
    ways = Ways(book(step("a", "a"), step("a", None, closing=True)))
    assert [(last.id, first.id) for last, first in ways.turns_back] == [("a", "a")]


def test_a_script_of_thousands_of_steps_is_walked_at_once() -> None:
    many = 5000
    chain = (step(f"{n}", f"{(n + 1) % many}", f"{(n + 2) % many}") for n in range(many))
    assert Ways(book(*chain)).turns_back


def test_no_steps_at_all() -> None:
    ways = Ways(book())
    assert ways.lost == ways.stops == ways.turns_back == ways.circles == []
