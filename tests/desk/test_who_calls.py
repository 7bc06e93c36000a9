"""Who calls, on whose behalf, and the card of whoever called before (S3)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk.build import RIGHT, Table, account, invoice

from cockpit.core.call import CallKind, Evaluation
from cockpit.core.outcome import Reach, Result
from cockpit.desk.callers import caller_for, is_divided
from cockpit.desk.settings import Settings
from cockpit.desk.who_calls import bookkeeper_for, caller_of, handed

SETTINGS = Settings(
    caller="Sanne Verhoef",
    bookkeeper="Joris Deegkamp",
    relation_owner="Mark de Wit",
    callers={"dunning": "Joris Deegkamp"},
)


@pytest.mark.parametrize(
    ("kind", "caller"),
    [
        (CallKind.COURTESY, "Mark de Wit"),
        (CallKind.REMINDER, "Sanne Verhoef"),
        (CallKind.DUNNING, "Joris Deegkamp"),
    ],
)
def test_the_kind_of_call_decides_who_makes_it(kind, caller):
    assert caller_for(SETTINGS, kind) == caller
    assert caller_for(Settings(caller="Sanne Verhoef"), kind) == "Sanne Verhoef"


def test_a_named_caller_goes_before_the_owner_of_the_relation():
    assert caller_for(replace(SETTINGS, callers={"courtesy": "Iris"}), CallKind.COURTESY) == "Iris"
    assert is_divided(SETTINGS) and not is_divided(Settings(caller="Sanne"))


def table(**settings):
    return Table(
        account(invoice("1", 100, -30)), bookkeeper="Joris Deegkamp", relation_owner="Mark de Wit", **settings
    )


@pytest.mark.parametrize(
    ("kind", "callers", "behalf"),
    [
        (CallKind.REMINDER, {}, "Joris Deegkamp"),
        (CallKind.REMINDER, {"reminder": "JORIS deegkamp"}, ""),
        (CallKind.COURTESY, {}, ""),
        (CallKind.COURTESY, {"courtesy": "Sanne Verhoef"}, "Joris Deegkamp"),
    ],
)
def test_nobody_refers_to_himself_and_the_owner_of_the_relation_to_nobody(kind, callers, behalf):
    hand = table(callers=callers).hand
    hand.use(kind)
    assert bookkeeper_for(hand) == behalf


def test_who_made_the_call_stays_who_made_it_when_its_kind_changes():
    hand = table().hand
    hand.use(CallKind.COURTESY)
    assert caller_of(hand) == "Mark de Wit"
    hand.start()
    assert hand.call.caller == "Mark de Wit"
    hand.use(CallKind.DUNNING)
    assert caller_of(hand) == "Mark de Wit"


# -- the card -----------------------------------------------------------------------------------------------


def called(kind=CallKind.REMINDER, caller="Sanne Verhoef", **more):
    """A table at which somebody has called before; what follows is a call of another one."""
    desk = Table(account(invoice("1", 100, -30)), caller=caller)
    desk.hand.use(kind)
    desk.hand.start()
    evaluation = Evaluation("liet uitpraten", "geen dag gevraagd", "vraag naar mevrouw Bos")
    card = desk.hand.playbook.objections[0]
    desk.hand.change(
        replace(desk.hand.call.open_objection(card.id), evaluation=evaluation, contact="Mevr. Bos")
    )
    desk.call(
        more.pop("result", Result.PROMISE),
        more.pop("reach", RIGHT),
        amount="100",
        when="27-11",
        if_we="kopie mailen",
        if_we_by="di 11:00",
    )
    return desk, card


def taken_by(desk, name):
    desk.session = replace(desk.session, settings=replace(desk.session.settings, caller=name))
    desk.again()
    desk.desk.choose("D-1")
    return desk.hand


def test_the_card_says_who_called_what_was_agreed_and_how_it_went():
    desk, card = called()
    found = handed(taken_by(desk, "Mark de Wit"))
    assert (found.by, found.contact, found.outcome.result) == ("Sanne Verhoef", "Mevr. Bos", Result.PROMISE)
    assert [p.amount.text() for p in found.promises] == ["100.00"]
    assert [c.what for c in found.commitments] == ["kopie mailen"]
    assert found.next_time == "vraag naar mevrouw Bos"
    assert found.objections == (card.title,)
    assert found.tone == ("liet uitpraten", "geen dag gevraagd")


def test_who_called_himself_gets_no_card_and_a_first_call_has_none():
    desk, _ = called()
    assert handed(taken_by(desk, "sanne verhoef")) is None
    assert handed(Table(account(invoice("1", 100, -30))).hand) is None


def test_an_attempt_in_vain_by_a_third_one_does_not_hide_the_talk():
    desk, _ = called()
    hand = taken_by(desk, "Iris Baas")
    hand.start()
    desk.desk.hand = hand
    desk.call(Result.PROMISE, Reach.VOICEMAIL)
    found = handed(taken_by(desk, "Mark de Wit"))
    assert found.by == "Sanne Verhoef" and found.outcome.result is Result.PROMISE


def test_the_card_needs_no_talk_at_all():
    desk, _ = called(reach=Reach.NO_ANSWER)
    found = handed(taken_by(desk, "Mark de Wit"))
    assert found.outcome.reach is Reach.NO_ANSWER and found.promises == ()
