"""Are the translations complete? `python -m cockpit.language.check` says what is not, and exits with 1.

It compares the texts that are marked in the source with the `.po` file of every language: nothing may be
missing, empty, fuzzy or obsolete, `{places}` are the same on both sides, and nothing computed is marked (a
text put together while the program runs is in no catalogue). `--update` writes the new texts into the `.po`
files and takes out those that are gone.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from cockpit.language.catalogue import DOMAIN, LOCALES

SOURCE = LOCALES.parent.parent
KEYWORDS = {"_": 1, "N_": 1, "gettext": 1, "ngettext": 2, "NN_": 2, "pgettext": 2}
"""What marks a text, and how many of its arguments are texts; the first of `pgettext` is the context."""

_PLACES = re.compile(r"\{\w*\}|\$\w+|%(?:\(\w+\))?[drs]")
_WIDTH = 110


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something to repair: where, and what."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


def marked(source: Path) -> Catalog:
    """All texts that are marked for translation in the Python files of a folder, in their order.

    The syntax tree finds them: the extractor of Babel passes over those inside an f-string.
    """
    catalogue = Catalog(fuzzy=False)
    for path in _modules(source):
        for node in sorted(_calls(path), key=lambda node: (node.lineno, node.col_offset)):
            name = _called(node)
            texts = [text for text in map(_literal, node.args[: KEYWORDS[name]]) if text]
            if len(texts) != KEYWORDS[name]:
                continue
            context = texts.pop(0) if name == "pgettext" else None
            message = texts[0] if len(texts) == 1 else tuple(texts)
            catalogue.add(message, locations=[(_name(path, source), node.lineno)], context=context)
    return catalogue


def computed(source: Path) -> Iterator[Fault]:
    """Marked texts that are put together while the program runs, and that no translation can match."""
    for path in _modules(source):
        for node in _calls(path):
            if any(map(_is_computed, node.args[: KEYWORDS[_called(node)]])):
                yield Fault(
                    f"{_name(path, source)}:{node.lineno}", "a computed text is marked for translation"
                )


def faults(catalogue: Catalog, template: Catalog, po: str) -> Iterator[Fault]:
    """What is wrong with the catalogue of one language; `po` is the name of its file."""
    for message in _texts(template):
        found = catalogue.get(message.id, message.context)
        place = ":".join(map(str, message.locations[0]))
        if found is None:
            yield Fault(place, f"not in {po}: {_first(message)!r}")
        elif not all(_forms(found)):
            yield Fault(place, f"not translated in {po}: {_first(message)!r}")
        elif found.fuzzy:
            yield Fault(place, f"fuzzy in {po}: {_first(message)!r}")
        elif not _same_places(message, found):
            yield Fault(place, f"other places to fill in {po}: {_first(message)!r}")
    for message in [*_gone(catalogue, template), *catalogue.obsolete.values()]:
        yield Fault(f"{po}:{message.lineno}", f"no longer used: {_first(message)!r}")


def update(po: Path, template: Catalog) -> None:
    """Write the catalogue of one language anew: all texts of the source in their order, translated or not."""
    old = _read(po)
    header = po.read_text("utf-8").split("\n\n", 1)[0].rstrip("\n")
    new = Catalog(locale=old.locale, fuzzy=False)
    for message in _texts(template):
        found = old.get(message.id, message.context)
        files = dict.fromkeys(name for name, _line in message.locations)
        new.add(
            message.id,
            found.string if found and len(_forms(found)) == len(_ids(message)) else None,
            locations=[(name, 0) for name in files],
            context=message.context,
            user_comments=found.user_comments if found else (),
            flags=[flag for flag in (found.flags if found else ()) if flag == "fuzzy"],
        )
    written = BytesIO()
    write_po(written, new, width=_WIDTH, omit_header=True, include_lineno=False)
    po.write_bytes(f"{header}\n\n".encode() + written.getvalue())


def main(arguments: Sequence[str], source: Path = SOURCE, locales: Path = LOCALES) -> int:
    """Check, or with `--update` write; the exit status is 1 when something has to be repaired."""
    template = marked(source)
    files = sorted(locales.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    if "--update" in arguments:
        for po in files:
            update(po, template)
    found = list(computed(source))
    for po in files:
        found.extend(faults(_read(po), template, f"{po.parts[-3]}/{po.name}"))
    for fault in found:
        sys.stderr.write(f"{fault}\n")
    return 1 if found else 0


def _modules(source: Path) -> list[Path]:
    return sorted(source.rglob("*.py"))


def _name(path: Path, source: Path) -> str:
    return path.relative_to(source.parent).as_posix()


def _read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=po.parts[-3], abort_invalid=True)


def _texts(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _gone(catalogue: Catalog, template: Catalog) -> Iterator[Message]:
    return (m for m in _texts(catalogue) if template.get(m.id, m.context) is None)


def _forms(message: Message) -> tuple[str, ...]:
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ("",))


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _first(message: Message) -> str:
    return _ids(message)[0]


def _same_places(message: Message, found: Message) -> bool:
    """Whether every form has the places of an English form; the singular may leave the number out."""
    english = [_places(text) for text in _ids(message)]
    return all(_places(text) in english for text in _forms(found))


def _places(text: str) -> Iterable[str]:
    return sorted(set(_PLACES.findall(text)))


def _calls(path: Path) -> Iterator[ast.Call]:
    """The calls in a file that mark a text."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and _called(node) in KEYWORDS:
            yield node


def _literal(argument: ast.expr) -> str:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is_computed(argument: ast.expr) -> bool:
    """An f-string, `"…" + x`, `"…" % x` or `"…".format(x)`."""
    called_on_text = isinstance(argument, ast.Call) and _called(argument) in {"format", "join"}
    return isinstance(argument, ast.JoinedStr | ast.BinOp) or called_on_text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
