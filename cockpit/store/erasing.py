"""What has to change in the files of a workspace so that a debtor, or what is over, is in none of them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from cockpit.core.ledger import Ledger
from cockpit.store.codec import Document, Unreadable, decode_ledger, encode_ledger, from_bytes, to_bytes
from cockpit.store.drafts import stem_of
from cockpit.store.layouts import layouts_without
from cockpit.store.ledger_file import AtomicStorage, moment_of
from cockpit.store.port import Dossier, Removed
from cockpit.store.retention import Over, done_with, over, without
from cockpit.store.rewriting import name_of, newest_versions, owner_of, take_out
from cockpit.store.together import Together
from cockpit.store.traces import Mentions, Traces
from cockpit.store.version import remove_kept

__all__ = ["Traces", "erase", "old_backups", "old_unreadable", "over", "purge"]

_TABLES_OF_IDS = ("calls", "agreements", "follow_ups")


def erase(folder: Path, dossier: Dossier, traces: Traces, together: Together) -> Removed:
    """Take a debtor out of every file; raises `OSError`.

    Where he is mentioned in what was noted about another, the mention is blackened. A file that nobody can
    read goes when one of the traces is in it, and so does an older workspace that an upgrade left.
    """
    remove_kept(folder, lambda path: bool(traces.in_file(path)))
    mentions = Mentions(traces)
    his = {(table, one.id) for table in _TABLES_OF_IDS for one in getattr(dossier, table)}

    def goes(table: str, document: Document) -> bool:
        return owner_of(table, document) == dossier.debtor_id or name_of(table, document) in his

    take_out(
        together,
        folder / "history",
        goes,
        lambda line: traces.in_text(line.decode("utf-8", "replace")),
        blacken=mentions.blacken,
    )
    _change_ledger(folder / "ledger.json", {dossier.debtor_id}, together)
    backups = sum(_change_ledger(path, {dossier.debtor_id}, together) for path in _backups(folder))
    for path in (folder / "drafts").glob(f"{stem_of(dossier.debtor_id)}.*"):
        together.remove(path)
    _blacken_drafts(folder / "drafts", stem_of(dossier.debtor_id), mentions, together)
    content = layouts_without(folder / "layouts.json", traces.in_text)
    if content is not None:
        together.replace(folder / "layouts.json", content)
    unread = [path for path in _unreadable(folder) if traces.in_file(path)]
    for path in unread:
        together.remove(path)
    return Removed(
        calls=len(dossier.calls),
        agreements=len(dossier.agreements),
        follow_ups=len(dossier.follow_ups),
        standings=int(dossier.standing is not None),
        drafts=int(dossier.draft is not None),
        invoices=len(dossier.account.invoices) if dossier.account else 0,
        backups=backups,
        damaged=len(unread),
        mentions=len(mentions.debtors),
    )


def _blacken_drafts(folder: Path, his: str, mentions: Mentions, together: Together) -> None:
    for path in (*folder.glob("*.json"), *folder.glob("*.new")):
        with suppress(Unreadable):
            document = from_bytes(path.read_bytes()) if path.stem != his else {}
            if (left := mentions.blacken(document)) != document:
                together.replace(path, to_bytes(left))


def purge(folder: Path, found: Over, before: datetime, ledger: Ledger, together: Together) -> None:
    """Take what is over out of every file, and what newer versions took the place of; raises `OSError`."""
    gone = {("standings", debtor_id) for debtor_id in found.standings}
    for table in _TABLES_OF_IDS:
        gone |= {(table, key) for key in getattr(found, table)}

    def goes(table: str, document: Document) -> bool:
        return name_of(table, document) in gone

    history = folder / "history"
    if gone:
        take_out(together, history, goes, lambda _: False, newest_versions(history))
    _change_ledger(folder / "ledger.json", done_with(ledger, found), together)
    for debtor_id in found.drafts:
        for path in (folder / "drafts").glob(f"{stem_of(debtor_id)}.*"):
            together.remove(path)
    for path in (*old_backups(folder, before), *old_unreadable(folder, before)):
        together.remove(path)


def old_backups(folder: Path, before: datetime) -> list[Path]:
    """The ledgers of before a moment."""
    return [path for path in _backups(folder) if (at := moment_of(path)) is not None and at < before]


def old_unreadable(folder: Path, before: datetime) -> list[Path]:
    """The files that nobody could read, set aside before a moment."""
    return [path for path in _unreadable(folder) if _changed_at(path) < before]


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _backups(folder: Path) -> Iterator[Path]:
    return (folder / "backups").glob("ledger-*.json")


def _unreadable(folder: Path) -> Iterator[Path]:
    """What was set aside, and backups that cannot be read either."""
    for place in (folder, folder / "history", folder / "drafts", folder / "backups"):
        yield from filter(Path.is_file, place.glob("*.damaged-*"))  # a folder is somebody else's
    for path in _backups(folder):
        if _read(path) is None:
            yield path


def _read(path: Path) -> Ledger | None:
    with suppress(Unreadable):
        tables = AtomicStorage(path).read()
        return None if tables is None else decode_ledger(tables)
    return None


def _change_ledger(path: Path, gone: AbstractSet[str], together: Together) -> bool:
    """Take debtors out of a ledger that can be read; whether any of them was in it."""
    ledger = _read(path)
    if ledger is None or not gone & {*ledger.debtors, *ledger.by_debtor}:
        return False
    together.replace(path, AtomicStorage.content(encode_ledger(without(ledger, gone))))
    return True
