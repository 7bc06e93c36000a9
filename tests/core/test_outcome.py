"""Who was reached, what he said, and what has to come back."""

from datetime import UTC, datetime
from itertools import product

import pytest

from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.core.outcome import NEEDS_AGREEMENT, NEEDS_MOMENT, Outcome, Reach, Result

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("reach", "somebody", "right"),
    [
        (Reach.NO_ANSWER, False, False),
        (Reach.BUSY, False, False),
        (Reach.VOICEMAIL, False, False),
        (Reach.WRONG_NUMBER, False, False),
        (Reach.THIRD_PARTY, True, False),
        (Reach.RIGHT_PERSON, True, True),
    ],
)
def test_who_was_reached(reach, somebody, right):
    outcome = Outcome(reach)
    assert (outcome.spoke_to_somebody, outcome.spoke_to_right_person) == (somebody, right)


def test_no_result_needs_both_an_agreement_and_a_moment():
    assert not [r for r, s in product(NEEDS_AGREEMENT, NEEDS_MOMENT) if r is s]
    assert Result.PROMISE in NEEDS_AGREEMENT and Result.RING_BACK in NEEDS_MOMENT


def test_a_follow_up_is_open_until_it_is_done():
    assert FollowUp("F-1", "D-1", "C-1", FollowUpKind.RETRY, NOON).is_open
    assert not FollowUp("F-1", "D-1", "C-1", FollowUpKind.RETRY, NOON, done_at=NOON).is_open
