"""Undo takes back what an action did, and never a word that was typed."""

from dataclasses import replace

import pytest
from desk.build import SOME, Table
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.call import AgreementEntry, CallKind, Evaluation, Phase
from cockpit.core.outcome import Outcome, Reach

pytestmark = pytest.mark.usefixtures("dutch")

# -- undo ---------------------------------------------------------------------------------------------------


def test_nothing_to_take_back(hand):
    hand.note("words")
    assert not hand.undo() and hand.call.notes == "words"


def test_an_action_that_changes_nothing_is_none(hand):
    hand.change(hand.call)
    assert not hand.undo()


def test_actions_are_taken_back_one_by_one(hand):
    before = hand.call
    hand.change(hand.call.tick("invoices"))
    hand.change(hand.call.answer("room", "two terms"))
    hand.start()
    hand.next_step()
    for expected in (Phase.TALK, Phase.PREPARE):
        assert hand.undo() and hand.call.phase is expected
    assert hand.call.started_at is None and hand.call.entry == AgreementEntry()
    assert hand.undo() and hand.call.answers == () and hand.call.ticks
    assert hand.undo() and hand.call == before
    assert not hand.undo()


def test_what_was_typed_since_stays(hand):
    hand.start()
    hand.note("10:00 Bos")
    hand.spoke_to("Mevr. Bos")
    hand.enter(replace(hand.call.entry, when="vr", if_we="kopie", if_we_by="di", in_return="geen rente"))
    hand.type(replace(hand.call, evaluation=Evaluation(next_time="Bos")))
    assert hand.undo()
    assert hand.call.phase is Phase.PREPARE
    assert (hand.call.notes, hand.call.contact) == ("10:00 Bos", "Mevr. Bos")
    assert hand.call.evaluation.next_time == "Bos"
    assert hand.call.entry == AgreementEntry(
        when="vr", if_we="kopie", if_we_by="di", in_return="geen rente"
    )  # and the amount that the start had proposed is gone


def test_an_amount_that_was_typed_over_the_proposed_one_stays(hand):
    hand.start()
    hand.enter(replace(hand.call.entry, amount="60"))
    hand.undo()
    assert hand.call.entry.amount == "60"


def test_chosen_invoices_are_taken_back_and_the_amount_typed_before_is_there_again(hand):
    hand.enter(AgreementEntry(amount="60", when="vr"))
    hand.cover(["1"])
    assert hand.call.entry.amount == "100,00"
    hand.enter(replace(hand.call.entry, when="ma"))
    hand.undo()
    assert hand.call.entry == AgreementEntry(amount="60", when="ma")


def test_read_back_is_taken_back_and_comes_back_only_for_the_same_agreement(hand):
    hand.enter(AgreementEntry(amount="60", when="vr"))
    hand.change(replace(hand.call, read_back=True))
    hand.cover(["1"])
    hand.undo()
    assert hand.call.read_back
    hand.cover(["1"])
    hand.enter(replace(hand.call.entry, when="ma"))
    hand.undo()
    assert hand.call.entry == AgreementEntry(amount="60", when="ma") and not hand.call.read_back


def test_an_action_of_which_nothing_is_left_is_passed_over(hand):
    hand.change(hand.call.tick("invoices"))
    hand.change(replace(hand.call, entry=replace(hand.call.entry, amount="60")))
    hand.enter(replace(hand.call.entry, amount="70"))
    assert hand.undo() and hand.call.ticks == () and hand.call.entry.amount == "70"


def test_hanging_up_is_taken_back(table, hand):
    hand.start()
    hand.change(
        replace(hand.call.hang_up(table.clock()), outcome=Outcome(Reach.VOICEMAIL, detail="nobody there"))
    )
    hand.undo()
    assert (hand.call.phase, hand.call.ended_at, hand.call.outcome) == (Phase.TALK, None, None)


def test_undo_goes_a_hundred_actions_back(hand):
    for _ in range(130):
        hand.change(hand.call.tick("invoices"))
    assert sum(hand.undo() for _ in range(130)) == 100


actions = st.sampled_from(
    ["tick", "answer", "start", "step", "back", "card", "kind", "speak", "cover", "uncover", "read-back"]
)
typing = st.tuples(
    st.sampled_from(["notes", "contact", "when", "amount"]), st.sampled_from(["a", "vr", "7", ""])
)


@given(st.lists(actions | typing, max_size=12))
def test_undo_never_touches_what_was_typed_last(doings):
    table = Table(SOME)
    hand, typed = table.hand, {}
    for doing in doings:
        act(hand, doing, typed)
    while hand.undo():
        for name, text in typed.items():
            now = getattr(hand.call, name) if name in {"notes", "contact"} else getattr(hand.call.entry, name)
            assert now == text
    assert hand.call.phase is Phase.PREPARE and hand.call.ticks == () and hand.call.entry.covers == ()
    assert not hand.call.read_back


def act(hand, doing, typed):
    """Type a text, which is remembered until an action fills the field, or take an action."""
    if isinstance(doing, tuple):
        name, text = doing
        if name == "notes":
            hand.note(text)
        elif name == "contact":
            hand.spoke_to(text)
        else:
            hand.enter(replace(hand.call.entry, **{name: text}))
        typed[name] = text
        return
    amount = hand.call.entry.amount
    {
        "tick": lambda: hand.change(hand.call.tick("invoices")),
        "answer": lambda: hand.change(hand.call.answer("room", "two terms")),
        "start": hand.start,
        "step": hand.next_step,
        "back": hand.previous_step,
        "card": lambda: hand.change(hand.call.open_objection(hand.playbook.objections[0].id)),
        "kind": lambda: hand.use(CallKind.DUNNING),
        "speak": lambda: hand.speak("en"),
        "cover": lambda: hand.cover(["1"]),
        "uncover": lambda: hand.cover([]),
        "read-back": lambda: hand.change(replace(hand.call, read_back=not hand.call.read_back)),
    }[doing]()
    if hand.call.entry.amount != amount:
        typed.pop("amount", None)
