"""The scripts that we ship, line by line. The patterns are this test's own, simple and strict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from cockpit.core.call import CallKind, Stage
from cockpit.core.outcome import Result
from cockpit.playbook import (
    CUES,
    FIELDS,
    Line,
    Move,
    Playbook,
    Step,
    fill,
    first_step,
    languages,
    load,
    step_after,
    step_before,
    steps_in,
)
from cockpit.playbook.fields import fields_in

BOOKS = [load(kind, language) for kind in CallKind for language in languages()]
ALL = pytest.mark.parametrize("book", BOOKS, ids=lambda b: f"{b.kind.value}-{b.language}")

FULL = {
    "nl": {
        "greeting": "goedemorgen",
        "debtor": "Bakkerij Zonneveld en Dochters BV",
        "contact": "mevrouw Bos",
        "last_contact": "meneer Kaptein",
        "caller": "Noor de Wit",
        "firm": "Ovenwerk Techniek",
        "bookkeeper": "Hanna Smit",
        "invoice": "2026-0412",
        "invoices": "2 facturen",
        "description": "onderhoud aan de ovens in september",
        "delivered": "onderhoud aan twee ovens op 3 september",
        "amount": "€ 1.842,50",
        "due_day": "dinsdag 20 oktober 2026",
        "days_overdue": "34 dagen",
        "need_day": "vrijdag 27 november 2026",
        "option_1": "woensdag 25 november 2026",
        "option_2": "vrijdag 27 november 2026",
        "agreed_amount": "€ 1.842,50",
        "agreed_day": "vrijdag 27 november 2026",
        "agreed_method": "overboeking",
        "if_we": "een kopie van de factuur per mail",
        "if_we_by": "maandag 23 november 2026",
        "in_return": "geen rente over deze factuur",
        "then_amount": "€ 1.842,50",
        "then_day": "vrijdag 20 november 2026",
        "ring_back_what": "het akkoord van de directie",
        "call_back_number": "020 555 01 23",
    },
    "en": {
        "greeting": "good morning",
        "debtor": "Sunfield Bakery and Daughters Ltd",
        "contact": "Mrs Bush",
        "last_contact": "Mr Captain",
        "caller": "Nora White",
        "firm": "Ovenwork Engineering",
        "bookkeeper": "Hannah Smith",
        "invoice": "2026-0412",
        "invoices": "2 invoices",
        "description": "maintenance of the ovens in September",
        "delivered": "maintenance of two ovens on 3 September",
        "amount": "€1,842.50",
        "due_day": "Tuesday 20 October 2026",
        "days_overdue": "34 days",
        "need_day": "Friday 27 November 2026",
        "option_1": "Wednesday 25 November 2026",
        "option_2": "Friday 27 November 2026",
        "agreed_amount": "€1,842.50",
        "agreed_day": "Friday 27 November 2026",
        "agreed_method": "bank transfer",
        "if_we": "a copy of the invoice by email",
        "if_we_by": "Monday 23 November 2026",
        "in_return": "no interest on this invoice",
        "then_amount": "€1,842.50",
        "then_day": "Friday 20 November 2026",
        "ring_back_what": "the approval of the management",
        "call_back_number": "020 555 01 23",
    },
}

DEBT_FIELDS = {
    *("invoice", "invoices", "description", "delivered", "amount", "due_day", "days_overdue", "need_day"),
    *("option_1", "option_2", "agreed_amount", "agreed_day", "agreed_method", "if_we", "if_we_by"),
    *("in_return", "then_amount", "then_day", "ring_back_what"),
}
OPTIONAL = {
    *("contact", "bookkeeper", "invoice", "description", "delivered", "then_amount", "then_day"),
    *("ring_back_what", "call_back_number", "option_1", "option_2", "if_we", "if_we_by", "in_return"),
}
"""Fields that a real debtor may lack: a line that holds one has another wording."""

DEBT_WORDS = {
    "nl": r"factu|bedrag|betal|rekening|openst|schuld|herinner|aanman|vorder|euro|€|vervald",
    "en": r"invoice|amount|pay|bill|overdue|debt|owe|owing|remind|outstanding|euro|€|due",
}
NEVER = {
    "nl": {
        "must": r"moe(?:t|ten|st|sten|tje)|gemoeten|dien(?:t|en)|verplicht\w*|hoort|horen te|behoort",
        "why": r"waarom|hoezo|vanwaar|hoe (?:komt|kan) het|reden",
        "pressure": r"smoe\w*|lieg\w*|wanbetaler\w*|altijd|schandalig|belachelijk|deurwaarder|incasso\w*",
        "vague": r"spoedig|binnenkort|zsm|zo snel mogelijk|dezer dagen|korte termijn|volgende week|"
        r"na het weekend|eind\w* (?:deze|van de) (?:maand|week)|straks|gauw|zo gauw|ergens",
    },
    "en": {
        "must": r"must|(?:have|has|had|got|need|needs) to|gotta|required|obliged|supposed|should|ought",
        "why": r"why|how come|reason|what made you|what stopped you",
        "pressure": r"excuse\w*|lying|liar|lies?|deadbeat|always|ridiculous|or else|otherwise|court|bailiff",
        "vague": r"asap|soon|shortly|in due course|one of these days|next week|sometime|in a while",
    },
}
SELF_BLAME = {
    "nl": r"niet ontvangen|ontvangen\?|misgegaan|fout|vergeten|onze schuld|niet goed|te druk|krap",
    "en": r"not receive\w*|gone wrong|went wrong|mistake|our fault|forg[eo]t\w*|too busy|short of",
}
OPEN = {
    "nl": r"(?:op |in |van |naar |met |voor |tot )?"
    r"(?:wanneer|hoe|hoeveel|wat|welk|welke|wie|waar)\b",
    "en": r"(?:on |in |from |to |with |for |by |at )?(?:when|how|what|which|who|where)\b",
}
CHOICE = {"nl": r"\} of (?:die van )?\{", "en": r"\} or (?:the one on )?\{"}


class Said(NamedTuple):
    stage: Stage
    where: str
    line: Line
    wording: str


def said(book: Playbook) -> Iterator[Said]:
    """Everything that may be spoken, with its stage; variants and fallbacks included."""
    places = [(s.stage, s.id, line) for s in book.steps for line in s.lines]
    places += [(Stage.OBJECTION, f"{o.id} {m.value}", line) for o in book.objections for m, line in o.lines]
    places += [(Stage.OPENING, "voicemail", line) for line in book.voicemail]
    places += [(Stage.OPENING, "third party", line) for line in book.third_party]
    for stage, where, line in places:
        for wording in line.wordings:
            yield Said(stage, where, line, wording)


def found(pattern: str, text: str) -> str:
    """The first whole word (or words) in the text that the pattern names; empty when none is."""
    match = re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
    return match.group() if match else ""


def questions(text: str) -> list[str]:
    """The sentences of the text that end in a question mark."""
    return [s for s in re.split(r"(?<=[.?!])\s+", text) if s.endswith("?")]


def is_open(question: str, language: str) -> bool:
    """It begins with a question word, maybe after "en" or a clause that ends in a comma or colon, or it
    names what there is to choose from."""
    clauses = re.split(r"(?<=[,:])\s+", question)
    starts = [re.sub(r"^(?:en|and) ", "", clause, flags=re.IGNORECASE) for clause in clauses]
    asks = any(re.match(OPEN[language], start, re.IGNORECASE) for start in starts)
    return asks or bool(re.search(CHOICE[language], question))


def test_there_is_a_playbook_of_every_kind_in_both_languages() -> None:
    assert {(b.kind, b.language) for b in BOOKS} == {(k, lang) for k in CallKind for lang in ("nl", "en")}
    assert set(FULL["nl"]) == set(FULL["en"]) == set(FIELDS)


def way(book: Playbook) -> list[Step]:
    """The steps of a talk in which no branch is taken."""
    walked = [first_step(book)]
    while (following := step_after(book, walked[-1].id)) is not None:
        assert step_before(book, following.id) is walked[-1]
        walked.append(following)
        assert len(walked) <= len(book.steps)
    return walked


@ALL
def test_the_way_goes_from_top_to_bottom_and_through_all_stages(book: Playbook) -> None:
    walked = way(book)
    assert walked == list(book.steps[: len(walked)])
    stages = [s.stage for s in walked]
    order = [Stage.OPENING, Stage.INQUIRY, Stage.NEGOTIATION, Stage.CLOSING]
    assert stages == sorted(stages, key=order.index)
    assert set(stages) == set(order)


@ALL
def test_the_script_has_a_speakable_size(book: Playbook) -> None:
    assert 5 <= len(way(book)) <= 9
    assert all(1 <= len(s.lines) <= 3 for s in book.steps)
    assert book.goal
    assert len(book.questions) >= 3
    assert all(question.endswith("?") for question in book.questions)


@ALL
def test_behind_the_closing_stand_the_steps_to_which_branches_lead(book: Playbook) -> None:
    aside = book.steps[len(way(book)) :]
    named = {branch.to for step in book.steps for branch in step.branches}
    assert {step.id for step in aside} <= named
    assert all(step.next for step in aside)
    for step in book.steps:
        assert len(step.branches) <= 3
        assert step.id not in {branch.to for branch in step.branches}
        for branch in step.branches:
            assert branch.when[0].isupper() and len(branch.when) <= 32, branch.when


@ALL
def test_a_branch_has_the_same_letter_wherever_it_is_offered(book: Playbook) -> None:
    """The fingers learn it: a day, parts, no day."""
    places: dict[str, set[int]] = {}
    for step in book.steps:
        for number, branch in enumerate(step.branches):
            places.setdefault(branch.when, set()).add(number)
    assert all(len(numbers) == 1 for numbers in places.values()), places


@pytest.mark.parametrize("kind", CallKind)
def test_the_branches_are_the_same_in_every_language(kind: CallKind) -> None:
    ways = [{s.id: [b.to for b in s.branches] for s in load(kind, tag).steps} for tag in languages()]
    assert ways[0] == ways[1]
    assert any(ways[0].values())


@ALL
def test_every_line_is_one_breath(book: Playbook) -> None:
    for place in said(book):
        spoken = fill(Line(place.wording), FULL[book.language])
        assert len(spoken.text.split()) <= 35, spoken.text


@ALL
def test_no_line_carries_a_forbidden_word(book: Playbook) -> None:
    for place in said(book):
        for rule, pattern in NEVER[book.language].items():
            assert not found(pattern, place.wording), (rule, place.where, place.wording)


@ALL
def test_what_only_the_caller_reads_is_clean_too(book: Playbook) -> None:
    read = [book.title, book.goal, *book.questions, *(o.title for o in book.objections)]
    read += [text for s in book.steps for text in (s.title, s.hint, *(b.when for b in s.branches))]
    for text in read:
        assert not found(NEVER[book.language]["must"], text), text
        assert not found(r"waarom|hoezo|why|smoe\w*|wanbetaler\w*|excuse\w*", text), text


@ALL
def test_no_fault_of_ours_is_offered_before_the_customer_names_one(book: Playbook) -> None:
    if book.kind is CallKind.COURTESY:
        return
    for place in said(book):
        if place.stage is not Stage.OBJECTION:
            assert not found(SELF_BLAME[book.language], place.wording), place.wording


@ALL
def test_questions_while_exploring_and_negotiating_are_open_or_a_choice(book: Playbook) -> None:
    for place in said(book):
        if place.stage in {Stage.INQUIRY, Stage.NEGOTIATION}:
            for question in questions(place.wording):
                assert is_open(question, book.language), question


@ALL
def test_a_listen_step_asks_something(book: Playbook) -> None:
    for step in book.steps:
        assert step.listen == (step.stage in {Stage.INQUIRY, Stage.NEGOTIATION})
        if step.listen:
            assert any(questions(line.text) for line in step.lines), step.id


@ALL
def test_the_debt_is_not_named_before_the_right_person_is_on_the_line(book: Playbook) -> None:
    before = book.steps[: [s.id for s in book.steps].index("purpose")]
    assert [s.id for s in before] == ["ask-for-contact", "right-person"]
    early = [line for step in before for line in step.lines]
    for line in (*early, *book.voicemail, *book.third_party):
        for wording in line.wordings:
            assert not DEBT_FIELDS & set(fields_in(wording)), wording
    for line in (*before[0].lines, *book.voicemail, *book.third_party):
        for wording in line.wordings:
            words = re.sub(r"\{\w+\}", "", wording)
            assert not re.search(DEBT_WORDS[book.language], words, re.IGNORECASE), wording


@ALL
def test_the_call_about_money_refers_to_the_bookkeeper(book: Playbook) -> None:
    named = {name for s in book.steps for line in s.lines for name in fields_in(line.text)}
    asked = book.kind in {CallKind.REMINDER, CallKind.DUNNING, CallKind.BROKEN_PROMISE}
    assert ("bookkeeper" in named) is asked


@ALL
def test_the_negotiation_has_our_day_a_choice_and_an_if_then(book: Playbook) -> None:
    lines = [line.text for s in steps_in(book, Stage.NEGOTIATION) for line in s.lines]
    named = {name for text in lines for name in fields_in(text)}
    assert {"option_1", "option_2", "if_we", "if_we_by"} <= named
    assert named & {"need_day", "due_day"}
    assert any(re.match(r"Als |If ", text) and "{if_we}" in text for text in lines)


@ALL
def test_the_closing_reads_back_amount_and_day_and_asks_for_a_reply(book: Playbook) -> None:
    closing = steps_in(book, Stage.CLOSING)
    assert [s.id for s in closing] == ["read-back", "confirm"]
    first = closing[0].lines[0]
    assert {"agreed_amount", "agreed_day"} <= set(fields_in(first.text))
    spoken = fill(first, FULL[book.language]).text
    assert FULL[book.language]["agreed_amount"] in spoken
    assert FULL[book.language]["agreed_day"] in spoken
    assert any("{if_we}" in line.text for line in closing[0].lines)
    assert "mail" in closing[1].lines[0].text
    assert closing[1].lines[0].text.endswith("?")


@ALL
def test_an_agreement_that_is_not_made_yet_shows_as_a_gap(book: Playbook) -> None:
    known = {k: v for k, v in FULL[book.language].items() if not k.startswith("agreed")}
    spoken = fill(steps_in(book, Stage.CLOSING)[0].lines[0], known)
    if book.kind is CallKind.COURTESY:
        assert known["amount"] in spoken.text
        assert known["due_day"] in spoken.text
    else:
        assert [p.text for p in spoken.parts if p.gap] == (
            ["[afgesproken bedrag]", "[afgesproken dag]"]
            if book.language == "nl"
            else ["[amount agreed]", "[day agreed]"]
        )


@ALL
def test_an_agreement_to_be_paid_in_some_other_way_has_no_gap(book: Playbook) -> None:
    known = FULL[book.language].copy()
    del known["agreed_method"]
    assert not fill(steps_in(book, Stage.CLOSING)[0].lines[0], known).has_gap


@ALL
def test_a_line_with_what_a_debtor_may_lack_has_another_wording(book: Playbook) -> None:
    for place in said(book):
        lacking = OPTIONAL & set(fields_in(place.wording))
        if lacking and place.wording != place.line.fallback:
            assert place.line.fallback, place.wording
        if place.wording == place.line.fallback:
            assert not lacking & {"contact", "bookkeeper", "if_we", "in_return", "option_1"}, place.wording


@ALL
def test_fields_are_known_and_full_data_leaves_no_gap(book: Playbook) -> None:
    for place in said(book):
        assert set(fields_in(place.wording)) <= set(FIELDS)
        for wording in range(len(place.line.variants) + 1):
            spoken = fill(place.line, FULL[book.language], wording)
            assert not spoken.has_gap
            assert not spoken.used_fallback
            assert "{" not in spoken.text
            assert spoken.text[0].isupper() or not spoken.text[0].isalpha()


@ALL
def test_without_data_there_are_gaps_or_fallbacks_and_no_crash(book: Playbook) -> None:
    for place in said(book):
        spoken = fill(place.line, {})
        if fields_in(place.line.text):
            assert spoken.has_gap or spoken.used_fallback
        assert "{" not in spoken.text
        for part in spoken.parts:
            assert part.text
            assert part.gap is part.text.startswith("[")


@ALL
def test_greetings_open_their_sentence(book: Playbook) -> None:
    for place in said(book):
        assert "{greeting}" not in place.wording[1:]


@ALL
def test_cues_and_sources_are_of_the_known_kind(book: Playbook) -> None:
    sources = [place.line.source for place in said(book)] + [o.source for o in book.objections]
    for source in filter(None, sources):
        for one in source.split(", "):
            assert re.fullmatch(r"S0\.[1-5]|S1\.[1-5]|S2\.[1-5]|S3|S4(\.[1-5])?", one), source
    assert {place.line.cue for place in said(book)} <= {"", *CUES}


@ALL
def test_the_fields_have_names_in_the_language_of_the_book(book: Playbook) -> None:
    labels = book.steps[0].lines[0].labels
    assert set(labels) == set(FIELDS)
    assert len(set(labels.values())) == len(labels)


@ALL
def test_ten_cards_that_come_back_to_the_day(book: Playbook) -> None:
    assert [o.number for o in book.objections] == list(range(1, 11))
    for card in book.objections:
        assert card.suggests == "" or card.suggests in set(Result)
        move, last = card.lines[-1]
        assert move is Move.DATE_QUESTION
        assert last.text.endswith("?")
        for wording in last.wordings:
            assert all(is_open(question, book.language) for question in questions(wording)), wording
            assert re.search(r"dag\b|\bday\b|\{option_1\}", wording), wording
        by_when = " ".join(card.by_when.wordings)
        assert re.search(r"(?:dag|vandaag|uur|day|time)\b", by_when), by_when


def shape(book: Playbook) -> list[object]:
    """What two translations of one playbook have in common."""
    steps = [
        (s.id, s.stage, s.listen, s.next, [(ln.cue, ln.source, bool(ln.fallback)) for ln in s.lines])
        for s in book.steps
    ]
    cards = [
        (
            o.id,
            o.number,
            o.suggests,
            o.source,
            [(m, ln.cue, ln.source, bool(ln.fallback)) for m, ln in o.lines],
        )
        for o in book.objections
    ]
    ears = [[(ln.cue, bool(ln.fallback)) for ln in lines] for lines in (book.voicemail, book.third_party)]
    return [steps, cards, ears, len(book.questions)]


@pytest.mark.parametrize("kind", CallKind)
def test_both_languages_have_the_same_shape(kind: CallKind) -> None:
    assert shape(load(kind, "nl")) == shape(load(kind, "en"))


@pytest.mark.parametrize("kind", CallKind)
def test_both_languages_ask_for_the_same_fields(kind: CallKind) -> None:
    def fields(language: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(p.where, tuple(sorted(fields_in(p.line.text)))) for p in said(load(kind, language))]

    assert fields("nl") == fields("en")
