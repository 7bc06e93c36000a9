"""A drill out of a real call: its shape goes over, and nobody who is in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from desk.build import FRIDAY, HOSTILE, NOW, Table, account, agreement, invoice
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.call import Call, CallKind, Evaluation, Phase
from cockpit.core.text import fold
from cockpit.desk.anonymous import GAP, vocabulary, without_names, words_of
from cockpit.desk.drilling import last_evaluated, make_drill, new_seed, shape_of
from cockpit.desk.scenario_checks import examined_text
from cockpit.roleplay.drill import MOST_INVOICES, Owed, Shape, blurred, drill_text
from cockpit.roleplay.library import Library
from cockpit.roleplay.moves import OBJECTIONS
from cockpit.store.port import Changes, StoreError

DEBTOR = {
    "name": "D-70311",
    "called": "Vanderplassche & Zn. 'De Gouden Ploeg'",
    "contact_person": "mevrouw G. Quispel-Hoogvliet",
    "email": "g.quispel@goudenploeg.example",
    "phone": "020 555 0177",
    "company_no": "NL80512345B01",
}
SECRETS = (
    *("Vanderplassche", "Gouden", "Ploeg", "Quispel", "Hoogvliet", "goudenploeg", "70311", "0177"),
    "80512345",
    *("2026-0931", "Maaidorser", "PO-4471", "Rozendal", "1842", "1.842", "17-3", "dochter", "ziekenhuis"),
)
LESSON = (
    "Niet naar Quispel vragen maar naar meneer Rozendal (020 555 0177, g.quispel@goudenploeg.example); eerst"
    " luisteren en pas daarna factuur 2026-0931 van 1842,50 noemen, zijn dochter ligt in het ziekenhuis."
)
NOTES = "Quispel belt terug, Rozendal tekent. Geheim: de zaak wordt verkocht aan Vanderplassche junior."


def call(name="C-1", at=NOW, lesson="", better="", **more):
    made = Call(
        name,
        DEBTOR["name"],
        more.pop("kind", CallKind.REMINDER),
        at,
        Phase.SAVED,
        caller="Sanne Oostindie",
        contact="de heer Rozendal",
        notes=NOTES,
        own_words="Groet aan Rozendal",
        objections=("big-customer", "onze-eigen-kaart", "was-ill"),
        evaluation=Evaluation("", better, lesson),
    )
    return replace(made, **more)


def table(*calls, **more):
    open_items = more.pop("items", [item("2026-0931", "1842.50", -34)])
    made = Table(account(*open_items, **DEBTOR, **more))
    made.store.save(Changes(calls=calls))
    return made


def item(number, amount, due, **more):
    told = {"description": "reparatie Maaidorser", "your_ref": "PO-4471", "reminders": 2, **more}
    return invoice(number, amount, due, debtor=DEBTOR["name"], **told)


def made_of(one, folder, seed=7):
    return make_drill(one.session, one.board, one.store.call("C-1"), folder, seed)


def test_its_shape_goes_over_and_it_is_sound(tmp_path):
    one = table(call(lesson=LESSON, named_first=NOW.date() + timedelta(days=28)))
    made = made_of(one, tmp_path / "scenarios")
    scenario = made.scenario
    assert made.path.name == "drill-reminder-big-customer.nl.toml"
    assert (scenario.kind, scenario.language) == (CallKind.REMINDER, "nl")
    assert [raised.id for raised in scenario.objections] == ["big-customer", "was-ill"]
    (owed,) = scenario.invoices
    assert Decimal(1400) < owed.amount.amount < Decimal(2300) and owed.amount.amount != Decimal("1842.50")
    assert 28 < owed.due_days_ago < 42 and owed.due_days_ago != 34
    assert owed.reminders == 2
    assert 17 < scenario.paying.in_mind < 23, "the day that he named, about four weeks on"
    assert scenario.goal.startswith("Volgende keer: Niet naar … vragen maar naar")
    assert "eerst luisteren en pas daarna factuur" in scenario.goal
    assert examined_text(str(made.path), made.path.read_text("utf-8"))[1] == []
    found = Library(tmp_path / "scenarios").find("drill-reminder-big-customer", "nl")
    assert found.is_own and found.scenario.title == scenario.title


@pytest.mark.parametrize("seed", range(4))
def test_nobody_real_is_in_it_whatever_the_collector_wrote(tmp_path, seed):
    one = table(call(lesson=LESSON, better=NOTES))
    text = fold(made_of(one, tmp_path, seed).path.read_text("utf-8"))
    for secret in SECRETS:
        assert fold(secret) not in text, secret
    for part in ("@", "verkocht", "junior", "sanne", "oostindie", "groet"):
        assert part not in text, part


@pytest.mark.parametrize(
    "lesson",
    [
        "quispel hoogvliet gouden ploeg vanderplassche rozendal",
        "Q.u.i.s.p.e.l  GOUDEN PLOEG  Van-der-plassche",
        "bel qüispel op nul twee nul",
        f"luister eerst {HOSTILE} Quispel",
        "mail naar g.quispel@goudenploeg.example, g . quispel at goudenploeg",
        "www.goudenploeg.example/?klant=70311 eerst luisteren dan vragen",
        'eerst luisteren" \\n goal = "Quispel',
        "]\n[debtor]\nname = 'Quispel'",
        "eerst\u200b luis\u00adteren naar Quis\u200bpel en dan vragen",
    ],
)
def test_nasty_lessons(tmp_path, lesson):
    one = table(call(lesson=lesson))
    made = made_of(one, tmp_path)
    text = fold(made.path.read_text("utf-8"))
    for secret in SECRETS:
        assert fold(secret) not in text, secret
    assert made.scenario.debtor != "Quispel"
    assert len(made.scenario.invoices) == 1


SAID = st.lists(st.sampled_from([*SECRETS, "eerst", "luisteren", "I", "De"]), max_size=9)


@given(st.text(max_size=60), SAID)
def test_only_our_own_words_are_ever_left(noise, words):
    left = without_names(" ".join([noise, *words, noise]), [DEBTOR["called"], "Rozendal"])
    for token in left.split():
        word = token.rstrip(",.;:?!")
        assert word in {GAP, "I"} or word.lower() in vocabulary()
        assert word == "I" or fold(word) not in words_of([DEBTOR["called"], "Rozendal"])


def test_a_debtor_called_like_ours_does_not_meet_himself(tmp_path):
    """None of the invented names is taken that shares a word with the real one."""
    shape = Shape(CallKind.REMINDER, "nl", "NL", (), (Owed(Decimal(900), 10),))
    names = {drill_text(shape, Random(n)).split('contact = "')[1].split('"')[0] for n in range(40)}
    assert len(names) > 2
    avoid = words_of(["Firma Adema en Hoving", "Boekweit"])
    left = {drill_text(shape, Random(n), avoid).split('contact = "')[1].split('"')[0] for n in range(40)}
    assert left == {"meneer Ruinen"}
    numbers = {f"2026-{n:04d}" for n in range(200, 1000) if n != 512}
    assert "2026-" not in "".join(x for x in numbers if x in drill_text(shape, Random(1), (), numbers))


def test_what_cannot_be_said_without_names_is_said_otherwise(tmp_path):
    one = table(call(lesson="Quispel!"))
    assert made_of(one, tmp_path).scenario.goal.startswith("Van een dag ver weg")
    assert shape_of(one.session, one.board, one.store.call("C-1")).lesson == ""
    better = table(call(better="Meer stiltes laten vallen, zij vertelt zelf wel"))
    assert "stiltes laten vallen" in made_of(better, tmp_path).scenario.goal


def test_every_objection_and_every_kind_makes_a_sound_one():
    names = [cue.value for cue in OBJECTIONS]
    kinds = list(CallKind)
    for place, name in enumerate(names):
        language, other = ("nl", "en")[place % 2], names[(place + 3) % len(names)]
        kind = kinds[place % len(kinds)]
        due = -12 if kind is CallKind.COURTESY else 20 + place
        invoices = (Owed(Decimal("450.00"), due, 1),) * (1 + place % MOST_INVOICES)
        shape = Shape(kind, language, "NL", (name, other), invoices, in_mind=place * 4 or None)
        examined, found = examined_text(f"drill.{language}.toml", drill_text(shape, Random(place)))
        assert [one.message for one in found] == [], (kind, language, name, other)
        assert [raised.id for raised in examined.scenario.objections] == [name, other]


def test_amounts_and_days_are_never_those_of_the_real_invoice():
    for amount in ("0.01", "49.99", "100.00", "1842.50", "99999.99", "12345678.90"):
        for days in (-40, -1, 0, 1, 34, 900):
            for n in range(25):
                real = Owed(Decimal(amount), days, 9)
                made = blurred(real, Random(n))
                assert made.amount != real.amount and made.due_days_ago != days
                assert made.amount > 0 and made.amount == made.amount.quantize(Decimal("0.01"))
                assert (made.due_days_ago < 0) == (days < 0) and abs(made.due_days_ago) <= 240


def test_files_get_names_of_their_own_and_nothing_real_is_written(tmp_path):
    one = table(call())
    one.store.writes.clear()
    names = [made_of(one, tmp_path).path.name for _ in range(3)]
    assert names == [f"drill-reminder-big-customer{end}.nl.toml" for end in ("", "-2", "-3")]
    assert one.store.writes == []
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        made_of(one, tmp_path / "file")
    assert new_seed(NOW) != new_seed(NOW + timedelta(microseconds=1))


def test_a_call_of_which_little_is_known(tmp_path):
    gone = table(call(debtor_id="D-gone", language="fr", objections=()))
    made = made_of(gone, tmp_path)
    assert (made.path.name, made.scenario.language) == ("drill-reminder.en.toml", "en")
    assert len(made.scenario.invoices) == 1 and made.scenario.objections == ()
    paid = table(call(), items=[])
    promise = agreement(amount=5000, due=FRIDAY)
    paid.store.save(Changes(agreements=(replace(promise, call_id="C-1", debtor_id=DEBTOR["name"]),)))
    assert shape_of(paid.session, paid.board, paid.store.call("C-1")).invoices[0].amount == 5000


def test_which_call_is_meant():
    one = table(
        call("C-1", NOW - timedelta(days=300), lesson="eerst luisteren"),
        call("C-2", NOW - timedelta(days=20)),
        call("C-3", NOW - timedelta(days=2), debtor_id="D-2"),
    )
    assert last_evaluated(one.session).id == "C-1"
    assert last_evaluated(one.session, "D-2").id == "C-3"
    assert last_evaluated(one.session, DEBTOR["name"]).id == "C-1"
    assert last_evaluated(one.session, "D-9") is None
    assert last_evaluated(table().session) is None
