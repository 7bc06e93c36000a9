"""Checking a playbook file as a script, beside those of its own folder and of the other languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cockpit.desk.findings import Found, of_playbook_file, of_script
from cockpit.playbook import Library, PlaybookError
from cockpit.playbook.checking import Translation, check
from cockpit.playbook.sheets import Form, Sheet, read_sheet


def check_script(
    path: str, text: str, library: Library, language: str, asks_day: Callable[[str, str], bool]
) -> tuple[Sheet | None, list[Found]]:
    """The file as far as it can be read, and what is wrong with it.

    `library` is that of its folder. `language` is for a file that does not say its own; `asks_day` says of
    a language and a text of it whether that asks for a day.
    """
    try:
        sheet = read_sheet(path, text, library, language)
    except PlaybookError as error:
        return None, [of_playbook_file(error)]
    tag = sheet.language
    problems = check(sheet, lambda said: asks_day(tag, said), dict(_translations(sheet, library)))
    found = [*map(of_playbook_file, sheet.wrong), *map(of_script, problems)]
    return sheet, list(dict.fromkeys(found))


def _translations(sheet: Sheet, library: Library) -> Iterator[tuple[str, Translation]]:
    """What the other languages have of the same."""
    for tag in library.languages():
        if tag != sheet.language:
            yield tag, _translation(sheet, library, tag)


def _translation(sheet: Sheet, library: Library, tag: str) -> Translation:
    if sheet.form is not Form.PLAYBOOK:
        shared = library.shared(tag)
        cards = shared[1] if shared else ()
        return Translation(shared is not None, cards=frozenset(card.id for card in cards))
    try:
        book = library.load(next(iter(sheet.kinds)), tag)
    except PlaybookError:
        return Translation(False)
    steps, cards = (step.id for step in book.steps), book.objections
    return Translation(True, frozenset(steps), frozenset(card.id for card in cards))
