"""The playbooks that come with the cockpit, and a team's own. The one place in this room that reads files.

A team's own files lie in one folder (`playbooks` in the workspace) and are called as ours are:

- `<kind>.<language>.toml` takes the place of our playbook of that kind;
- `objections.<language>.toml` changes the cards that it names, line by line, and adds others;
- `common.<language>.toml` changes what it gives: the voicemail, the third-party lines, single labels.

A language that we do not have needs all of them. A file that cannot be used is reported in
`Library.problems`, and ours holds in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from cockpit.core.call import CallKind
from cockpit.plain_files import NotPlain, beginning
from cockpit.playbook.problems import N_, PlaybookError
from cockpit.playbook.reading import Common, read_common, read_objections, read_playbook
from cockpit.playbook.script import Objection, Playbook

FILE_LIMIT = 250_000
"""Bytes: some fifty times the longest of ours."""

SHELF = Path(__file__).parent / "playbooks"
_NAME = re.compile(r"([a-z-]+)\.([a-z]{2,3})\.toml")
_SHARED = ("common", "objections")
_SHARED_AND_KINDS = (*_SHARED, *(kind.value for kind in CallKind))

_Stamp = tuple[int, int, int]
"""What is other than before when a file was saved."""


class Library:
    """Our playbooks with those of the folder `own` in front of them; the folder need not be there.

    A file is read once, and again when `refresh` finds that it was saved.
    """

    def __init__(self, own: Path | None = None) -> None:
        self.own = own
        self._stamps: dict[Path, _Stamp] | None = None
        self._problems: tuple[PlaybookError, ...] = ()
        self._common: dict[str, Common] = {}
        self._cards: dict[str, tuple[Objection, ...]] = {}
        self._books: dict[tuple[CallKind, str], Playbook] = {}
        self._books_before: dict[tuple[CallKind, str], Playbook] = {}

    def languages(self) -> tuple[str, ...]:
        """The languages in which every kind of call can be held, as in ("en", "nl")."""
        self._look()
        whole = [tag for tag in self._common if all((kind, tag) in self._books for kind in CallKind)]
        return tuple(sorted({*_languages(), *whole}))

    def load(self, kind: CallKind, language: str) -> Playbook:
        """The script for one kind of call. "nl_BE" and "nl-BE" are "nl".

        Where only the team has one and it was spoilt since, it stays as it was last. Raises `PlaybookError`
        when there is none in that language.
        """
        self._look()
        tag = tag_of(language)
        book = self._books.get((kind, tag)) or self._books_before.get((kind, tag))
        if book is None:
            if tag not in _languages():
                names = ", ".join(self.languages())
                expected = N_("a language out of {names}")
                raise PlaybookError(f"{kind.value}.{tag}.toml", "", expected, {"names": names})
            book = self._books[kind, tag] = self._ours(kind, tag)
        return book

    def cards(self, language: str) -> tuple[Objection, ...]:
        """The objection cards that all kinds of call share in a language; empty where there are none."""
        self._look()
        return self._cards.get(tag_of(language), ())

    def shared(self, language: str) -> tuple[Common, tuple[Objection, ...]] | None:
        """What the playbooks of a language have in common; None for a language that there is not."""
        self._look()
        tag = tag_of(language)
        return (self._common[tag], self._cards[tag]) if tag in self._common else None

    def files(self) -> tuple[Path, ...]:
        """Every file that is used or should be, ours first, without those whose place another takes."""
        own = self.own_files()
        taken = {path.name for path in own if not path.name.startswith(_SHARED)}
        return (*(path for path in _shipped() if path.name not in taken), *own)

    def own_files(self) -> list[Path]:
        """The team's own files, whether they can be used or not."""
        if self.own is None or self.own == SHELF:
            return []
        try:
            files = sorted(path for path in self.own.iterdir() if path.suffix == ".toml")
            return [path for path in files if not path.name.startswith(".")]
        except OSError:  # not there, or not ours to read: then there are none
            return []

    @property
    def problems(self) -> tuple[PlaybookError, ...]:
        """What in the team's own folder cannot be used."""
        self._look()
        return self._problems

    def refresh(self) -> bool:
        """Look whether an own file was saved, added or taken away, and read them anew then; True if so."""
        stamps = {path: stamp for path in self.own_files() if (stamp := _stamp(path))}
        if stamps == self._stamps:
            return False
        self._stamps = stamps
        self._books_before |= {key: book for key, book in self._books.items() if key[1] not in _languages()}
        self._books, self._common, self._cards = {}, {}, {}
        self._problems = tuple(self._read_own(list(stamps)))
        return True

    def _look(self) -> None:
        if self._stamps is None:
            self.refresh()

    def _read_own(self, paths: list[Path]) -> Iterator[PlaybookError]:
        """Read all own files; gives what cannot be used of them."""
        named = {parts: path for path in paths if (parts := parts_of(path.name))}
        for path in paths:
            if not parts_of(path.name):
                names = ", ".join(_SHARED_AND_KINDS)
                expected = N_("a name such as reminder.nl.toml, with one of {names}")
                yield PlaybookError(str(path), "", expected, {"names": names})
        for tag in dict.fromkeys((*_languages(), *(tag for _, tag in named))):
            yield from self._read_shared(tag, named.get(("common", tag)), named.get(("objections", tag)))
        for (what, tag), path in named.items():
            if what not in _SHARED:
                yield from self._read_book(CallKind(what), tag, path)

    def _read_shared(self, tag: str, common: Path | None, cards: Path | None) -> Iterator[PlaybookError]:
        ours = shipped_shared(tag) if tag in _languages() else None
        if ours:
            self._common[tag], self._cards[tag] = ours
        try:
            if common:
                self._common[tag] = read_common(str(common), text_of(common), ours[0] if ours else None)
                self._cards.setdefault(tag, ())
        except PlaybookError as problem:
            yield problem
        try:
            if cards and tag in self._common:
                base = ours[1] if ours else ()
                self._cards[tag] = read_objections(str(cards), text_of(cards), self._common[tag], base)
        except PlaybookError as problem:
            yield problem

    def _read_book(self, kind: CallKind, tag: str, path: Path) -> Iterator[PlaybookError]:
        if tag not in self._common:
            expected = N_("the file {name} beside it, for a language that does not come along")
            yield PlaybookError(str(path), "", expected, {"name": f"common.{tag}.toml"})
            return
        try:
            book = read_playbook(str(path), text_of(path), self._common[tag], self._cards[tag])
            for key, value, name in (("kind", book.kind.value, kind.value), ("language", book.language, tag)):
                if value != name:
                    expected = N_("“{name}”, as the file is called")
                    raise PlaybookError(str(path), key, expected, {"name": name})
            self._books[kind, tag] = book
        except PlaybookError as problem:
            yield problem

    def _ours(self, kind: CallKind, tag: str) -> Playbook:
        """Our playbook, with the lines and cards that the team shares among its own."""
        shared = self._common[tag], self._cards[tag]
        if all(mine is ours for mine, ours in zip(shared, shipped_shared(tag), strict=True)):
            return _shipped_book(kind, tag)
        path = SHELF / f"{kind.value}.{tag}.toml"
        return read_playbook(str(path), text_of(path), *shared)


def languages() -> tuple[str, ...]:
    """The languages of the playbooks that come along, as in ("en", "nl")."""
    return _SHIPPED.languages()


def load(kind: CallKind, language: str) -> Playbook:
    """The script that comes along for one kind of call. "nl_BE" and "nl-BE" are "nl".

    Raises `PlaybookError` when there is none in that language or when a file cannot be used.
    """
    return _SHIPPED.load(kind, language)


def tag_of(language: str) -> str:
    """The language without its region."""
    return language.replace("-", "_").partition("_")[0].lower()


def text_of(path: Path) -> str:
    """The text of a playbook file. Raises `PlaybookError` when it cannot be read or is no playbook's size."""
    try:
        raw = beginning(path, FILE_LIMIT)
        if len(raw) > FILE_LIMIT:
            raise PlaybookError(str(path), "", N_("a file of at most 250 kB"))
        return raw.decode("utf-8-sig")
    except NotPlain as problem:
        raise PlaybookError(str(path), "", N_("an ordinary file, and no folder, pipe or device")) from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise PlaybookError(str(path), "", N_("a file in UTF-8 that can be read")) from problem


def parts_of(name: str) -> tuple[str, str] | None:
    """What a file holds and in which language, by its name; None for a name that no playbook file has."""
    found = _NAME.fullmatch(name)
    return (found[1], found[2]) if found and found[1] in _SHARED_AND_KINDS else None


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except OSError:  # gone since it was listed
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@cache
def _shipped() -> tuple[Path, ...]:
    return tuple(sorted(path for path in SHELF.iterdir() if path.suffix == ".toml"))


@cache
def _languages() -> tuple[str, ...]:
    return tuple(path.name.split(".")[1] for path in _shipped() if path.name.startswith("common."))


@cache
def shipped_shared(tag: str) -> tuple[Common, tuple[Objection, ...]]:
    """What our own playbooks of a language have in common."""
    path = SHELF / f"common.{tag}.toml"
    common = read_common(str(path), text_of(path))
    path = SHELF / f"objections.{tag}.toml"
    return common, read_objections(str(path), text_of(path), common)


@cache
def _shipped_book(kind: CallKind, tag: str) -> Playbook:
    path = SHELF / f"{kind.value}.{tag}.toml"
    return read_playbook(str(path), text_of(path), *shipped_shared(tag))


_SHIPPED = Library()
