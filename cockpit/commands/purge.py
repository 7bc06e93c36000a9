"""`cockpit purge`: what is over is not kept longer than the settings say."""

from __future__ import annotations

from argparse import Namespace

from cockpit.commands import output
from cockpit.commands.removed import purged_lines, purged_shape
from cockpit.commands.session import board_of, opened
from cockpit.commands.workspace import CannotDo, Place
from cockpit.desk.privacy import limit_of, purge
from cockpit.language import _, dates


def run(options: Namespace, place: Place) -> int:
    """Take away what is over and old, or say what that would be."""
    with opened(place, read_only=options.dry_run) as session:
        board_of(session)
        try:
            before = limit_of(session, options.older_than)
        except (ValueError, OverflowError):
            raise CannotDo(_("So far back there was no calendar.")) from None
        purged = purge(session, place.folder, before, dry_run=options.dry_run)
        day = before.astimezone(session.zone).date()
        if options.json:
            counts = purged_shape(purged)
            output.data({"before": day.isoformat(), "dry_run": options.dry_run, "removed": counts})
            return 0
        lines = purged_lines(purged)
        if not lines:
            output.message(_("Nothing that is over is older than {day}.").format(day=dates.day(day)))
            return 0
        text = _("Older than {day}, to be removed:") if options.dry_run else _("Older than {day}, removed:")
        output.result(text.format(day=dates.day(day)))
        for line in lines:
            output.result(f"  {line}")
    return 0
