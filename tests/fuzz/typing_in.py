"""Targets: what a person types, pastes or drags into a box, as far as it is understood without a screen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from fuzz.folders import new_folder
from fuzz.fuzzing import target
from fuzz.hostile import BYTES, TEXT, harmless, sentence
from hypothesis import strategies as st

from cockpit.core.money import Money
from cockpit.core.text import BLOCK_LIMIT, LINE_LIMIT, clean_block, clean_line, fold, shorten
from cockpit.desk.line_requests import NotAsked, asked
from cockpit.desk.typed_path import complete, typed_files
from cockpit.language import NotUnderstood, sentences
from cockpit.language.amounts import parse_amount
from cockpit.language.dates import parse_day, parse_moment
from cockpit.language.names import spoken_name
from cockpit.language.past_days import parse_past_day
from cockpit.language.room import parse_room
from cockpit.language.spoken import Spoken
from cockpit.playbook.filling import fill
from cockpit.playbook.script import Line

ZONE = ZoneInfo("Europe/Amsterdam")
WORDS = Path(__file__).parent.parent / "language"
SAID = sorted(
    {
        word
        for path in WORDS.glob("*_??.txt")
        for line in path.read_text("utf-8").splitlines()
        for word in line[:34].split()
    }
    | {"'s", "t/m", "+", "-", "/", "31", "30", "29", "28", "0", "99", "."}
)
PHRASE = st.lists(st.sampled_from(SAID), min_size=1, max_size=6).map(" ".join) | TEXT
DAYS = st.dates(date(2020, 1, 1), date(2044, 12, 31))
TAGS = st.sampled_from(["nl", "en", "nl_BE"])
COUNTRIES = st.sampled_from(["NL", "BE"])


@target("typed: texts", TEXT, few=60)
def texts(text: str) -> None:
    """What every text from outside goes through."""
    line, block = clean_line(text), clean_block(text)
    assert len(line) <= LINE_LIMIT and len(block) <= BLOCK_LIMIT
    assert "\n" not in line and "\t" not in line
    harmless(line)
    harmless(block.replace("\t", " "))
    assert clean_line(line) == line and clean_block(block) == block
    line.encode("utf-8")
    fold(text)
    assert len(shorten(text, 7)) <= 7
    assert spoken_name(line) is not None


@target("typed: days", st.tuples(PHRASE, DAYS, TAGS, COUNTRIES), few=40)
def days(case: tuple[str, date, str, str]) -> None:
    text, today, tag, country = case
    try:
        found = parse_day(text, today, tag, country)
        assert found.day >= today and (found.certain or found.note_code)
    except NotUnderstood as error:
        sentence(sentences.not_understood(error))
    try:
        assert parse_past_day(text, today, tag, country) <= today
    except NotUnderstood as error:
        sentence(sentences.not_understood(error))
    parse_room(text, Money(Decimal(100)), today, tag, country)


@target("typed: moments", st.tuples(PHRASE, DAYS, st.integers(0, 1439), TAGS, COUNTRIES), few=40)
def moments(case: tuple[str, date, int, str, str]) -> None:
    text, today, minute, tag, country = case
    now = datetime(today.year, today.month, today.day, tzinfo=ZONE) + timedelta(minutes=minute)
    try:
        found = parse_moment(text, now, tag, country)
        assert found.moment.astimezone(UTC) >= now.astimezone(UTC)
    except NotUnderstood as error:
        sentence(sentences.not_understood(error))


@target(
    "typed: amounts",
    st.tuples(
        TEXT | st.text("0123456789.,-€ eur'=()", max_size=14), TAGS, st.sampled_from(["EUR", "JPY", "KWD"])
    ),
    few=60,
)
def amounts(case: tuple[str, str, str]) -> None:
    try:
        assert parse_amount(*case).money.amount > 0
    except NotUnderstood as error:
        sentence(sentences.not_understood(error))


@target("typed: practice talk", st.tuples(PHRASE, TAGS, DAYS), few=20)
def spoken(case: tuple[str, str, date]) -> None:
    text, tag, today = case
    mouth = Spoken(tag)
    for name in ("amounts", "days", "shares"):
        if hasattr(mouth, name):
            getattr(mouth, name)(text, today) if name == "days" else getattr(mouth, name)(text)


FOLDER = new_folder()
(FOLDER / "export.csv").write_text("x")
(FOLDER / "een map").mkdir()


@target("typed: paths", TEXT | TEXT.map(lambda text: f"{FOLDER}/{text}"), few=40)
def paths(text: str) -> None:
    """Nothing is opened here: a path is only found out, and completed by harmless names."""
    typed_files(text)
    found = complete(text)
    for name in found.names:
        harmless(name)


@target(
    "typed: lines of a script",
    st.tuples(TEXT, st.dictionaries(st.sampled_from(["name", "amount", "contact", "day"]), TEXT)),
    few=40,
)
def script_lines(case: tuple[str, dict[str, str]]) -> None:
    text, known = case
    spoken = fill(Line(clean_line(text) or "x"), {name: clean_line(value) for name, value in known.items()})
    harmless(spoken.text)


@target("requests to judge", BYTES, few=40)
def requests(line: bytes) -> None:
    try:
        asked(line)
    except NotAsked as error:
        sentence(str(error))
