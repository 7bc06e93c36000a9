"""Every action once; your own keys are taken over or refused by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.language import use
from cockpit.screens.requests import REQUESTS
from cockpit.widgets.actions import ACTIONS, BY_ID, key_name, keys_with


def test_every_action_is_there_once_and_can_be_asked_for():
    ids = [a.id for a in ACTIONS]
    keys = [a.key for a in ACTIONS if a.key]
    letters = [a.leader for a in ACTIONS if a.leader]
    assert len(set(ids)) == len(ids) == len(BY_ID)
    assert len(set(keys)) == len(keys) and len(set(letters)) == len(letters)
    assert set(ids) <= set(REQUESTS) and all(a.key or a.leader for a in ACTIONS)
    assert all(a.label and a.help for a in ACTIONS)


def test_the_shipped_keys_are_right_by_the_rules_for_your_own():
    own = {a.id: a.key for a in ACTIONS if a.key}
    assert keys_with(own) == ({a.id: a.key for a in ACTIONS}, ())


SHARED = "[keys] in the settings: F9 is on two actions: {} and {}"
REFUSED = "[keys] in the settings: {} cannot be used"


def changed(own):
    keys, problems = keys_with(own)
    return {name: key for name, key in keys.items() if key != BY_ID[name].key}, problems


@pytest.mark.parametrize(
    "own",
    [
        {},
        {"next": "f10"},
        {"next": "f10", "undo": "f5"},
        {"undo": "f5", "next": "f10"},
        {"next": "f9", "outcome": "f5"},
        {"contact": "ctrl+b", "history": "alt+h", "voicemail": "ctrl+f6"},
    ],
)
def test_your_own_keys(own):
    assert changed(own) == (own, ())


@pytest.mark.parametrize(
    ("own", "problems"),
    [
        ({"next": "f9"}, (SHARED.format("Next", "End call"),)),
        (
            {"next": "f9", "undo": "f9"},
            (SHARED.format("Undo", "Next"), SHARED.format("Next", "End call")),
        ),
        ({"nope": "f10"}, (REFUSED.format("nope"),)),
        ({"next": ""}, (REFUSED.format("next = "),)),
        ({"next": "n"}, (REFUSED.format("next = n"),)),
        ({"next": "shift+n"}, (REFUSED.format("next = shift+n"),)),
        ({"next": "enter"}, (REFUSED.format("next = enter"),)),
        ({"next": "escape"}, (REFUSED.format("next = escape"),)),
        ({"next": "f6"}, (REFUSED.format("next = f6"),)),
        ({"next": "f99"}, (REFUSED.format("next = f99"),)),
        ({"next": "ctrl+z"}, (REFUSED.format("next = ctrl+z"),)),
        ({"next": "ctrl+i"}, (REFUSED.format("next = ctrl+i"),)),
    ],
)
def test_a_key_that_cannot_be_used_is_named_and_the_shipped_one_holds(own, problems):
    use("en")
    assert changed(own) == ({}, problems)


def test_a_shared_key_is_told_in_the_words_of_the_screen():
    use("nl")
    told = "[keys] in de instellingen: F4 staat op twee acties: Tijd en Afspraak"
    assert keys_with({"stamp": "f4"})[1] == (told,)


def test_a_refused_key_does_not_cost_the_others():
    use("en")
    assert changed({"next": "f9", "undo": "f10"}) == (
        {"undo": "f10"},
        (SHARED.format("Next", "End call"),),
    )


@given(
    st.dictionaries(
        st.sampled_from([*BY_ID, "nope"]), st.sampled_from(["f5", "f9", "f10", "ctrl+b", "x", ""]), max_size=6
    )
)
def test_no_two_actions_ever_share_a_key(own):
    keys = [key for key in keys_with(own)[0].values() if key]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("key", "name"),
    [("f5", "F5"), ("shift+f5", "⇧F5"), ("ctrl+o", "^O"), ("ctrl+shift+f1", "^⇧F1"), ("", "")],
)
def test_keys_as_they_are_printed(key, name):
    assert key_name(key) == name
