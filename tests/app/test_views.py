"""Every state of the desk has words, in both languages, and foreign text in it is only text."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from desk.build import FRIDAY, HOSTILE, NOW, Table, account, agreement, days, eur, fresh, invoice
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.content import Content

from cockpit.core.agreement import Commitment, Method, State
from cockpit.core.call import AgreementEntry, CallKind, Phase
from cockpit.core.checklist import Item, Section
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.outcome import Reach, Result
from cockpit.core.reason import Entry, Reason, ReasonCode
from cockpit.core.standing import Dispute
from cockpit.language import use
from cockpit.language.preparation import item_label
from cockpit.playbook import Line
from cockpit.screens.views import preparation_view
from cockpit.screens.views.agreement_view import form_view
from cockpit.screens.views.preparation_view import check_rows, recall
from cockpit.screens.views.queue_view import full_reason, golden_line, queue_row, tally_line, totals_line
from cockpit.screens.views.script_view import (
    STAGES,
    _spoken,
    is_last_step,
    objection_line,
    script_view,
    stage_names,
    stage_number,
)

LANGUAGES = ("nl", "en")
ONE = account(invoice("1", 100, -20, description="ovenonderhoud"))
BARE = account(invoice("1", 100, -20))


@pytest.fixture
def table():
    return Table(ONE)


@pytest.fixture(params=LANGUAGES)
def language(request):
    use(request.param)
    return request.param


def with_one(at=ONE, *standing, **more):
    table = Table(at, standings=standing, **more)
    table.desk.choose("D-1")
    return table


# -- the queue ----------------------------------------------------------------------------------------------

VALUES = {
    "what": "kopie mailen",
    "due": NOW,
    "amount": eur("1842.50"),
    "days": 34,
    "timed": True,
    "since": NOW,
    "count": 2,
    "again": FRIDAY,
    "until": NOW,
    "day": "kings-day",
}


def of_reason(code, **values):
    reason = Reason(code, {**VALUES, **values})
    key = (0, 0.0, 0.0, 0.0, "D-1")
    return Entry("D-1", "Zonneveld", CallKind.REMINDER, reason, 0, eur(1), 1, 1, "", None, "NL", key)


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_has_a_row_and_a_sentence(table, language, code):
    for due, timed, amount in product([NOW, FRIDAY], [True, False], [eur(1), eur("-1234567.89", "JPY")]):
        entry = of_reason(code, due=due, timed=timed, amount=amount)
        table.board.queue = replace(table.board.queue, by_id={"D-1": entry})
        row = queue_row(table.board, "D-1")
        sentence = full_reason(table.board, entry)
        assert row.name == "Zonneveld" and row.mark and row.tone and row.short and sentence
        assert "{" not in row.short + sentence and "…" not in sentence


def test_who_is_to_be_called_has_a_sign_of_his_own_and_who_waits_has_that_of_waiting(table):
    def sign(code):
        table.board.queue = replace(table.board.queue, by_id={"D-1": of_reason(code)})
        return queue_row(table.board, "D-1").mark

    assert {sign(code) for code in ReasonCode if code.is_pause} == {"‖"}
    assert {sign(code) for code in ReasonCode if code.is_idle} == {"·"}
    others = [code for code in ReasonCode if not code.is_pause and not code.is_idle]
    assert not {sign(code) for code in others} & {"‖", "·"}


def test_a_debtor_who_is_in_no_list_still_has_a_row(table):
    assert queue_row(table.board, "D-9").name == "D-9"


def test_the_lines_above_and_below_the_queue():
    use("nl")
    table = Table(ONE, account(invoice("8", 40, -20, "D-8", currency="USD"), name="D-8"))
    assert totals_line(table.board) == "2 te bellen\n€ 100 + US$ 40"
    assert tally_line(table.board) == "0 gesprekken vandaag"
    for name in ("D-1", "D-8"):
        table.desk.choose(name)
        table.call(when="vr")
    assert tally_line(table.board) == "2 gesprekken vandaag\n€ 100,00 + US$ 40,00 afgesproken"


def test_an_empty_ledger_has_words_too(language):
    table = Table()
    assert totals_line(table.board) and tally_line(table.board)
    assert isinstance(golden_line(table.board), Content) and golden_line(table.board).plain


def test_the_golden_hours(table):
    use("nl")
    assert golden_line(table.board).plain == "☼ gouden uur, nog 90 min"
    table.clock.on(hours=2)
    assert golden_line(table.board).plain.startswith("☾") and "13:30" in golden_line(table.board).plain
    table.clock.on(days=5)
    assert "09:30" in golden_line(table.board).plain


# -- the preparation ----------------------------------------------------------------------------------------


def everything():
    """A debtor in whose preparation every line occurs."""
    debtor = account(
        invoice("1", 100, -20, reminders=2, due_derived=True),
        invoice("2", 40, -5, currency="USD"),
        phone="",
        contact_person="Dhr. Kist",
    )
    follow_up = FollowUp("F-1", "D-1", "C-0", FollowUpKind.RING_BACK, NOW, True, "akkoord")
    standing = fresh(
        next_time="Vraag naar de dag",
        last_contact="Mevr. Bos",
        last_call_at=NOW - timedelta(days=3),
        last_reach=Reach.RIGHT_PERSON,
        attempts_in_vain=2,
        number_is_wrong=True,
        agreements=(
            agreement(due=date(2026, 11, 16), made_at=NOW - timedelta(days=9)),
            agreement("A-2", ("1",), FRIDAY, 40, commitments=(Commitment("kopie mailen", NOW),)),
        ),
        follow_ups=(follow_up, replace(follow_up, id="F-2", timed=False, what="")),
        disputes=(
            Dispute(("1",), "wrong goods", NOW - timedelta(days=20)),
            Dispute((), "", NOW - timedelta(days=20)),
        ),
    )
    return with_one(debtor, standing)


def rows(hand):
    return {row.id: row for row in check_rows(hand)}


def test_every_line_of_the_preparation_has_words(language):
    table = everything()
    found = rows(table.hand)
    assert {name.rstrip("-0123456789") for name in found} == {
        *("next-time", "invoices", "delivered", "course", "reminders", "amount", "due"),
        *("room", "goal", "questions", "company", "contact", "last-call", "commitment", "promise"),
        *("ring-back", "dispute", "no-phone", "wrong-number", "no-email", "no-description"),
        *("due-derived", "currencies", "party"),
    }
    for row in found.values():
        assert row.label and row.value and "{" not in row.value


def test_what_is_in_the_lines():
    use("nl")
    found = rows(everything().hand)
    assert [name for name in found if name != "party"][:3] == ["commitment-1", "next-time", "no-phone"]
    assert found["next-time"].tone == "hint" and found["next-time"].value == "Vraag naar de dag"
    assert (found["promise-1"].tone, found["promise-2"].tone) == ("overdue", "promised")
    when, who, vain = found["last-call"].value.split(" · ")
    assert when == "vr 20 nov 10:00" and who and vain.startswith("2 ")
    assert found["ring-back-1"].value.endswith("10:00 · akkoord") and ":" not in found["ring-back-2"].value
    assert found["dispute-1"].value == "1 · wrong goods"
    assert found["amount"].value == "€ 100,00 + US$ 40,00"
    assert found["reminders"].value.startswith("2") and "20" in found["due"].value
    assert found["course"].tone == "missing" and found["goal"].tone == ""


def test_a_debtor_of_whom_nothing_is_known(language):
    found = rows(with_one(account(phone="")).hand)
    assert found["contact"].tone == found["invoices"].tone == found["due"].tone == "missing"
    assert all(row.value for row in found.values())
    assert "last-call" not in found


def test_an_item_of_today_is_not_late():
    use("en")
    found = rows(with_one(account(invoice("1", 100, 0))).hand)
    assert "not due yet" in found["due"].value
    assert "1 day late" in rows(with_one(account(invoice("1", 100, -1))).hand)["due"].value


@pytest.mark.parametrize(("count", "words"), [(0, "none sent"), (1, "1 sent"), (None, "unknown: Enter")])
def test_reminders(count, words):
    use("en")
    found = rows(with_one(account(invoice("1", 100, -20, reminders=count))).hand)
    assert words in found["reminders"].value


def test_what_is_written_at_a_question_is_the_answer(table):
    table.hand.change(table.hand.call.answer("course", "netjes").tick("course"))
    row = rows(table.hand)["course"]
    assert (row.value, row.ticked, row.tone) == ("netjes", True, "")


@pytest.mark.parametrize("item", ["no-phone", "contact", "no-email"])
def test_what_was_found_for_a_gap_is_shown(item):
    table = with_one(account(invoice("1", 100, -20), phone=""))
    assert rows(table.hand)[item].tone == "missing"
    table.hand.change(table.hand.call.answer(item, "020 555 0199"))
    row = rows(table.hand)[item]
    assert "020 555 0199" in row.value and row.tone == ""


def test_what_is_written_at_a_fact_stands_beside_it():
    table = everything()
    before = rows(table.hand)["promise-1"].value
    table.hand.change(table.hand.call.answer("promise-1", "hij belt zelf"))
    row = rows(table.hand)["promise-1"]
    assert row.value == f"{before} · hij belt zelf" and row.tone == "overdue"


def test_every_line_can_be_written_at(language):
    table = everything()
    for name in rows(table.hand):
        label = item_label(name)
        assert label and label[0] == label[0].upper() and label != name and "{" not in label


def test_what_stays_in_sight_during_the_call(table):
    use("nl")
    assert recall(table.hand) == table.hand.playbook.goal
    table.board.put(fresh(next_time="Vraag naar Bos"))
    table.hand.change(table.hand.call.answer("room", "twee termijnen").answer("goal", "deze week"))
    assert recall(table.hand) == "Vraag naar Bos · twee termijnen"
    table.board.put(fresh())
    assert recall(table.hand) == "deze week · twee termijnen"


def test_every_section_has_its_place():
    assert set(preparation_view._ORDER) == set(Section)
    assert Item("x", Section.HINT, {}).filled


# -- the agreement ------------------------------------------------------------------------------------------


def form(table, **typed):
    table.enter(**typed)
    return form_view(table.hand, "^T")


def test_the_panel_reads_back_in_full():
    use("nl")
    table = with_one(ONE)
    table.hand.start()
    view = form(table, amount="60", when="za", if_we="kopie mailen", if_we_by="di", in_return="geen rente")
    assert view.said["amount"].startswith("€ 60,00 · ") and view.said["when"].startswith(
        "zaterdag 28 november 2026 · "
    )
    assert view.said["if_we_by"] == "dinsdag 24 november 2026 om 17:00 uur"
    assert view.status_tone == "done" and view.status.startswith("○")
    table.hand.change(replace(table.hand.call, read_back=True))
    assert form_view(table.hand, "^T").status.startswith("●")


def test_an_uncertain_reading_is_asked(table):
    use("nl")
    assert form(table, amount="1.250").said["amount"].endswith(" ?")
    assert form(table, when="eind van de maand").said["when"].endswith(" ?")


def test_a_reading_that_stands_for_nothing_is_not_shown(table):
    use("nl")
    view = form(table, if_we_by="eind van de maand")
    assert table.hand.understood.uncertain == {"if_we_by"} and view.said == {} and view.status_tone == "gap"


def test_what_cannot_be_read_says_how_to_type_it(language):
    view = form(with_one(ONE), amount="veel", when="ooit", if_we="x", if_we_by="?")
    assert set(view.wrong) == {"amount", "when", "if_we_by"} and all(view.wrong.values())
    assert view.said == {} and view.status_tone == "gap"


@pytest.mark.parametrize(
    ("typed", "tone"),
    [
        ({}, "muted"),
        ({"amount": "60"}, "muted"),
        ({"when": "+3"}, "gap"),
        ({"amount": "60", "when": "+3"}, "done"),
        ({"amount": "60", "when": "+3", "if_we": "x"}, "gap"),
        ({"amount": "60", "when": "+3", "if_we_by": "+3"}, "gap"),
        ({"amount": "60", "when": "+3", "if_we_by": "?"}, "gap"),
        ({"if_we": "x", "if_we_by": "+3"}, "gap"),
        ({"amount": "60,00,0", "when": "+3"}, "gap"),
    ],
)
def test_what_is_still_vague(language, typed, tone):
    view = form(with_one(ONE), **typed)
    assert view.status_tone == tone and view.status and "{" not in view.status


@pytest.mark.parametrize("method", Method)
def test_every_way_of_paying_has_words(language, method):
    view = form(with_one(ONE), method=method.value)
    assert "^T" in view.method and "{" not in view.method


def test_the_covered_invoices_are_named():
    use("en")
    many = [invoice(str(n), 10, -n) for n in range(1, 6)]
    table = with_one(account(*many, invoice("9", 7, -9, currency="USD")))
    assert form_view(table.hand, "").covers == "for 5 invoices: 5, 4, 3, …"
    table.hand.cover(["1"])
    assert form_view(table.hand, "").covers == "for 1 invoice: 1"
    table.hand.cover(["1", "9", "77"])
    assert form_view(table.hand, "").covers == (
        "for 1 invoice: 1 · not what is in another currency · no longer open: 77"
    )
    assert form_view(with_one(account()).hand, "").covers == ""


# -- the script ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CallKind)
def test_every_step_card_and_detour_can_be_shown(language, kind):
    table = with_one(ONE)
    hand = table.hand
    hand.use(kind)
    assert stage_number(hand) == 0 and script_view(hand).now
    hand.start()
    numbers = [stage_number(hand)]
    while not is_last_step(hand):
        assert hand.next_step()
        view = script_view(hand)
        assert view.title and view.now and not view.card
        numbers.append(stage_number(hand))
    assert numbers == sorted(numbers) and numbers[0] == 1 and numbers[-1] == len(STAGES) - 2
    assert not hand.next_step() and script_view(hand).next == () and script_view(hand).next_title == ""
    for card in hand.playbook.objections:
        hand.change(hand.call.open_objection(card.id))
        view = script_view(hand)
        assert view.card and all(line.label for line in view.now) and card.title in view.title
        assert f"{card.number}" in view.title
    for detour in ("voicemail", "third-party"):
        assert script_view(hand, detour).card and script_view(hand, detour).now
    hand.change(hand.call.hang_up(NOW))
    assert stage_number(hand) == len(STAGES) - 1 == len(stage_names()) - 1


def test_before_the_call_the_first_step_is_shown_with_its_gaps():
    table = with_one(BARE, firm="", caller="")
    view = script_view(table.hand)
    assert table.hand.step.id == table.hand.playbook.steps[0].id
    assert any(words.gap for line in view.now for words in line.words)


def test_a_step_or_card_that_the_script_does_not_have_any_more(table):
    table.hand.start()
    table.hand.change(replace(table.hand.call, step="gone", objection="gone"))
    assert script_view(table.hand).title and stage_number(table.hand) == 1


def test_after_an_open_question_the_script_says_to_listen(table):
    use("nl")
    table.hand.start()
    cues = []
    while table.hand.next_step():
        if table.hand.step.listen:
            cues.append(script_view(table.hand).now[-1].cue)
    assert cues and all(cues)
    line = Line("Hoe staat het ermee?")
    assert [bool(s.cue) for s in _spoken([line, line], {}, listen=True)] == [False, True]


@pytest.mark.parametrize("width", [0, 1, 10, 46, 500])
def test_the_objections_fit_the_width(table, width):
    card = table.hand.playbook.objections[0]
    table.hand.start()
    table.hand.change(table.hand.call.open_objection(card.id))
    lines = objection_line(table.hand, "F3", width).plain.splitlines()
    text = " ".join(lines)
    for o in table.hand.playbook.objections:
        assert f"{'0' if o.number == 10 else o.number} {o.short or o.title}" in text, "as it is typed"
    assert f"{card.short or card.title} ✓" in text
    assert len(lines) == 1 if width == 500 else all(len(line) <= max(width + 2, 40) for line in lines)


# -- foreign text -------------------------------------------------------------------------------------------


def hostile():
    debtor = account(
        invoice(HOSTILE, 100, -20, description=HOSTILE),
        called=HOSTILE,
        phone=HOSTILE,
        email=HOSTILE,
        contact_person=HOSTILE,
        company_no=HOSTILE,
    )
    standing = fresh(
        next_time=HOSTILE,
        last_contact=HOSTILE,
        disputes=(Dispute(("other",), HOSTILE, NOW),),
        follow_ups=(FollowUp("F-1", "D-1", "C-0", FollowUpKind.RING_BACK, NOW, what=HOSTILE),),
        agreements=(agreement("A-1", ("x",), FRIDAY, commitments=(Commitment(HOSTILE, NOW),)),),
    )
    return with_one(debtor, standing, firm=HOSTILE, caller=HOSTILE, phone=HOSTILE, bookkeeper=HOSTILE)


def test_foreign_text_is_shown_as_it_is(language):
    table = hostile()
    hand = table.hand
    assert HOSTILE in {row.value for row in check_rows(hand)} and HOSTILE in recall(hand)
    assert queue_row(table.board, "D-1").name == HOSTILE
    hand.start()
    hand.enter(AgreementEntry(HOSTILE, HOSTILE, "transfer", (), HOSTILE, HOSTILE, HOSTILE))
    assert form_view(hand, HOSTILE).wrong and HOSTILE in form_view(hand, HOSTILE).covers
    words = [w.text for line in script_view(hand).now for w in line.words]
    assert HOSTILE in words


# -- whatever lies on the desk ------------------------------------------------------------------------------

texts = st.sampled_from(["", "x", HOSTILE, "{amount}", "{0}", "%s", "+3", "vr", "100"])
moments = st.datetimes(datetime(2026, 10, 1), datetime(2027, 1, 31), timezones=st.just(UTC))
invoices = st.builds(
    lambda number, amount, due, currency, text, reminders: invoice(
        number, amount, due, currency=currency, description=text, reminders=reminders
    ),
    st.sampled_from(["1", "2", "3"]),
    st.integers(-200, 200),
    st.integers(-60, 40),
    st.sampled_from(["EUR", "USD", "JPY"]),
    texts,
    st.none() | st.integers(0, 3),
)
agreements = st.builds(
    lambda due, covers, states, what, due_at: agreement(
        covers=covers, due=days(due), states=states, commitments=(Commitment(what, due_at),) if what else ()
    ),
    st.integers(-30, 30),
    st.sampled_from([(), ("1",), ("2", "3")]),
    st.lists(st.sampled_from(State), max_size=2),
    texts,
    moments,
)
follow_ups = st.builds(
    FollowUp,
    st.just("F-1"),
    st.just("D-1"),
    st.just("C-0"),
    st.sampled_from(FollowUpKind),
    moments,
    st.booleans(),
    texts,
)
standings = st.builds(
    fresh,
    next_time=texts,
    last_contact=texts,
    last_call_at=st.none() | moments,
    last_reach=st.none() | st.sampled_from(Reach),
    last_spoken_at=st.none() | moments,
    attempts_in_vain=st.integers(0, 2),
    number_is_wrong=st.booleans(),
    agreements=st.lists(agreements, max_size=2).map(tuple),
    follow_ups=st.lists(follow_ups, max_size=2).map(tuple),
    disputes=st.lists(st.builds(Dispute, st.sampled_from([(), ("1",)]), texts, moments), max_size=1).map(
        tuple
    ),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(invoices, max_size=4, unique_by=lambda i: i.number),
    standings,
    st.builds(
        AgreementEntry, texts, texts, st.sampled_from([m.value for m in Method]), st.just(("1",)), texts
    ),
    st.sampled_from(CallKind),
    st.sampled_from(Phase),
    st.sampled_from(LANGUAGES),
)
def test_whatever_lies_on_the_desk_has_words(items, standing, entry, kind, phase, tag):
    use(tag)
    try:
        table = with_one(account(*items, phone=""), standing)
        hand = table.hand
        hand.call = replace(
            hand.call, kind=kind, phase=phase, entry=entry, language=tag, started_at=NOW, notes="x"
        )
        assert all(row.value and row.label for row in check_rows(hand))
        assert isinstance(recall(hand), str) and form_view(hand, "^T").status
        assert script_view(hand).title and 0 <= stage_number(hand) < len(STAGES)
        assert queue_row(table.board, "D-1").short and full_reason(
            table.board, table.board.queue.by_id["D-1"]
        )
        for result in (Result.PROMISE, Result.DISPUTE, Result.NO_AGREEMENT):
            table.wrap(result)
    finally:
        use("en")
