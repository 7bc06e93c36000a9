"""Calls that are not finished: a small file for each debtor, written at every pause of typing.

`drafts/<name>.new` is the newest state. It survives a killed program from the moment it is written; a little
later it is forced to the disk and becomes `<name>.json`, which survives a power cut as well and is the one to
fall back to. Typing never waits for the disk. The name is a hash: debtor numbers come from outside and may
hold anything.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import Lock, Timer

from cockpit.core.call import Call
from cockpit.store import files
from cockpit.store.codec import Unreadable, decode, encode, from_bytes, to_bytes
from cockpit.store.port import StoreError
from cockpit.store.salvage_draft import salvage_draft

SYNC_AFTER = 0.5
"""Seconds between the writing of a draft and its being forced to the disk."""

_FIRST = ("id", "debtor_id", "kind", "opened_at", "phase", "step", "started_at", "contact", "notes")
"""The fields of a call that are written first, in this order."""


def stem_of(debtor_id: str) -> str:
    """What the files with the unfinished call of a debtor are called, before the first point."""
    return blake2b(debtor_id.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class Drafts:
    """The unfinished calls in a folder. `report` is told of files that cannot be read."""

    def __init__(self, folder: Path, report: Callable[[StoreError], None], *, read_only: bool) -> None:
        self._folder = folder
        self._report = report
        self._read_only = read_only
        self._calls: dict[str, Call] | None = None
        self._lock = Lock()
        self._waiting: dict[str, Call] = {}
        self._salvaged: dict[str, Call] = {}
        self._timer: Timer | None = None
        self._failure: StoreError | None = None
        self._closed = False

    @property
    def known(self) -> Mapping[str, Call]:
        """The unfinished calls, as far as they were read already."""
        return dict(self._calls or {})

    def all(self) -> Mapping[str, Call]:
        """The unfinished calls by debtor. A file that cannot be read is set aside and reported."""
        return dict(self._loaded())

    def save(self, call: Call) -> None:
        """Keep an unfinished call. Raises `StoreError`, also when one before it could not reach the disk."""
        path = self._path(call.debtor_id)
        calls = self._loaded()
        try:
            beside = self._written(path, _document(call))
            with self._lock:
                self._put(beside, path.with_suffix(".new"))
                self._waiting[call.debtor_id] = call
                failed, self._failure = self._failure, None
        except OSError as error:
            raise files.failure(error, path) from None
        calls[call.debtor_id] = call
        self._sync_soon()
        if failed is not None:
            raise failed

    def drop(self, debtor_id: str) -> None:
        """Forget the unfinished call with a debtor. Raises `StoreError`."""
        path = self._path(debtor_id)
        calls = self._loaded()
        try:
            with self._lock:
                self._waiting.pop(debtor_id, None)
                self._remove(path)
                self._remove(path.with_suffix(".new"))
        except OSError as error:
            raise files.failure(error, path) from None
        calls.pop(debtor_id, None)

    def sync(self, but: Collection[str] = ()) -> None:
        """Force to the disk what is only written, except what is about to be dropped."""
        with self._lock:
            waiting = {debtor: call for debtor, call in self._waiting.items() if debtor not in but}
        for debtor_id, call in waiting.items():
            try:
                self._settle(debtor_id, call)
            except OSError as error:
                self._failure = files.failure(error, self._path(debtor_id))
        if waiting:
            with suppress(OSError):
                files.sync_folder(self._folder)

    def make_sure(self) -> None:
        """Write again what something else removed or changed. Raises `StoreError`."""
        for call in self.known.values():
            if not self._is_written(call):
                self.save(call)

    def close(self) -> None:
        """Force everything to the disk."""
        with self._lock:
            timer, self._closed = self._timer, True
        if timer is not None:
            timer.cancel()
            timer.join()
        self.sync()

    def _sync_soon(self) -> None:
        with self._lock:
            if self._timer is None and self._waiting and not self._closed:
                self._timer = Timer(SYNC_AFTER, self._on_time)
                self._timer.daemon = True
                self._timer.start()

    def _on_time(self) -> None:
        self.sync()
        with self._lock:
            self._timer = None
        self._sync_soon()  # what was typed meanwhile, or could not be written

    def _settle(self, debtor_id: str, call: Call) -> None:
        path = self._path(debtor_id)
        newest = path.with_suffix(".new")
        try:
            descriptor = files.open_private(newest, os.O_RDWR)
        except FileNotFoundError:  # dropped meanwhile
            return
        try:
            files.sync(descriptor)
        finally:
            os.close(descriptor)
        with self._lock:
            if self._waiting.get(debtor_id) is call:
                self._put(newest, path)
                del self._waiting[debtor_id]

    def _written(self, path: Path, content: bytes) -> Path:
        try:
            return files.write_beside(path, content, durable=False)
        except FileNotFoundError:  # something else removed the folder
            files.make_folder(self._folder)
            return files.write_beside(path, content, durable=False)

    def _is_written(self, call: Call) -> bool:
        with suppress(OSError, Unreadable):
            return decode(Call, from_bytes(_content(self._path(call.debtor_id).with_suffix(".new")))) == call
        return False

    def _put(self, file: Path, place: Path) -> None:
        """Let a file take its place; a folder that something else made there is set aside."""
        try:
            file.replace(place)
        except OSError as error:
            self._set_aside_folder(place, error)
            file.replace(place)

    def _remove(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            self._set_aside_folder(path, error)

    def _set_aside_folder(self, path: Path, error: OSError) -> None:
        if not path.is_dir():
            raise error
        self._report(files.damaged(files.set_aside(path), error.strerror))

    def _path(self, debtor_id: str) -> Path:
        return self._folder / f"{stem_of(debtor_id)}.json"

    def _loaded(self) -> dict[str, Call]:
        if self._calls is None:
            self._calls = {}
            for path in [*sorted(self._folder.glob("*.json")), *sorted(self._folder.glob("*.new"))]:
                self._load(path, self._calls)
            self._sync_soon()
            self._keep_salvaged()
        return self._calls

    def _load(self, path: Path, calls: dict[str, Call]) -> None:
        try:
            call = decode(Call, from_bytes(_content(path)))
            if self._path(call.debtor_id).stem != path.stem:
                raise Unreadable("the draft of another debtor")
        except FileNotFoundError:  # its writer saved it meanwhile
            return
        except (Unreadable, IsADirectoryError) as error:
            self._salvage(path, calls, error)
            return
        except OSError as error:  # it may be there again in a moment
            self._report(files.failure(error, path))
            return
        calls[call.debtor_id] = call
        if path.suffix == ".new" and not self._read_only:
            self._waiting[call.debtor_id] = call

    def _salvage(self, path: Path, calls: dict[str, Call], error: Exception) -> None:
        """Set a damaged draft aside; what is sound of it counts when there is no other of the debtor."""
        with suppress(OSError):
            saved = None if path.is_dir() else salvage_draft(path.read_bytes())
            kept = path if self._read_only else files.set_aside(path)
            if saved is None or self._path(saved.call.debtor_id).stem != path.stem:
                self._report(files.damaged(kept, error))
                return
            self._report(files.damaged(kept, f"{error}; fields saved: {saved.fields}"))
            debtor_id = saved.call.debtor_id
            if debtor_id not in calls or debtor_id in self._salvaged:
                calls[debtor_id] = self._salvaged[debtor_id] = saved.call

    def _keep_salvaged(self) -> None:
        """Write what was saved of damaged drafts. What cannot be is in memory, see `make_sure`."""
        salvaged, self._salvaged = self._salvaged, {}
        for debtor_id, call in salvaged.items():
            if not self._read_only and self.known.get(debtor_id) is call:
                with suppress(StoreError):
                    self.save(call)


def _document(call: Call) -> bytes:
    """The call as it is written: the notes stand early, where a file that is cut off still has them."""
    document = encode(call)
    return to_bytes({name: document[name] for name in _FIRST if name in document} | document)


def _content(path: Path) -> bytes:
    """What is in a draft; a newest state may have reached the disk, and its other name, meanwhile."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return path.with_suffix(".json").read_bytes()
