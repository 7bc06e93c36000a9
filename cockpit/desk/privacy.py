"""What the law gives a debtor: to see all that is known of him, to be forgotten, not to be kept for ever.

The general data protection regulation asks for it: access (article 15), erasure (article 17), storage
limitation (article 5, paragraph 1e).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from cockpit.core.calendar import at
from cockpit.desk.handing_over import paper_debtor
from cockpit.desk.period import Period
from cockpit.desk.practice_purging import forget, old_practice
from cockpit.desk.practice_store import PRACTICE, PracticeStore
from cockpit.desk.session import Session
from cockpit.handover.files import safe_name
from cockpit.store.port import Dossier, Removed, StoreError
from cockpit.store.retention import over
from cockpit.store.searching import Mention, Searched, mentions, search
from cockpit.store.traces import Traces

_PAPER = re.compile(r"(\d{4}-\d{2}-\d{2}) .*\.(?:eml|ics)(?:\.part)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Erased:
    """What was taken away: from the workspace, how many mails and calendar files, and the proof.

    `shared` are texts that are known of another debtor as well and were not searched for.
    """

    removed: Removed
    papers: int
    searched: Searched
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Purged:
    """What was taken away as over: from the workspace, how many mails and calendar files, and of practice
    how many tries and files with a debrief."""

    removed: Removed
    papers: int
    tries: int
    debriefs: int


def papers_of(session: Session, dossier: Dossier) -> list[Path]:
    """The mails and calendar files of a debtor that lie in the outbox: those of his calls, and those of calls
    that nobody knows any more with exactly his name, if no other debtor is called that."""
    calls = {safe_name(call_id) for call_id in _calls_of(dossier)}
    papers = list(_papers(session))
    strays = [path for path in papers if not _is_known(session, _call_of(path))]
    names = _own_names(session, dossier) if strays else set()
    named = {path for path in strays if _debtor_of(path) in names}
    return [path for path in papers if _call_of(path) in calls or path in named]


def mentions_of(session: Session, folder: Path, dossier: Dossier) -> list[Mention]:
    """Where he may be meant in what was noted about others, and in their mails and calendar files."""
    traces = _only_of(session, dossier)
    own = set(map(str, papers_of(session, dossier)))
    found = mentions(folder, lambda text: (*traces.in_text(text), *traces.perhaps_in(text)))
    return [one for one in found if one.debtor_id != dossier.debtor_id and one.path not in own]


def erase(session: Session, folder: Path, debtor_id: str) -> Erased:
    """Take a debtor out of everything in the workspace, and search that for what is left of him.

    Raises `StoreError`. Stopped in the midst of it, the same again ends it.
    """
    dossier = session.store.dossier(debtor_id)
    everything, traces = Traces.of(dossier), _only_of(session, dossier)
    papers = papers_of(session, dossier)
    _remove(papers)
    removed = session.store.erase(debtor_id)
    searched_for = {*traces.texts, *traces.words}
    shared = tuple(text for text in (*everything.texts, *everything.words) if text not in searched_for)
    return Erased(removed, len(papers), search(folder, traces), shared)


def limit_of(session: Session, kept: Period | None) -> datetime:
    """The moment (UTC) before which nothing is kept; without a period that of the settings counts.

    Raises `ValueError` when there is no such day in the calendar.
    """
    period = kept or Period(years=session.settings.keep_years)
    return at(period.before(session.today()), time(), session.zone)


def purge(session: Session, folder: Path, before: datetime, *, dry_run: bool) -> Purged:
    """Take away what is over and older than a moment (UTC), with its mails and calendar files, and what was
    practised before. Raises `StoreError`. A dry run only counts."""
    papers, practice = _papers_over(session, before), PracticeStore(folder / PRACTICE)
    practised = old_practice(practice, before)
    removed = session.store.purge(before, dry_run=dry_run)
    if not dry_run:
        _remove(papers)
        forget(practice, practised)
    return Purged(removed, len(papers), practised.tries, len(practised.debriefs))


def _only_of(session: Session, dossier: Dossier) -> Traces:
    return Traces.only_of(dossier, session.store.ledger(), session.store.standings())


def _papers(session: Session) -> Iterator[Path]:
    if session.outbox is not None and session.outbox.is_dir():
        yield from (path for path in sorted(session.outbox.rglob("*")) if _PAPER.fullmatch(path.name))


def _calls_of(dossier: Dossier) -> Iterator[str]:
    yield from (call.id for call in dossier.calls)
    yield from (made.call_id for made in dossier.agreements)
    yield from (one.call_id for one in dossier.follow_ups)
    if dossier.draft:
        yield dossier.draft.id


def _is_known(session: Session, call_id: str) -> bool:
    """Whether there is such a call, saved or begun."""
    begun = {safe_name(call.id) for call in session.store.drafts().values()}
    return call_id in begun or session.store.call(call_id) is not None


def _own_names(session: Session, dossier: Dossier) -> set[str]:
    """How nobody but him is called in the names of files."""
    debtors = session.store.ledger().debtors.items()
    others = {paper_debtor(debtor) for key, debtor in debtors if key != dossier.debtor_id}
    return {paper_debtor(account.debtor) for account in dossier.accounts()} - others


def _debtor_of(path: Path) -> str:
    """How the file's name has the debtor: what stands between the day and the call."""
    return path.name[len("2026-11-23 ") :].rpartition(" ")[0]


def _papers_over(session: Session, before: datetime) -> list[Path]:
    """The papers of the calls that go; one that belongs to no call of ours any more goes by its day."""
    store, first_kept = session.store, before.astimezone(session.zone).date().isoformat()
    gone, drafts = over(store, before), store.drafts()
    going = {safe_name(key) for key in (*gone.calls, *(drafts[debtor].id for debtor in gone.drafts))}
    kept = {safe_name(draft.id) for draft in drafts.values()} - going

    def goes(path: Path) -> bool:
        call = _call_of(path)
        if call in going or call in kept:
            return call in going
        return path.name[:10] < first_kept and store.call(call) is None

    return [path for path in _papers(session) if goes(path)]


def _call_of(path: Path) -> str:
    """The id of the call as the name of the file has it: what stands behind its last space."""
    return path.name.rpartition(" ")[2].partition(".")[0]


def _remove(papers: list[Path]) -> None:
    for path in papers:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError("unwritable", path=str(path), reason=error.strerror or str(error)) from error
