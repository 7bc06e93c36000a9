"""What a call begins with when something of before is still between us: said in the debtor's language.

Facts only, without a reproach to him and without one to ourselves (S0.3, S0.4): our own half of what was
agreed, what we looked up, what came in.
"""

from __future__ import annotations

from cockpit.language.catalogue import translator

OURS_LATE = "ours-late"
OURS_COMING = "ours-coming"
OURS_DONE = "ours-done"
NOT_FOUND = "not-found"
FOUND = "found"
BOOKED_BACK = "booked-back"
PART_PAID = "part-paid"


def opening(code: str, tag: str, **words: str) -> tuple[str, ...]:
    """The sentences for a code of this module, one line each; the words are shown as they are."""
    _ = translator(tag).gettext
    lines = {
        OURS_LATE: (_("First our own half: {what}, set for {when}. I will see to it today."),),
        OURS_COMING: (_("Our own half is on its way: {what}, by {when}."),),
        OURS_DONE: (_("Our own half is done: {what}, on {when}. How did it reach you?"),),
        NOT_FOUND: (
            _(
                "Last time you told me about your payment."
                " On {when} I looked in our account, and I don't see it there yet."
            ),
            _("Which date and which amount does your statement show?"),
        ),
        FOUND: (_("The payment that you told me about has come in, thank you."),),
        BOOKED_BACK: (_("Your payment of {amount} came in, and was booked back after that."),),
        PART_PAID: (_("Of {amount}, {paid} has come in; {left} is still open."),),
    }
    return tuple(line.format(**words) for line in lines[code])
