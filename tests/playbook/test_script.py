from __future__ import annotations

from cockpit.core.call import CallKind, Stage
from cockpit.playbook import (
    Branch,
    Line,
    Move,
    Objection,
    Playbook,
    Step,
    first_step,
    step_after,
    step_before,
    steps_in,
)

_SAY = (Line("Dag."),)
_CARD = Objection("ill", 1, "Ziek", *(Line(move.value) for move in Move))
BOOK = Playbook(
    kind=CallKind.REMINDER,
    language="nl",
    title="Proef",
    goal="Een dag",
    questions=("Welke dag?",),
    steps=(
        Step("hello", Stage.OPENING, "Groet", _SAY, next="day"),
        Step("aside", Stage.INQUIRY, "Zijpad", _SAY, next="bye"),
        Step("day", Stage.INQUIRY, "Dag", _SAY, listen=True, next="bye"),
        Step("bye", Stage.CLOSING, "Slot", _SAY),
    ),
    objections=(_CARD,),
    voicemail=_SAY,
    third_party=_SAY,
)


def _id(step: Step | None) -> str | None:
    return None if step is None else step.id


def test_the_way_forward_follows_next() -> None:
    assert first_step(BOOK).id == "hello"
    assert _id(step_after(BOOK, "hello")) == "day"
    assert _id(step_after(BOOK, "day")) == "bye"
    assert step_after(BOOK, "bye") is None


def test_a_step_that_is_not_there_any_more_counts_as_not_begun() -> None:
    assert _id(step_after(BOOK, "")) == "hello"
    assert _id(step_after(BOOK, "gone")) == "hello"
    assert step_before(BOOK, "gone") is None


def test_the_way_back() -> None:
    assert _id(step_before(BOOK, "day")) == "hello"
    assert step_before(BOOK, "hello") is None


def test_steps_of_a_stage_come_in_the_order_of_the_script() -> None:
    assert [s.id for s in steps_in(BOOK, Stage.INQUIRY)] == ["aside", "day"]
    assert steps_in(BOOK, Stage.NEGOTIATION) == ()


def test_a_card_is_found_by_id_and_ends_with_the_day() -> None:
    assert BOOK.objection("ill") is _CARD
    assert BOOK.objection("gone") is None
    assert [(move, line.text) for move, line in _CARD.lines] == [(m, m.value) for m in Move]
    assert _CARD.lines[-1][0] is Move.DATE_QUESTION


def test_all_wordings_of_a_line() -> None:
    assert Line("a", variants=("b",), fallback="c").wordings == ("a", "b", "c")
    assert Line("a").wordings == ("a",)


def test_labels_do_not_make_two_lines_different() -> None:
    assert Line("a", labels={"amount": "bedrag"}) == Line("a")
    assert len({BOOK, BOOK}) == 1


def test_the_customer_has_the_floor_after_a_step_or_a_line_that_listens() -> None:
    hello, _, day, _ = BOOK.steps
    assert (hello.gives_floor, day.gives_floor) == (False, True)
    assert Step("ask", Stage.INQUIRY, "", (Line("Dag?", cue="listen"), Line("Ja."))).gives_floor
    assert not Step("ask", Stage.INQUIRY, "", (Line("Dag.", cue="slowly"),)).gives_floor


def test_where_a_step_can_lead() -> None:
    turns = (Branch("in delen", "parts"), Branch("geen dag", "none"))
    assert Step("ask", Stage.INQUIRY, "", _SAY, next="bye", branches=turns).leads_to == (
        "bye",
        "parts",
        "none",
    )
    assert Step("ask", Stage.INQUIRY, "", _SAY, branches=turns).leads_to == ("parts", "none")
    assert Step("bye", Stage.CLOSING, "", _SAY).leads_to == ()
