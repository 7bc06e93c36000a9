"""What is found in a script that goes wrong, one mistake at a time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.core.call import CallKind, Stage
from cockpit.playbook import FIELDS, Library, PlaybookError
from cockpit.playbook.checking import Translation, check, may_lack, words_in
from cockpit.playbook.fields import MAY_LACK, OF_THE_DEBT, UNTIL_AGREED, WORDS
from cockpit.playbook.library import SHELF
from cockpit.playbook.problems import SEVERITIES, Code
from cockpit.playbook.sheets import Form, read_sheet

NAMES = sorted(path.name for path in SHELF.glob("*.toml"))

BOOK = """kind = "reminder"
language = "en"
title = "Trial"
goal = "A day."
questions = ["Which day?"]

[[step]]
id = "hello"
stage = "opening"
title = "Greet"
[[step.line]]
say = "{greeting}, this is {caller}."

[[step]]
id = "ask"
stage = "inquiry"
title = "Ask"
listen = true
[[step.line]]
say = "Which day is {amount} planned for?"

[[step]]
id = "close"
stage = "closing"
title = "Read back"
[[step.line]]
say = "You'll pay {agreed_amount} on {agreed_day}. Is that right?"
"""

CARD = """
[[objection]]
id = "run"
number = 11
title = "Something new"
acknowledge = "Good to know."
answer = "I put it in the diary."
check = "Who sees to it?"
by_when = "I look on Friday."
date_question = "Which day is that?"
"""

OTHERS = """
[[voicemail]]
say = "{greeting}, this is {caller}."
[[third_party]]
say = "When is a good time to ring?"
"""


def asks_day(text: str) -> bool:
    return "day" in text


def problems(text: str, name: str = "trial.toml", **translations: Translation):
    sheet = read_sheet(name, text, Library(), "en")
    found = [(e.code, e.line, e.column, e.expected) for e in sheet.wrong]
    return found + [(p.code, p.line, p.column, p.message) for p in check(sheet, asks_day, translations)]


def spoilt(old: str, new: str, text: str = BOOK):
    assert text.count(old) == 1, old
    return problems(text.replace(old, new))


def place(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def test_nothing_is_found_in_a_sound_script() -> None:
    assert problems(BOOK) == []
    assert problems(BOOK + CARD + OTHERS) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_found_in_ours(name: str) -> None:
    library = Library()
    other = {"nl": "en", "en": "nl"}[name.split(".")[1]]
    shared = library.shared(other)
    assert shared is not None
    book = library.load(CallKind.REMINDER, other)
    steps = {step.id for kind in CallKind for step in library.load(kind, other).steps}
    branches = {
        (step.id, b.to)
        for kind in CallKind
        for step in library.load(kind, other).steps
        for b in step.branches
    }
    cards = frozenset(card.id for card in book.objections)
    there = Translation(frozenset(steps), cards, frozenset(branches))
    path = SHELF / name
    sheet = read_sheet(str(path), path.read_text(encoding="utf-8"), library)
    assert sheet.wrong == ()
    assert check(sheet, lambda text: True, {other: there}) == ()


# -- the way ------------------------------------------------------------------------------------------------


def test_a_talk_that_goes_round_in_circles() -> None:
    new = 'title = "Read back"\nnext = "ask"'
    (found,) = spoilt('title = "Read back"', new)
    assert found[0] is Code.DEAD_END
    assert found[1:3] == place(BOOK.replace('title = "Read back"', new), 'ask"\n[[step.line]]\nsay = "You')
    assert "“close” leads back to “ask”" in found[3]


def test_a_step_that_follows_itself() -> None:
    found = spoilt('title = "Ask"', 'title = "Ask"\nnext = "ask"')
    assert [f[0] for f in found] == [Code.DEAD_END, Code.UNREACHABLE]
    assert "“close”" in found[1][3]


def test_a_talk_that_ends_before_the_closing() -> None:
    text = BOOK[: BOOK.index('[[step]]\nid = "close"')]
    found = problems(text)
    assert {f[0] for f in found} == {Code.DEAD_END, Code.NO_READ_BACK}
    assert any("ends at “ask”" in f[3] and f[1:3] == place(text, '[[step]]\nid = "ask"') for f in found)
    assert any("{agreed_amount}, {agreed_day}" in f[3] and f[1:3] == (1, 9) for f in found)


def test_a_step_to_which_nothing_leads() -> None:
    (found,) = spoilt('title = "Greet"', 'title = "Greet"\nnext = "close"')
    assert found[0] is Code.UNREACHABLE
    assert "“ask”" in found[3]
    assert found[1] == place(BOOK, '[[step]]\nid = "ask"')[0] + 1


ASIDE = """
[[step]]
id = "plan"
stage = "negotiation"
title = "In parts"
next = "close"
[[step.line]]
say = "Which day is the first part planned for?"
"""
BRANCH = """
[[step.branch]]
when = "he wants to pay in parts"
to = "plan"
"""
LAST = '[[step]]\nid = "close"'


def branched(*branches: tuple[str, str], aside: str = ASIDE) -> str:
    """The script with branches (from, to), and steps behind its closing."""
    text = BOOK + aside
    for step, to in branches:
        here = text.index("[[step.line]]", text.index(f'id = "{step}"'))
        end = text.find("\n\n", here)
        end = len(text) if end < 0 else end + 1
        text = text[:end] + BRANCH.replace('"plan"', f'"{to}"') + text[end:]
    return text


def test_a_step_behind_the_closing_is_reached_by_a_branch_only() -> None:
    (found,) = problems(BOOK + ASIDE)
    assert (found[0], found[1]) == (Code.UNREACHABLE, BOOK.count("\n") + 2)
    assert "“plan”" in found[3]
    assert problems(branched(("ask", "plan"))) == []


def test_a_branch_back_is_no_circle_as_long_as_a_way_ends() -> None:
    assert problems(branched(("ask", "plan"), ("plan", "ask"))) == []
    again = ASIDE.replace('"close"', '"ask"')
    assert problems(branched(("ask", "plan"), aside=again)) == []


def test_a_branch_to_a_step_that_there_is_not() -> None:
    text = branched(("ask", "plam"), ("hello", "plan"))
    (found,) = problems(text)
    assert (found[0], *found[1:3]) == (Code.DEAD_END, *place(text, "plam"))
    assert found[3] == "the id of a step: hello, ask, close, plan"


def test_a_branch_that_ends_before_the_closing() -> None:
    text = branched(("ask", "plan"), aside=ASIDE.replace('next = "close"\n', ""))
    (found,) = problems(text)
    assert (found[0], found[1]) == (Code.DEAD_END, place(text, 'id = "plan"')[0] - 1)
    assert "ends at “plan”" in found[3]


def test_a_step_that_only_branches_leave_ends_the_talk_when_none_is_taken() -> None:
    aside = ASIDE.replace('next = "close"\n', "")
    (found,) = problems(branched(("ask", "plan"), ("plan", "close"), aside=aside))
    assert found[0] is Code.DEAD_END
    assert "ends at “plan”" in found[3]


def test_a_branch_into_a_circle_that_nothing_leaves() -> None:
    second = ASIDE.replace('"plan"', '"talk"').replace('next = "close"', 'next = "plan"')
    aside = ASIDE.replace('next = "close"', 'next = "talk"') + second
    text = branched(("ask", "plan"), aside=aside)
    (found,) = problems(text)
    assert (found[0], *found[1:3]) == (Code.DEAD_END, *place(text, 'plan"\n[[step.line]]'))
    assert "“talk” leads back to “plan”" in found[3]


def test_a_circle_that_only_a_branch_leaves_asks_for_the_day() -> None:
    """Going on, the collector comes back here until the customer names one: that is what he asks."""
    again = BOOK.replace('title = "Ask"', 'title = "Ask"\nnext = "hello"')
    text = again.replace(LAST, BRANCH.replace('"plan"', '"close"') + LAST)
    assert problems(text) == []
    (found,) = problems(text.replace("Which day is {amount} planned for?", "How are things with {debtor}?"))
    assert found[0] is Code.DEAD_END
    assert found[3] == "The talk goes round from “hello” to “ask”, and no line of it asks for a day."


def test_a_branch_that_the_other_language_lacks() -> None:
    steps = frozenset({"hello", "ask", "close", "plan"})
    text = branched(("ask", "plan"), ("hello", "close"))
    known = Translation(steps, branches=frozenset({("hello", "close")}))
    (found,) = problems(text, nl=known)
    assert found[0] is Code.TRANSLATION
    assert found[1] == text[: text.index('to = "plan"')].count("\n") - 1
    assert found[3] == "The branch from “ask” to “plan” is not there in the language “nl”."


def test_what_a_branch_says() -> None:
    assert [f[3] for f in problems(branched(("ask", "plan")).replace('when = "he', 'wen = "he'))] == [
        "the key 'when'",
        "a text between quotation marks",
    ]
    assert [f[3] for f in spoilt('title = "Ask"', 'title = "Ask"\nbranch = "plan"')] == [
        "a list of tables [[branch]]"
    ]
    assert problems(branched(("ask", "plan")).replace('to = "plan"', "to = 3"))[0][3] == (
        "a text between quotation marks"
    )


def test_a_next_that_is_no_step() -> None:
    (found,) = spoilt('title = "Greet"', 'title = "Greet"\nnext = "bye"')
    assert found[0] is Code.DEAD_END
    assert found[3] == "the id of a step: hello, ask, close"


# -- fields -------------------------------------------------------------------------------------------------


def test_a_field_that_nothing_fills() -> None:
    (found,) = spoilt("{amount} planned", "{ammount} planned")
    assert found[:3] == (Code.UNKNOWN_FIELD, *place(BOOK, "{amount} planned"))
    assert "{ammount}" in found[3]


def test_two_of_them_in_a_variant_and_a_brace_too_many() -> None:
    line = 'say = "Which day is {amount} planned for?"'
    found = spoilt(line, line + '\nor_say = ["Day one?", "Which day, {x} or {y}?"]\nif_unknown = "A } day?"')
    assert [f[0] for f in found] == [Code.UNKNOWN_FIELD] * 3
    assert found[0][2] < found[1][2]
    assert "braces only" in found[2][3]


def test_what_a_debtor_may_lack_without_another_wording() -> None:
    (found,) = spoilt("this is {caller}", "this is {caller} for {contact}")
    assert found[:3] == (
        Code.NO_FALLBACK,
        *place(BOOK.replace("{caller}.", "{caller} for {contact}."), "{contact}"),
    )
    assert "{contact}" in found[3]
    assert spoilt('{caller}."', '{caller} for {contact}."\nif_unknown = "Hello."') == []


def test_another_wording_that_may_lack_something_itself() -> None:
    (found,) = spoilt('{caller}."', '{caller} for {contact}."\nif_unknown = "About {invoice}."')
    assert found[0] is Code.NO_FALLBACK
    assert "an if_unknown names only" in found[3]
    assert "{invoice}" in found[3]


def test_what_is_agreed_is_not_known_before_the_closing() -> None:
    (found,) = spoilt("Which day is {amount}", "Which day is {agreed_amount}")
    assert found[0] is Code.NO_FALLBACK


def test_a_reason_lets_a_line_pass() -> None:
    line = 'say = "Which day is {invoice} planned for?"'
    text = BOOK.replace('say = "Which day is {amount} planned for?"', line)
    assert [f[0] for f in problems(text)] == [Code.NO_FALLBACK]
    assert problems(text.replace(line, line + '\nallow.no-fallback = "one invoice each"')) == []
    found = problems(text.replace(line, line + '\nallow.no-fallback = " "'))
    assert [(f[0], f[3]) for f in found if f[0] is Code.FORM] == [
        (Code.FORM, "a text between quotation marks")
    ]
    assert Code.NO_FALLBACK in [f[0] for f in found]


@pytest.mark.parametrize(
    ("field", "kind", "stage", "lacks"),
    [
        ("contact", CallKind.REMINDER, Stage.OPENING, True),
        ("amount", CallKind.COURTESY, Stage.OPENING, False),
        ("option_1", CallKind.DUNNING, Stage.NEGOTIATION, False),
        ("then_amount", CallKind.BROKEN_PROMISE, Stage.OPENING, False),
        ("then_amount", CallKind.REMINDER, Stage.OPENING, True),
        ("days_overdue", CallKind.DUNNING, Stage.OPENING, False),
        ("days_overdue", CallKind.COURTESY, Stage.OPENING, True),
        ("agreed_day", CallKind.REMINDER, Stage.CLOSING, False),
        ("agreed_day", CallKind.REMINDER, Stage.NEGOTIATION, True),
    ],
)
def test_who_may_lack_what(field: str, kind: CallKind, stage: Stage, lacks: bool) -> None:
    assert may_lack(field, [kind], stage) is lacks


def test_a_shared_card_is_said_in_every_kind_of_call() -> None:
    found = problems(CARD.replace("Good to know.", "It is {days_overdue} late."), "objections.en.toml")
    assert [f[0] for f in found] == [Code.NO_FALLBACK]


def test_the_lists_of_fields_name_fields() -> None:
    assert MAY_LACK.keys() | UNTIL_AGREED | OF_THE_DEBT | WORDS.keys() <= FIELDS.keys()
    assert set(SEVERITIES) == set(Code)


def test_the_manual_names_every_problem_and_every_field_that_may_be_lacking() -> None:
    manual = (SHELF / "reminder.en.toml").read_text(encoding="utf-8").partition("\nkind = ")[0]
    for name in (*Code, *MAY_LACK):
        assert re.search(rf"\b{name}\b", manual), name


# -- cards, closing, other ears -----------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["I ring you.", "How much will it be?", "That day, then."])
def test_a_card_that_does_not_come_back_to_the_day(question: str) -> None:
    text = BOOK + CARD.replace("Which day is that?", question)
    (found,) = problems(text)
    assert found[:3] == (Code.NO_WAY_BACK, *place(text, question))
    assert "“run”" in found[3]


def test_a_card_whose_other_wording_does_not() -> None:
    new = 'date_question.say = "Which suits: {option_1}?"\ndate_question.if_unknown = "What then?"'
    (found,) = problems(BOOK + CARD.replace('date_question = "Which day is that?"', new))
    assert found[0] is Code.NO_WAY_BACK
    assert problems(BOOK + CARD.replace("Which day is that?", "What about {option_1}?")) == []


def test_a_card_without_a_date_question() -> None:
    (found,) = problems(BOOK + CARD.replace('date_question = "Which day is that?"\n', ""))
    assert found[0] is Code.NO_WAY_BACK
    assert found[1] == BOOK.count("\n") + 2


def test_a_card_of_ours_that_is_changed_is_looked_at_only_where_it_is() -> None:
    found = problems(BOOK + '[[objection]]\nid = "was-ill"\nanswer = "Get well, {contact}."\n')
    assert [f[0] for f in found] == [Code.NO_FALLBACK]


def test_a_closing_that_says_the_day_only_in_one_wording() -> None:
    line = "You'll pay {agreed_amount} on {agreed_day}. Is that right?\""
    (found,) = spoilt(line, line + '\nor_say = ["So {agreed_amount} it is?"]')
    assert found[0] is Code.NO_READ_BACK
    assert found[3].endswith("no line of it says {agreed_day}.")


def test_others_do_not_hear_of_the_debt() -> None:
    text = BOOK + OTHERS.replace("to ring?", "to ring about {amount}?")
    (found,) = problems(text)
    assert found[:3] == (Code.DEBT_NAMED, *place(text, '{amount}?"\n'))


def test_a_line_longer_than_a_breath_counts_its_fields() -> None:
    words = " ".join(["day"] * 32)
    assert spoilt("Which day is {amount} planned for?", f"{words} {{amount}}?") == []
    (found,) = spoilt("Which day is {amount} planned for?", f"{words} {{option_1}}?")
    assert found[0] is Code.LONG
    assert found[3].startswith("36 words")
    assert words_in("On {option_1}: € 5 — right?") == 7


# -- languages ----------------------------------------------------------------------------------------------


def test_what_is_there_in_one_language_only() -> None:
    known = Translation(frozenset({"hello", "close", "more"}))
    found = problems(BOOK + CARD, nl=known)
    assert [(f[0], f[1]) for f in found] == [
        (Code.TRANSLATION, place(BOOK, '[[step]]\nid = "ask"')[0]),
        (Code.TRANSLATION, BOOK.count("\n") + 2),
    ]
    assert "“ask” is not there in the language “nl”" in found[0][3]
    assert "“run”" in found[1][3]


def test_what_a_file_lacks_of_a_language_that_is_whole() -> None:
    steps = frozenset({"hello", "ask", "close", "more"})
    cards = frozenset({"run", "ill"})
    whole = Translation(steps, cards, wanted=steps)
    (found,) = problems(BOOK + CARD, nl=whole)
    assert found[:3] == (Code.TRANSLATION, 1, 1)
    assert found[3] == "The step “more” of the language “nl” is missing here."
    whole = Translation(steps, cards, wanted=cards)
    (found,) = problems(CARD, "objections.en.toml", nl=whole)
    assert found[3] == "The card “ill” of the language “nl” is missing here."
    assert problems(OTHERS, "common.en.toml", nl=whole) == []


def test_files_without_which_a_language_cannot_be_spoken() -> None:
    sheet = read_sheet("common.en.toml", OTHERS, Library())
    (found,) = check(sheet, asks_day, {}, ["dunning.en.toml"])
    assert (found.code, found.line) == (Code.TRANSLATION, 1)
    assert found.message == "The file dunning.en.toml is not there: the language is not complete."


# -- reading as far as it goes ------------------------------------------------------------------------------


def test_every_mistake_is_found_at_once() -> None:
    text = (
        BOOK.replace('title = "Trial"', 'titel = "Trial"')
        .replace('stage = "inquiry"', 'stage = "middle"')
        .replace('title = "Read back"', "")
        .replace("{greeting}", "{hello}")
        .replace("listen = true", "listen = 1")
        .replace('questions = ["Which day?"]', "questions = 1")
    )
    text += '[[voicemail]]\nsay = 5\ncue = "shout"\n[[objection]]\nid = "new"\nnumber = 0\nsuggests = "x"\n'
    expected = [f[3] for f in problems(text) if f[0] in {Code.FORM, Code.UNKNOWN_FIELD}]
    for part in (
        *("the key 'title'", "one of opening", "a text between", "{hello}", "true or false"),
        *("a list of texts", "one of smile", "a whole number", "one of promise"),
    ):
        assert any(part in text for text in expected), part


def test_a_number_that_is_taken_and_an_id_used_twice() -> None:
    twice = BOOK + CARD.replace("11", "3") + CARD.replace('"Something new"', '"Again"').replace("11", "12")
    found = [f[3] for f in problems(twice) if f[0] is Code.FORM]
    assert "an id that is not used yet, “run” is" in found
    assert "a number that is free, “already-paid” has 3" in found


def test_steps_that_are_missing_or_have_no_lines() -> None:
    head = BOOK[: BOOK.index("[[step]]")]
    assert {f[0] for f in problems(head)} == {Code.FORM, Code.NO_READ_BACK}
    bare = problems(head + '[[step]]\nid = "a"\nstage = "closing"\ntitle = "A"\n')
    assert any("at least one [[line]]" in f[3] for f in bare)


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("draft.toml", BOOK, Form.PLAYBOOK),
        ("objections.nl.toml", CARD, Form.OBJECTIONS),
        ("draft.toml", CARD, Form.OBJECTIONS),
        ("common.nl.toml", OTHERS, Form.COMMON),
        ("common.nl.toml", '[labels]\namount = "som"\n', Form.COMMON),
    ],
)
def test_what_a_file_is_follows_from_what_it_holds(name: str, text: str, form: Form) -> None:
    sheet = read_sheet(name, text, Library(), "en")
    assert sheet.form is form
    assert sheet.language == ("nl" if "nl" in name else "en")
    assert sheet.wrong == ()
    assert sheet.kinds == ({CallKind.REMINDER} if form is Form.PLAYBOOK else set(CallKind))


@pytest.mark.parametrize(
    ("name", "text", "expected", "where"),
    [
        ("x.toml", "a = ", "TOML that can be read", (1, 4)),
        ("x.toml", "a = 1\n", "steps, objections or lines", (1, 1)),
        ("x.toml", CARD, "a name that ends in the language", (1, 1)),
        ("x.toml", BOOK.replace('"en"', "5"), "a text between", (2, 12)),
        ("x.toml", "a = " + "[" * 5000, "TOML that can be read", (1, 5005)),
    ],
)
def test_what_is_no_playbook_at_all(name: str, text: str, expected: str, where) -> None:
    with pytest.raises(PlaybookError, match=re.escape(expected)) as caught:
        read_sheet(name, text, Library())
    assert (caught.value.line, caught.value.column) == where


def test_a_file_that_is_called_otherwise_than_it_says() -> None:
    found = problems(BOOK, "dunning.nl.toml")
    assert [f[3] for f in found] == ["“dunning”, as the file is called", "“nl”, as the file is called"]


def test_a_language_that_does_not_come_along() -> None:
    found = problems(BOOK.replace('"en"', '"fr"'))
    assert found[0][3].startswith("the file common.fr.toml beside it")


PIECES = st.sampled_from(
    [
        "",
        "[[step]]\n",
        'say = "{x}"\n',
        "number = -1\n",
        "allow = 3\n",
        'next = "ask"\n',
        "or_say = [1]\n",
        '"\n',
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 160), st.integers(0, 6), PIECES)
def test_a_spoilt_file_is_reported_and_never_a_crash(name: str, line: int, length: int, piece: str) -> None:
    lines = (SHELF / name).read_text(encoding="utf-8").splitlines(keepends=True)
    lines[line : line + length] = [piece]
    try:
        sheet = read_sheet(name, "".join(lines), Library())
    except PlaybookError:
        return
    for problem in check(sheet, asks_day):
        assert 1 <= problem.line <= len(lines)
        assert problem.message
