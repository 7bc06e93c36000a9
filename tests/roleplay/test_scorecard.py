"""The scorecard ranks: better talks score clearly higher, no breach or omission is worth anything."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.core.call import CallKind, Stage
from cockpit.core.money import Money
from cockpit.language.spoken import Spoken
from cockpit.playbook.problems import PlaybookError
from cockpit.roleplay import check_files
from cockpit.roleplay.agreeing import Agreed
from cockpit.roleplay.check_files import Check, Worth, betters, worths
from cockpit.roleplay.scorecard import DATED_STEP, NOTHING_AGREED, TOLD_ANOTHER, Scorecard, score
from cockpit.roleplay.transcript import Line, Speaker, read_transcript
from cockpit.tone import judge

ON = date(2026, 11, 23)
TALKS = Path(__file__).with_name("transcripts")
TRIPLETS = sorted({path.name.rsplit(".", 2)[0] for path in TALKS.glob("*.jsonl")})
FEW = [
    "nl.reminder.zonneveld",
    "nl.courtesy.loon",
    "nl.dunning.kaptein",
    "nl.reminder.derde",
    "en.reminder.bond",
    "en.broken-promise.green",
    "en.callback.carter",
]
MARGIN = 10
KINDS = {name: CallKind(name.split(".")[1]) for name in TRIPLETS}


def talk(name: str, quality: str) -> tuple[Line, ...]:
    return read_transcript((TALKS / f"{name}.{quality}.jsonl").read_bytes().splitlines(keepends=True))


def card(lines, name: str = "nl.reminder.x") -> Scorecard:
    lang, kind, _ = name.split(".")
    return score(lines, CallKind(kind), lang, ON, Spoken(lang))


def written(*lines: str) -> tuple[Line, ...]:
    """A talk from lines that begin with C: or D:."""
    speakers = {"C": Speaker.COLLECTOR, "D": Speaker.DEBTOR}
    return tuple(Line(speakers[line[0]], line[2:].strip()) for line in lines)


def passed(of: Scorecard, check: Check) -> bool | None:
    return next(one.passed for one in of.checks if one.id is check)


GOOD = "nl.reminder.zonneveld"


def test_there_are_triplets_of_all_kinds_in_both_languages():
    assert len(TRIPLETS) >= 6
    assert {name.split(".")[0] for name in TRIPLETS} == {"nl", "en"}
    assert set(KINDS.values()) == set(CallKind)


@pytest.mark.parametrize("name", TRIPLETS)
def test_better_always_scores_clearly_higher(name):
    good, middling, poor = (card(talk(name, q), name).total for q in ("good", "middling", "poor"))
    assert good >= 75
    assert good - middling >= MARGIN
    assert middling - poor >= MARGIN
    assert poor <= 30


@pytest.mark.parametrize(
    ("name", "amount", "day"),
    [
        ("nl.reminder.zonneveld", "1842.50", "2026-11-27"),
        ("nl.dunning.kaptein", "4100.00", "2026-12-11"),
        ("nl.broken-promise.dewilg", "950.00", "2026-11-26"),
        ("nl.courtesy.loon", "640.00", "2026-12-01"),
        ("nl.dunning.smit", "700.00", "2026-11-25"),
        ("nl.reminder.vdb", "3275.00", "2026-12-04"),
        ("en.reminder.bond", "1842.50", "2026-11-27"),
        ("en.callback.carter", "475.00", "2026-11-26"),
        ("en.broken-promise.green", "640.00", "2026-12-11"),
        ("en.dunning.harris", "2400.00", "2026-11-27"),
    ],
)
def test_what_was_agreed_is_found(name, amount, day):
    assert card(talk(name, "good"), name).agreed == Agreed(Money(Decimal(amount)), date.fromisoformat(day))
    assert card(talk(name, "poor"), name).agreed is None


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("quality", ["good", "middling"])
def test_no_breach_ever_raises_the_total(name, quality):
    lines = talk(name, quality)
    before = card(lines, name).total
    slips = {
        "nl": ["U moet echt betalen.", "Waarom is dat niet gedaan?", "Anders sturen we de deurwaarder."],
        "en": ["You must really pay.", "Why was that not done?", "Otherwise we will send a debt collector."],
    }
    for slip in slips[name[:2]]:
        for place in (0, len(lines) // 2, len(lines)):
            worse = (*lines[:place], Line(Speaker.COLLECTOR, slip), *lines[place:])
            assert card(worse, name).total <= before


def _says(move: str, line: Line, name: str) -> bool:
    from cockpit.roleplay.understanding import Context, understand

    if line.speaker is not Speaker.COLLECTOR:
        return False
    lang = name[:2]
    context = Context(CallKind.REMINDER, Stage.CLOSING, ON)
    return move in {m.value for m in understand(line.text, lang, context, Spoken(lang)).moves}


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("move", ["read-back", "date-question", "confirm-by-mail"])
def test_leaving_a_move_out_never_raises_the_total(name, move):
    lines = talk(name, "good")
    rest = tuple(line for line in lines if not _says(move, line, name))
    assert card(rest, name).total <= card(lines, name).total


@pytest.mark.parametrize("name", [n for n in FEW if KINDS[n] is not CallKind.COURTESY and ".derde" not in n])
def test_without_an_ending_a_talk_is_worth_half_at_most(name):
    lines = talk(name, "good")
    cut = next(n for n, line in enumerate(lines) if _says("read-back", line, name))
    rest = tuple(line for line in lines[:cut] if not any(c.isdigit() for c in line.text))
    found = card(rest, name)
    assert found.agreed is None
    assert found.total <= (DATED_STEP if passed(found, Check.NEXT_STEP) else NOTHING_AGREED)


@pytest.mark.parametrize(
    "lines",
    [
        (),
        written("C:"),
        written("C: Hallo.", "D: Ja?"),
        written("C: Goedemorgen.", "D: Goedemorgen.", "C: Dank u wel, dag."),
        written("D: Hallo? Hallo?"),
        written("C: Goedemorgen, met Noor van Veldhuis.", "D: Ja?", "C: Nog een fijne dag."),
    ],
)
def test_a_talk_with_nothing_in_it_scores_low(lines):
    assert card(lines).total <= 20


def test_without_a_word_nothing_is_judged():
    assert all(one.passed is not True for one in card(()).checks)


def test_what_did_not_come_up_is_not_seen():
    found = card(talk(GOOD, "good"))
    assert passed(found, Check.DISCREET) is None
    assert passed(found, Check.RETURN) is None
    assert passed(found, Check.READ_BACK) is True


def test_every_check_quotes_the_collectors_own_sentence():
    lines = talk(GOOD, "poor")
    own = {line.text for line in lines if line.speaker is Speaker.COLLECTOR}
    found = card(lines)
    assert {one.quote for one in found.checks} - {None} <= own
    for one in found.checks:
        assert (one.better is not None) is (one.passed is False)
        assert one.source.startswith("S")
    must = next(one for one in found.checks if one.id is Check.NO_MUST)
    assert must.quote == "Dat is mijn probleem niet. U moet die factuur gewoon betalen."
    assert len(found.work_on) == 2


def test_a_free_gift_costs_and_a_paid_one_earns():
    lines = talk(GOOD, "good")
    free = (*lines[:8], Line(Speaker.COLLECTOR, "De rente laten we vervallen."), *lines[8:])
    paid = "Als u vrijdag betaalt, laten wij de rente vervallen."
    asked = (*lines[:8], Line(Speaker.COLLECTOR, paid), *lines[8:])
    assert passed(card(free), Check.RETURN) is False
    assert passed(card(asked), Check.RETURN) is True
    assert card(free).total < card(asked).total


def test_somebody_else_hears_nothing_of_the_debt():
    good, middling = (card(talk("nl.reminder.derde", q)) for q in ("good", "middling"))
    assert not good.reached
    assert passed(good, Check.DISCREET) is True
    assert passed(middling, Check.DISCREET) is False
    assert passed(good, Check.DATE_QUESTION) is None


def test_the_debtor_who_comes_to_the_telephone_is_reached():
    lines = written(
        "C: Goedemorgen, met Noor van Veldhuis. Is mevrouw Bos er?",
        "D: Ik ben de receptioniste, een moment.",
        "D: Mevrouw Bos is er nu niet, o wacht.",
        "C: Ik wacht even.",
        "D: Hallo, daar spreekt u mee.",
    )
    assert card(lines).reached
    again = (*lines[:4], *written("D: Hallo?", "C: Goedemorgen mevrouw Bos, u spreekt met Noor."))
    assert card(again).reached


def test_what_has_to_be_found_out_may_end_with_a_dated_step():
    lines = written(
        "C: Goedemorgen, u spreekt met Noor Dekker van Veldhuis. Spreek ik met mevrouw Bos?",
        "D: Ja.",
        "C: Ik bel over factuur 2026-0412 van 950 euro. Op welke dag staat de betaling gepland?",
        "D: Die betaal ik niet, de goederen zijn nooit geleverd.",
        "C: Wat vervelend, dat zoek ik vandaag nog uit. Wat hebt u wel gekregen?",
        "D: Niets.",
        "C: Dan bel ik u donderdag om tien uur terug. Dank u wel.",
    )
    found = card(lines)
    assert passed(found, Check.NEXT_STEP) is True
    assert found.total <= DATED_STEP
    assert card(lines[:-1]).total < found.total
    without = (*lines[:-1], *written("C: Ik zoek dat voor vrijdag voor u uit."))
    assert passed(card(without), Check.NEXT_STEP) is True


def test_a_courtesy_call_asks_how_it_was():
    name = "nl.courtesy.loon"
    assert passed(card(talk(name, "good"), name), Check.ASKED_AFTER) is True
    assert passed(card(talk(name, "good")), Check.ASKED_AFTER) is None
    only = written("C: Goedemorgen, met Sanne van Loon.", "D: Ja?", "C: Was alles naar wens?", "D: Ja hoor.")
    assert 0 < card(only, name).total <= DATED_STEP


def test_counts():
    counts = card(
        written(
            "C: Waarom is dat zo? U moet betalen.",
            "D: Nou zeg.",
            "C:",
            "C: Op welke dag: vrijdag of maandag?",
            "C: Lukt dat?",
        )
    ).counts
    assert counts.banned_words == 2
    assert counts.silences == 1
    assert counts.date_questions == 1
    assert counts.closed_questions == 1
    assert (counts.collector_lines, counts.debtor_lines) == (4, 1)
    assert (counts.collector_words, counts.debtor_words) == (15, 2)
    assert counts.talk_share == 0.88
    assert card(()).counts.talk_share == 0


def test_who_speaks_alone_lets_nobody_speak():
    lines = written(*["C: Ik vertel u nu iets heel langs en ga dan nog even door.", "D: Ja."] * 3)
    assert passed(card(lines), Check.TALK_SHARE) is False
    assert passed(card(talk(GOOD, "good")), Check.TALK_SHARE) is True


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(Speaker), st.text(max_size=80)), max_size=8))
def test_every_talk_gets_a_total(lines):
    found = card([Line(*line) for line in lines])
    assert 0 <= found.total <= 100


# -- the data -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("kind", list(CallKind))
def test_the_better_sentences_keep_the_rules_themselves(lang, kind):
    for check, text in betters(lang).items():
        for stage in Stage:
            if check in {
                Check.RIGHT_PERSON,
                Check.AMOUNT_AGREED,
                Check.NO_VAGUE,
                Check.MAIL,
                Check.READ_BACK,
            } and (stage not in {Stage.OPENING, Stage.CLOSING}):
                continue
            found = judge(text, lang=lang, stage=stage, kind=kind)
            assert not found, (check, stage, found)


def test_points_and_costs():
    assert sum(worth.weight for worth in worths().values()) > 100
    worth = Worth(weight=3, first=5, more=2, most=9, kinds={"courtesy": 1})
    assert [worth.cost(n) for n in (0, 1, 2, 3, 4)] == [0, 5, 7, 9, 9]
    assert worth.in_call(CallKind.COURTESY) == 1
    assert worth.in_call(CallKind.REMINDER) == 3


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (("weight = 4", "weight = -4"), "check, greeted, weight"),
        (("weight = 4", "wieght = 4"), "check, greeted"),
        (("[check.greeted]", "[check.greted]"), "check"),
        (("courtesy = 2", "courtsy = 2"), "check, facts, kinds"),
        (("courtesy = 2", "courtesy = true"), "check, facts, kinds, courtesy"),
    ],
)
def test_a_mistake_in_the_checks_is_named(monkeypatch, tmp_path, change, where):
    text = (check_files._SHELF / "checks.toml").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "checks.toml").write_text(text.replace(*change, 1), encoding="utf-8")
    monkeypatch.setattr(check_files, "_SHELF", tmp_path)
    with pytest.raises(PlaybookError) as caught:
        worths.__wrapped__()
    assert caught.value.where.startswith(where)


# -- what the talks of others taught ------------------------------------------------------------------------


def test_an_objection_stays_on_the_table_until_it_is_dealt_with():
    lines = written(
        "C: Goedemorgen mevrouw Bos, met Noor van Veldhuis. Ik bel over factuur 2026-0412 van 950 euro.",
        "D: De spullen zijn nooit geleverd.",
        "C: Oei.",
        "D: Nee, echt niet.",
        "C: Hm.",
        "D: Zo zit het.",
        "C: Was er iets mis met de levering?",
    )
    assert passed(card(lines), Check.NO_SELF_BLAME) is True
    answered = (*lines[:2], *written("C: Dat zoek ik vandaag uit.", "D: Prima."), lines[-1])
    assert passed(card(answered), Check.NO_SELF_BLAME) is False


def test_who_offends_him_has_pressed_him():
    lines = written(
        "C: Goedemorgen mevrouw Bos, met Noor van Veldhuis. Ik bel over factuur 2026-0412.",
        "D: Het is druk.",
        "C: Druk met geld tellen zeker.",
        "D: Wat is dat voor toon?",
    )
    found = next(one for one in card(lines).checks if one.id is Check.NO_PRESSURE)
    assert found.passed is False
    assert found.quote == "Druk met geld tellen zeker."
    assert card(lines[:3]).total > card(lines).total


def test_an_amount_with_his_own_day_is_read_back_in_whatever_words():
    lines = written(
        "C: Hello Gavin, this is Jo from Fieldhouse about invoice 2026-0412. On which day will you pay?",
        "D: Wednesday.",
        "C: Then £950, Wednesday the 25th, you or your wife.",
    )
    found = card(lines, "en.reminder.x")
    assert found.agreed == Agreed(Money(Decimal("950.00"), "GBP"), date(2026, 11, 25))
    assert passed(found, Check.READ_BACK) is True
    assert passed(found, Check.RIGHT_PERSON) is True
    assert card(lines[:2], "en.reminder.x").agreed is None


def test_what_somebody_else_hears_counts_until_the_debtor_comes():
    first = "C: Goedemorgen, met Noor van Veldhuis. Is mevrouw Bos er?"
    comes = ("D: Met Gerda Bos.", "C: Ik bel over factuur 2026-0412 van 950 euro. Op welke dag betaalt u?")
    told = "C: Het gaat om 950 euro die openstaat."
    quiet = card(written(first, "D: Ik ben van de planning, ik roep haar even.", "C: Dank u.", *comes))
    loud = card(written(first, "D: Ik ben van de planning, ik roep haar even.", told, *comes))
    assert quiet.reached
    assert passed(quiet, Check.DISCREET) is True
    assert passed(loud, Check.DISCREET) is False
    early = written(
        "C: Met Veldhuis, op welke dag betalen jullie?",
        "D: Ik ben van de planning.",
        "C: O.",
        "D: Met Gerda Bos.",
    )
    assert passed(card(early), Check.DATE_QUESTION) is False


def test_a_name_that_was_asked_for_is_still_somebody_else():
    lines = written(
        "C: Goedemorgen, met Noor van Veldhuis. Is mevrouw Bos er?",
        "D: Die is er vandaag niet.",
        "C: Met wie spreek ik?",
        "D: Met Joke Smit.",
    )
    assert not card(lines).reached


def test_who_has_no_time_is_no_stranger():
    lines = written(
        "C: Goedemorgen, met Noor van Veldhuis.", "D: Belt u later, ik ben er even niet, ik zit op de weg."
    )
    assert card(lines).reached


def test_a_closed_question_that_names_a_day_asks_for_it():
    ask = "C: Kunt u vrijdag betalen?"
    start = "C: Goedemorgen mevrouw Bos, met Noor van Veldhuis. Ik bel over factuur 2026-0412."
    assert passed(card(written(start, "D: Ja?", ask)), Check.DATE_QUESTION) is True
    assert passed(card(written(start, "D: Ja?", "C: Kunt u betalen?")), Check.DATE_QUESTION) is False


def test_a_wrong_word_drowns_the_rest_of_its_sentence():
    kind = "C: Dat begrijp ik, dank u dat u het zegt."
    cruel = "C: Dat begrijp ik, maar u moet nu betalen."
    start = written(
        "C: Goedemorgen mevrouw Bos, met Noor van Veldhuis. Ik bel over factuur 2026-0412.",
        "D: Ik ben ziek geweest.",
    )
    assert passed(card((*start, *written(kind))), Check.ACKNOWLEDGED) is True
    assert passed(card((*start, *written(cruel))), Check.ACKNOWLEDGED) is False


def test_who_first_says_how_it_stands_is_no_stranger():
    """ "It is still with the director; that is not for me to say": he is the one we wanted."""
    opening = "C: Goedemorgen mevrouw Bos, met Noor van Veldhuis. Ik bel over factuur 2026-0412."
    waits, elsewhere = (
        "D: Hij ligt nog bij de directeur.",
        "D: Daar ga ik niet over, daarvoor moet u mijn collega hebben.",
    )
    known = card(written(opening, waits, "C: Wanneer tekent hij?", elsewhere))
    stranger = card(written(opening, elsewhere, "C: Wanneer tekent hij?", waits))
    assert known.reached
    assert not stranger.reached


def test_a_talk_in_which_only_somebody_else_heard_of_the_debt_is_worth_little_more_than_half():
    hello = "C: Goedemorgen, u spreekt met Noor Dekker van Veldhuis. Spreek ik met mevrouw Bos?"
    away, bye = "D: Nee, mevrouw Bos is er vandaag niet.", "C: Dank u wel, nog een fijne dag."
    back = "C: Dan bel ik morgen om tien uur terug."
    told = "C: Zegt u haar dat factuur 2026-0412 van € 950 nog openstaat?"
    discreet = card(written(hello, away, back, "D: Goed.", bye))
    loose = card(written(hello, away, told, "D: Goed.", back, "D: Goed.", bye))
    assert loose.total <= TOLD_ANOTHER < discreet.total - 20
