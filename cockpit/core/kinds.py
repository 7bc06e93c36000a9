"""What a call is for. It decides the playbook, and with it which spoken lines are right."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from cockpit.core.call import CallKind
from cockpit.core.case import Case, look
from cockpit.core.followup import FollowUpKind
from cockpit.core.ledger import Account
from cockpit.core.rules import Rules
from cockpit.core.standing import Standing


def kind_for(
    account: Account, standing: Standing, today: date, rules: Rules, zone_name: str = "UTC"
) -> CallKind:
    """The kind of the next call with this debtor on `today`, a date in the time zone of the workspace."""
    return kind_of(look(account, standing, today, ZoneInfo(zone_name), rules))


def kind_of(case: Case) -> CallKind:
    """The kind of call that the facts ask for: the first of these that is true.

    - a broken promise: its day has passed, or its payment was booked back, and we have not spoken about it
      since (S0.5);
    - a callback: a ring-back that we agreed on is for today, or was for an earlier day;
    - a courtesy call: nothing is overdue (S3);
    - dunning: we have spoken since the oldest item became overdue, or there were letters enough, or it
      is old enough (`Rules.dunning_reminders`, `Rules.dunning_days`);
    - a first reminder.
    """
    if (case.broken or case.reversed) and case.owed:
        return CallKind.BROKEN_PROMISE
    if any(case.local(f.due) <= case.today for f in case.follow_ups(FollowUpKind.RING_BACK)):
        return CallKind.CALLBACK
    if not case.late:
        return CallKind.COURTESY
    return CallKind.DUNNING if _is_repeated(case) else CallKind.REMINDER


def _is_repeated(case: Case) -> bool:
    oldest, rules = case.late[0].due_date, case.rules
    if (case.today - oldest).days > rules.dunning_days:
        return True
    if case.spoke_on is not None and case.spoke_on > oldest:
        return True
    return any((i.reminders or 0) >= rules.dunning_reminders for i in case.late)
