"""How much was taken away, as a command says it."""

from __future__ import annotations

from dataclasses import asdict

from cockpit.desk.privacy import Purged
from cockpit.language import ngettext
from cockpit.store.port import Removed


def removed_shape(removed: Removed, papers: int) -> dict[str, int]:
    """The counts for scripts; `papers` are mails and calendar files."""
    return {**asdict(removed), "papers": papers}


def removed_lines(removed: Removed, papers: int) -> list[str]:
    """A line for everything of which there was some."""
    lines = (
        (removed.invoices, ngettext("{n} invoice", "{n} invoices", removed.invoices)),
        (removed.calls, ngettext("{n} call", "{n} calls", removed.calls)),
        (removed.agreements, ngettext("{n} agreement", "{n} agreements", removed.agreements)),
        (removed.follow_ups, ngettext("{n} follow-up", "{n} follow-ups", removed.follow_ups)),
        (
            removed.standings,
            ngettext("{n} debtor in the history", "{n} debtors in the history", removed.standings),
        ),
        (removed.drafts, ngettext("{n} call begun", "{n} calls begun", removed.drafts)),
        (removed.backups, ngettext("{n} backup of the ledger", "{n} backups of the ledger", removed.backups)),
        (removed.damaged, ngettext("{n} damaged file", "{n} damaged files", removed.damaged)),
        (
            removed.mentions,
            ngettext(
                "in what was noted about {n} other debtor, the mention of him",
                "in what was noted about {n} other debtors, the mentions of him",
                removed.mentions,
            ),
        ),
        (papers, ngettext("{n} mail or calendar file", "{n} mails and calendar files", papers)),
    )
    return [text.format(n=count) for count, text in lines if count]


def purged_shape(purged: Purged) -> dict[str, int]:
    """The counts of a purge for scripts."""
    return {
        **removed_shape(purged.removed, purged.papers), "tries": purged.tries, "debriefs": purged.debriefs
    }  # fmt: skip


def purged_lines(purged: Purged) -> list[str]:
    """A line for everything that a purge took away."""
    tries, debriefs = purged.tries, purged.debriefs
    lines = (
        (tries, ngettext("{n} try of practice", "{n} tries of practice", tries)),
        (debriefs, ngettext("{n} file with a debrief", "{n} files with a debrief", debriefs)),
    )
    practised = [text.format(n=count) for count, text in lines if count]
    return [*removed_lines(purged.removed, purged.papers), *practised]
