"""Targets: the files that the cockpit reads. Each is read, or refused in one clear sentence."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

from fuzz.folders import new_folder
from fuzz.fuzzing import target
from fuzz.hostile import BYTES, PIECE, TEXT, a_text, edited, harmless, seeded, sentence, toml_text
from hypothesis import strategies as st

from cockpit.core.call import CallKind, Stage
from cockpit.desk import settings as settings_file
from cockpit.desk.linting import CannotRead, Circumstances, Linter
from cockpit.desk.scenario_checks import examined_text
from cockpit.desk.transcripts import judged
from cockpit.intake import FIELDS, Defaults, IntakeError, read, to_ledger
from cockpit.language import current, sentences, use
from cockpit.language.playbook_sentences import playbook_error, playbook_notice
from cockpit.language.practice_sentences import not_a_transcript
from cockpit.language.spoken import Spoken
from cockpit.language.tone_sentences import rule_error
from cockpit.paths import bundled
from cockpit.playbook import library as playbooks
from cockpit.playbook.filling import fill
from cockpit.playbook.problems import PlaybookError
from cockpit.roleplay import library as scenarios
from cockpit.roleplay.rehearsal import rehearse
from cockpit.roleplay.transcript import NotATranscript
from cockpit.tone import judge
from cockpit.tone import library as tone_library
from cockpit.tone.reading import read_rules
from cockpit.tone.rules import RuleError
from cockpit.widgets.actions import keys_with
from cockpit.widgets.themes import BadTheme, hard_to_read, load_theme

MONDAY = date(2026, 11, 23)
EXPORTS = Path(__file__).parent.parent / "intake" / "exports"

HERE = new_folder()


def texts_of(*paths: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in paths]


def in_both_languages(say):
    """The sentence in every interface language; each is one clear line."""
    before = current()
    try:
        for tag in ("en", "nl"):
            use(tag)
            sentence(say())
    finally:
        use(before)


# -- exports of open items ----------------------------------------------------------------------------------

BASES = [path.read_bytes() for path in sorted(EXPORTS.iterdir()) if path.suffix in {".csv", ".tsv", ".txt"}]
HEADINGS = (
    *(
        "Naam",
        "Klantnummer",
        "Factuurnummer",
        "Factuurdatum",
        "Vervaldatum",
        "Bedrag",
        "Openstaand",
        "Valuta",
    ),
    *("E-mail", "Telefoon", "Omschrijving", "Land", "Taal", "Soort", "Herinneringen", "Betalingskenmerk"),
)
CELL = TEXT | st.sampled_from(["10,00", "1.842,50", "01-09-2026", "2026-10-01", "Zonneveld", "F1", "EUR", ""])


def mutated_bytes(random: Random) -> bytes:
    """An export of a package with a few places spoilt."""
    data = bytearray(random.choice(BASES))
    for _ in range(random.randint(0, 6)):
        at, what = random.randint(0, len(data)), random.randrange(4)
        if what == 0:
            data[at : at + random.randrange(60)] = b""
        elif what == 1:
            data[at:at] = a_text(random).encode("utf-8", "surrogatepass")
        elif what == 2:
            data[at:at] = data[at : at + random.randrange(400)]
        else:
            data[at : at + 1] = random.choice([b'"', b"\n", b"\r", b";", b"\x00", b"\xff", b"\xe2\x80\xae"])
    return bytes(data)


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    heads = draw(st.lists(st.sampled_from(HEADINGS) | TEXT, min_size=1, max_size=10))
    if draw(st.booleans()):
        heads = ["Naam", "Factuurnummer", "Factuurdatum", "Bedrag", *heads]
    rows = draw(st.lists(st.lists(CELL, max_size=len(heads) + 2), max_size=8))
    stream = io.StringIO(newline="")
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    delimiter = draw(st.sampled_from(";,\t|"))
    writer = csv.writer(
        stream,
        delimiter=delimiter,
        quoting=quoting,
        lineterminator=draw(st.sampled_from(["\r\n", "\n", "\r"])),
    )
    writer.writerows([heads, *rows])
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    return stream.getvalue().encode(encoding, "replace" if encoding != "utf-8" else "surrogatepass")


def values_of(item: object) -> list[str]:
    """Every text in the fields of a value."""
    return [value for name in item.__slots__ if isinstance(value := getattr(item, name), str)]


def imported(data: bytes, columns: dict[str, str] | None = None) -> None:
    defaults = Defaults(today=MONDAY)
    try:
        found = read(data, defaults=defaults, columns=columns)
    except IntakeError as error:
        in_both_languages(partial(sentences.intake_problem, error.code, error.values))
        if error.layout:
            for header in error.layout.headers:
                sentence(header)
        return
    for one in (*found.refused, *found.notices):
        sentence(sentences.intake_problem(one.code, one.values))
        assert one.line >= 1
    for item in (*found.debtors.values(), *found.invoices):
        for text in values_of(item):
            assert "\n" not in text and len(text) <= 1000
            harmless(text)
    to_ledger(found, None, "x")  # type: ignore[arg-type]


@target("import: bytes", BYTES | seeded(mutated_bytes), limit=5)
def import_bytes(data: bytes) -> None:
    imported(data)


CHOSEN = st.none() | st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(HEADINGS) | TEXT, max_size=3)


@target("import: tables", st.tuples(tables(), CHOSEN), limit=5)
def import_tables(case: tuple[bytes, dict[str, str] | None]) -> None:
    imported(*case)


# -- settings and themes ------------------------------------------------------------------------------------

SETTINGS = texts_of(bundled("sample_data") / "settings.toml")
KEYS = [f.name for f in settings_file.fields(settings_file.Settings)]
VALUE = TEXT.map(toml_text) | st.sampled_from(
    ["1", "-1", "true", "nan", "1e400", "[]", "{}", "1979-05-27", "9" * 30]
)
LINES = st.lists(st.tuples(st.sampled_from(KEYS) | TEXT.map(toml_text), VALUE), max_size=6)
TOML = LINES.map(lambda pairs: "".join(f"{key} = {value}\n" for key, value in pairs))
TABLE = st.sampled_from(["keys", "callers"]).flatmap(
    lambda name: LINES.map(lambda pairs: f"[{name}]\n" + "".join(f"{k} = {v}\n" for k, v in pairs))
)


def written(name: str, content: str | bytes) -> Path:
    path = HERE / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return path


@target("settings", BYTES | edited(SETTINGS) | TOML | TABLE)
def settings(content: str | bytes) -> None:
    found, problems = settings_file.read(written("settings.toml", content))
    for problem in problems:
        in_both_languages(partial(settings_file.problem_sentence, problem))
    for name in KEYS:
        value = getattr(found, name)
        if isinstance(value, str):
            assert "\n" not in value
            harmless(value)
    for told in keys_with(found.keys)[1]:
        sentence(f"[keys]: {told}")


THEMES = texts_of(*sorted(bundled("themes").glob("*.toml")))


@target("themes", BYTES | edited(THEMES))
def themes(content: str | bytes) -> None:
    path = written("eigen.toml", content)
    try:
        theme = load_theme(path)
    except BadTheme as bad:
        sentence(f"{bad.problem.file}: {bad.problem.key}: {bad.problem.reason}")
        return
    for problem in hard_to_read(theme):
        sentence(problem.reason)
    harmless(theme.title())
    theme.to_color_system().generate()


# -- tone rules ---------------------------------------------------------------------------------------------


def _cut_down(text: str, kept: str) -> str:
    """A rule file with one of its rules: it is read over and over."""
    parts = re.split(r"(?m)^(?=\[\[?rule\.)", text)
    return "".join(
        part for part in parts if not part.startswith("[") or re.match(rf"\[+rule\.{kept}\b", part)
    )


NL_RULES = _cut_down((Path(str(tone_library._SHELF)) / "nl.toml").read_text("utf-8"), "must")
ATOMS = (
    *(
        "a",
        "b",
        "moet*",
        "*en",
        "{w}",
        "{v}",
        "..",
        "...",
        "....",
        "^",
        "$",
        "!a",
        "!(a|b)",
        "#",
        "#day",
        "<x>",
    ),
    *("<x=a|b>", "(a|b c)", "[a|b]", "(", ")", "[", "]", "{", "}", "|", "<", ">", "!", "*", "\n|", "\n"),
)
ATOM = st.sampled_from(ATOMS)
PHRASE = st.lists(ATOM | PIECE, max_size=12).map(" ".join)
SPOKEN = st.lists(
    st.sampled_from(["a", "b", "moeten", "c", ",", "?", "u", "waarom", "vrijdag", "27-11"]) | PIECE,
    max_size=40,
)


@st.composite
def rule_files(draw: st.DrawFn) -> str:
    severity = draw(st.sampled_from(['"error"', '"warning"', "1", '"x"']))
    words = "".join(f"{name} = {toml_text(draw(PHRASE))}\n" for name in draw(st.sets(st.sampled_from("wvu"))))
    parts = [
        'language = "nl"\n[words]\n' + words,
        "[rule.eigen]\n",
        f"severity = {severity}\n",
        f"message = {toml_text(draw(TEXT))}\n",
        f"bad = {toml_text(draw(TEXT | SPOKEN.map(' '.join)))}\ngood = {toml_text(draw(TEXT) or 'goed')}\n",
        f"[[rule.eigen.match]]\nphrases = {toml_text(draw(PHRASE) or 'a')}\n",
        f"[[rule.eigen.say]]\nsay = {toml_text(draw(TEXT) or 'x')}\nwhen = {toml_text(draw(PHRASE))}\n",
    ]
    return "".join(parts)


@target(
    "tone rules",
    st.tuples(rule_files() | edited([NL_RULES[-6000:], NL_RULES], 3) | TEXT, SPOKEN),
    limit=8,
    few=8,
)
def rules(case: tuple[str, list[str]]) -> None:
    content, spoken = case
    try:
        made = read_rules("nl.toml", content, "nl", NL_RULES)
    except RuleError as error:
        in_both_languages(partial(rule_error, error))
        return
    for one in judge(
        " ".join(spoken), lang="nl", stage=Stage.NEGOTIATION, kind=CallKind.REMINDER, rules=made
    ):
        assert 0 <= one.start <= one.end
        for text in (one.message, one.suggestion, one.source, one.other_side):
            assert "\n" not in text
            harmless(text.replace("\t", " "))


@target("tone: phrases", st.tuples(PHRASE, SPOKEN), limit=2)
def phrases(case: tuple[str, list[str]]) -> None:
    """Phrases by themselves: much quicker than a whole file."""
    from cockpit.tone.notation import Lexicon, NotationError
    from cockpit.tone.phrases import Phrases

    block, spoken = case
    try:
        made = Phrases(block, Lexicon({"w": "a|b c", "v": "{w} {w}", "x": "{x}"}))
        list(made.find(spoken, {0}))
    except NotationError as error:
        assert str(error)


@target("tone: any line", st.tuples(TEXT | SPOKEN.map(" ".join), st.sampled_from(["nl", "en"])))
def lines(case: tuple[str, str]) -> None:
    text, tag = case
    for stage in (Stage.OPENING, Stage.NEGOTIATION):
        for one in judge(text, lang=tag, stage=stage, kind=CallKind.DUNNING):
            assert 0 <= one.start <= one.end <= len(text)


# -- playbooks, scenarios, transcripts ----------------------------------------------------------------------

BOOKS = {path.name: path.read_text(encoding="utf-8") for path in sorted(playbooks.SHELF.glob("*.toml"))}


@target(
    "playbooks",
    st.sampled_from(sorted(BOOKS)).flatmap(
        lambda name: st.tuples(st.just(name), edited([BOOKS[name]]) | TEXT)
    ),
    limit=8,
    few=10,
)
def playbook(case: tuple[str, str]) -> None:
    name, content = case
    folder = HERE / "playbooks"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    try:
        library = playbooks.Library(folder)
        for problem in library.problems:
            in_both_languages(partial(playbook_notice, problem, name=name))
        kind, tag = name.split(".")[:2]
        book = library.load(CallKind.REMINDER if kind in ("common", "objections") else CallKind(kind), tag)
        for step in book.steps:
            for line in step.lines:
                harmless(fill(line, {}).text)
        linter = Linter(folder)
        try:
            found = linter.file(str(path), Circumstances("nl"))
        except CannotRead as error:
            sentence(str(error))
            return
        for one in found:
            sentence(one.message)
            assert one.line >= 1 and one.column >= 1
    finally:
        path.unlink()


SCENARIOS = {path.name: path.read_text(encoding="utf-8") for path in sorted(scenarios.SHELF.glob("*.toml"))}


@target(
    "scenarios",
    st.sampled_from(sorted(SCENARIOS)).flatmap(
        lambda name: st.tuples(st.just(name), edited([SCENARIOS[name]]) | TEXT, st.lists(TEXT, max_size=3))
    ),
    limit=20,
    few=6,
)
def scenario(case: tuple[str, str, list[str]]) -> None:
    name, content, said = case
    try:
        made, wrong = scenarios.read_whole(name, content)
    except PlaybookError as error:
        wrong = (error,)
    for problem in wrong:
        in_both_languages(partial(playbook_error, problem))
    if wrong:
        return
    if len(content) % 20 == 0:  # to examine one is to play all its talks
        for one in examined_text(name, content)[1]:
            sentence(one.message)
    talk = rehearse(made, 1, MONDAY, Spoken(made.language))
    for text in said:
        talk = talk.say(text)
    for line in talk.lines:
        harmless(line.text)


TALK = st.lists(
    st.fixed_dictionaries(
        {"speaker": st.sampled_from(["collector", "debtor"]) | TEXT, "text": TEXT | st.integers()}
    ).map(lambda line: json.dumps(line).encode())
    | BYTES,
    max_size=6,
)


@target("transcripts", st.tuples(TALK, st.sampled_from(["nl", "en"])), few=10)
def transcript(case: tuple[list[bytes], str]) -> None:
    lines, tag = case
    try:
        made = judged(io.BytesIO(b"\n".join(lines)), CallKind.REMINDER, tag, MONDAY)
    except NotATranscript as error:
        in_both_languages(partial(not_a_transcript, error, "talk.jsonl"))
        return
    for check in made.checks:
        harmless(check.quote or "")


@target(
    "practice: any sentence",
    st.tuples(st.sampled_from(sorted(SCENARIOS)), st.lists(TEXT, min_size=1, max_size=4)),
    few=10,
)
def practise(case: tuple[str, list[str]]) -> None:
    name, said = case
    known, wrong = scenarios.read_whole(name, SCENARIOS[name])
    assert not wrong
    talk = rehearse(known, 1, MONDAY, Spoken(known.language))
    for text in said:
        talk = talk.say(text)
    for line in talk.lines:
        assert "\n" not in line.text
        harmless(line.text)
    _ = talk.scorecard, talk.result
