"""What a debtor can do in answer: the names under which his lines are kept in the stock."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """One thing that he does with a line."""

    GREETS = "greets"
    IS_ME = "is-me"
    HEARS_PURPOSE = "hears-purpose"
    PUTS_OFF = "puts-off"  # a promise without a day
    NAMES_DAY = "names-day"
    COMES_FORWARD = "comes-forward"  # an earlier day than he named before
    GOES_BACK = "goes-back"  # a later one
    NO_EARLIER = "no-earlier"
    PICKS = "picks"
    PICKS_NEITHER = "picks-neither"
    AGREES = "agrees"
    WRONG_DAY = "wrong-day"
    WRONG_AMOUNT = "wrong-amount"
    NEEDS_PARTS = "needs-parts"
    NAMES_PARTS = "names-parts"
    NEEDS_NO_PARTS = "needs-no-parts"
    KNOWS_INVOICE = "knows-invoice"
    KNOWS_NO_SUCH_INVOICE = "knows-no-such-invoice"
    TELLS = "tells"  # a fact of the scenario
    HAS_TOLD = "has-told"  # nothing more to tell
    OBJECTS = "objects"
    INSISTS = "insists"  # the objection was passed over
    IS_SATISFIED = "is-satisfied"  # it was dealt with
    DEFENDS = "defends"  # "waarom"
    IS_ANNOYED = "is-annoyed"  # "moeten"
    TAKES_EXCUSE = "takes-excuse"
    WARNS = "warns"  # his patience is nearly gone
    HANGS_UP = "hangs-up"
    THANKS_FOR_GIFT = "thanks-for-gift"
    IS_CONTENT = "is-content"  # asked how the delivery was
    MAY_MAIL = "may-mail"
    MAY_RING = "may-ring"
    WAITS = "waits"  # a silence, and nothing to fill it with
    ASKS_BACK = "asks-back"
    SAYS_LITTLE = "says-little"
    GOES = "goes"  # goodbye
    STRANGER_ASKS = "stranger-asks"
    STRANGER_BACK = "stranger-back"  # when the right person is in
    STRANGER_NOTES = "stranger-notes"
    STRANGER_SHRUGS = "stranger-shrugs"  # he has heard too much
