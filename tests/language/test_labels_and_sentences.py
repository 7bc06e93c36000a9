"""Every value and every code of the other rooms has its words, in every language."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

import pytest

from cockpit.core.agreement import Method, State
from cockpit.core.calendar import holidays
from cockpit.core.call import CallKind, Stage
from cockpit.core.followup import FollowUpKind
from cockpit.core.money import Money
from cockpit.core.outcome import Reach, Result
from cockpit.core.reason import Reason, ReasonCode
from cockpit.intake.layout import FIELDS
from cockpit.intake.problems import ERRORS, NOTICES, REFUSED
from cockpit.language import NotUnderstood, dates, errors, labels, sentences, use
from cockpit.language.day_slots import DayReading
from cockpit.language.moments import MomentReading
from cockpit.language.practice_sentences import check
from cockpit.language.practice_tasks import task
from cockpit.roleplay.check_files import Check
from cockpit.store.port import StoreError

ZONE = ZoneInfo("Europe/Amsterdam")
DUE = datetime(2026, 9, 30, 14, 30, tzinfo=UTC)
TAGS = ["en", "nl", "nl_BE"]
UNFILLED = re.compile(r"[{}…]")

LABELLED: list[tuple[Callable[[StrEnum, str], str], type[StrEnum]]] = [
    (labels.kind, CallKind),
    (labels.stage, Stage),
    (labels.reach, Reach),
    (labels.result, Result),
    (labels.state, State),
    (labels.method, Method),
    (labels.follow_up, FollowUpKind),
]
VALUES: dict[ReasonCode, dict[str, object]] = {
    ReasonCode.COMMITMENT_OVERDUE: {"what": "kopie mailen", "due": DUE},
    ReasonCode.COMMITMENT_DUE: {"what": "kopie mailen", "due": DUE},
    ReasonCode.RING_BACK: {"due": DUE, "timed": True, "what": "goedkeuring"},
    ReasonCode.PROMISE_REVERSED: {"amount": Money(Decimal("1234567.89")), "due": DUE.date()},
    ReasonCode.CLAIM_NOT_FOUND: {"since": DUE, "what": "betaling van maandag"},
    ReasonCode.PAUSED_PAID: {"again": DUE.date()},
    ReasonCode.PROMISE_BROKEN: {"amount": Money(Decimal("1234567.89")), "due": DUE.date(), "days": 3},
    ReasonCode.PROMISE_DUE: {"amount": Money(Decimal("1842.5")), "due": DUE.date()},
    ReasonCode.CONFIRMATION: {"since": DUE},
    ReasonCode.VERIFY: {"what": "betaling van maandag", "due": DUE},
    ReasonCode.CONSULT: {"what": "korting", "due": DUE},
    ReasonCode.OVERDUE: {"amount": Money(Decimal("1234567.89")), "days": 1234},
    ReasonCode.COURTESY_AMOUNT: {"amount": Money(Decimal("4100"))},
    ReasonCode.COURTESY_NEW: {"amount": Money(Decimal("4100"))},
    ReasonCode.PAUSED_PROMISE: {"amount": Money(Decimal("4100")), "due": DUE.date()},
    ReasonCode.PAUSED_DISPUTE: {"count": 2, "what": "niet geleverd"},
    ReasonCode.PAUSED_CONTACTED: {"days": 2, "again": DUE.date()},
    ReasonCode.PAUSED_NO_NUMBER: {},
    ReasonCode.PAUSED_WRONG_NUMBER: {},
    ReasonCode.PAUSED_SKIPPED: {"until": DUE, "what": "vraagt om rust"},
    ReasonCode.PAUSED_DO_NOT_CALL: {},
    ReasonCode.PAUSED_RETRY: {"due": DUE},
    ReasonCode.PAUSED_RING_BACK: {"due": DUE},
    ReasonCode.PAUSED_HOLIDAY: {"day": "whit-monday"},
    ReasonCode.PAUSED_INSOLVENT: {},
    ReasonCode.NOTHING_OWED: {"amount": Money(Decimal("-20"))},
    ReasonCode.NOT_DUE: {"due": DUE.date()},
}
STORE: dict[str, dict[str, object]] = {
    "in-use": {"pid": 4711, "host": "kantoor"},
    "left-behind": {"pid": 4711, "host": "kantoor"},
    "read-only": {"path": "werkmap"},
    "disk-full": {"path": "werkmap"},
    "unwritable": {"path": "werkmap", "reason": "weg"},
    "damaged": {"path": "werkmap"},
    "in-the-way": {"path": "werkmap"},
    "missing": {"path": "werkmap"},
    "put-back": {"path": "werkmap"},
    "no-ledger": {"path": "werkmap"},
    "newer-version": {"path": "werkmap", "found": 3, "known": 1},
    "foreign": {"path": "/team", "name": "plan.odt", "inside": "/team/cockpit"},
    "visited": {"path": "werkmap"},
    "no-backup": {"name": "2026-11-23"},
}
INTAKE: dict[str, str] = {
    "field": "invoice_no",
    "missing": "debtor_name, open_amount",
    "due": "2026-12-24",
    "number": "2026-0412",
    "header": "Bedrag",
    "text": "1.250",
    "currency": "EUR",
    "kind": "xlsx",
}
REFUSALS: dict[str, dict[str, object]] = {
    "empty": {},
    "amount": {"text": "abc"},
    "amount-currency": {"text": "$ 5", "currency": "EUR"},
    "amount-negative": {},
    "amount-zero": {},
    "amount-decimals": {"text": "1,250", "digits": 2},
    "amount-too-large": {},
    "day": {"text": "abc"},
    "moment": {"text": "abc"},
    "no-day": {"text": "week 48"},
    "past": {"text": "gisteren"},
    "past-day": {"text": "morgen"},
    "no-such-day": {"text": "31-02"},
    "too-far": {"text": "1-12-2045"},
    "weekday-mismatch": {"text": "do 27-11", "day": date(2026, 11, 27)},
    "clause": {"text": "ten"},
}


def is_whole(text: str) -> bool:
    return bool(text.strip()) and UNFILLED.search(text) is None


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(("label", "values"), LABELLED)
def test_every_value_has_a_label(
    label: Callable[[StrEnum, str], str], values: type[StrEnum], tag: str
) -> None:
    named = [label(value, tag) for value in values]
    assert all(map(is_whole, named))
    assert len(set(named)) == len(named)


def test_labels_are_in_the_language_that_is_asked_for() -> None:
    assert labels.kind(CallKind.COURTESY) == "Courtesy call"
    assert labels.kind(CallKind.COURTESY, "nl") == "Servicegesprek"
    use("nl")
    assert labels.stage(Stage.OBJECTION) == "Tegenwerping"
    assert labels.method(Method.TRANSFER) == "overschrijving"
    assert labels.method(Method.TRANSFER, "en") == "bank transfer"
    assert (labels.language("nl_BE"), labels.language("en"), labels.language("pl")) == (
        "Nederlands",
        "English",
        "pl",
    )


@pytest.mark.parametrize("tag", TAGS)
def test_every_holiday_and_column_has_a_name(tag: str) -> None:
    codes = {code for country in ("NL", "BE") for code in holidays(country, 2026).values()}
    assert all(is_whole(labels.holiday(code, tag)) for code in codes)
    assert all(is_whole(labels.column(field, tag)) for field in FIELDS)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_has_a_sentence_that_fits(code: ReasonCode, tag: str) -> None:
    reason = Reason(code, VALUES[code])
    full, short = sentences.reason(reason, ZONE, tag), sentences.reason_short(reason, ZONE, tag)
    assert is_whole(full)
    assert is_whole(short)
    assert len(short) <= sentences.SHORT
    assert full[0].isupper() or not full[0].isalpha()
    assert not full.endswith(".")
    what = VALUES[code].get("what")
    assert what is None or full.endswith(f": {what}")


def say(code: ReasonCode, tag: str = "nl", **values: object) -> tuple[str, str]:
    reason = Reason(code, VALUES[code] | values)
    return sentences.reason(reason, ZONE, tag), sentences.reason_short(reason, ZONE, tag)


def test_reasons_as_they_are_read() -> None:
    assert say(ReasonCode.OVERDUE, amount=Money(Decimal("4100")), days=34) == (
        "€ 4.100,00, 34 dagen over de vervaldatum",
        "€ 4.100 · 34 d",
    )
    assert say(ReasonCode.OVERDUE, amount=Money(Decimal("4100")), days=1)[0].endswith(
        "1 dag over de vervaldatum"
    )
    assert say(ReasonCode.RING_BACK, what="") == (
        "Terugbellen, afgesproken voor wo 30 sep 16:30",
        "bel 16:30",
    )
    assert say(ReasonCode.RING_BACK, timed=False, what="") == (
        "Terugbellen, afgesproken voor wo 30 sep",
        "terugbellen",
    )
    assert say(ReasonCode.PROMISE_BROKEN, days=1)[1] == "gebroken 1 d"
    assert say(ReasonCode.PAUSED_RING_BACK)[1] == "bel wo 30 sep 16:30"
    assert say(ReasonCode.PAUSED_HOLIDAY) == (
        "Feestdag bij de klant: tweede pinksterdag",
        "tweede pinksterdag",
    )
    assert say(ReasonCode.PAUSED_DISPUTE, count=1, what="")[0] == "1 factuur wordt betwist"


def test_text_from_outside_stays_text_in_a_sentence() -> None:
    full, _short = say(ReasonCode.COMMITMENT_OVERDUE, what="\x1b[31mkopie\r\n{due} [b]")
    assert full.endswith(": kopie {due} [b]")


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("code", STORE)
def test_every_store_error_has_a_sentence(code: str, tag: str) -> None:
    said = sentences.store_error(StoreError(code, **STORE[code]), tag)
    assert is_whole(said)
    assert said.endswith(".")
    assert all(str(value) in said for value in STORE[code].values())


def test_the_codes_of_the_store_are_those_that_its_port_names() -> None:
    named = re.findall(r"`([a-z-]+)` \(", StoreError.__doc__ or "")
    assert set(named) == set(STORE)


def test_who_has_the_workspace_and_since_when() -> None:
    begun = datetime(2026, 11, 20, 8, 5, tzinfo=UTC)
    known = {"pid": 4711, "host": "kantoor", "person": "anna[/b]", "since": begun}
    when = dates.moment(begun.astimezone(), "en")
    assert sentences.who(known, "en") == f"anna[/b] (process 4711 on kantoor, since {when})"
    said = sentences.store_error(StoreError("left-behind", **known, last=begun), "en")
    assert said.count(when) == 2 and "cockpit unlock" in said
    assert sentences.who({"pid": 4711, "host": "kan\x1b[2Jtoor"}, "en") == "process 4711 on kantoor"


def test_an_unknown_code_or_a_missing_value_does_not_cost_the_message() -> None:
    assert sentences.store_error(StoreError("on-fire")) == "on-fire"
    assert sentences.store_error(StoreError("disk-full")) == "The disk is full: … cannot be written."


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(("code", "names"), (ERRORS | REFUSED | NOTICES).items())
def test_every_problem_of_the_intake_has_a_sentence(code: str, names: tuple[str, ...], tag: str) -> None:
    said = sentences.intake_problem(code, {name: INTAKE.get(name, "7") for name in names}, tag)
    assert said != code
    assert is_whole(said)


def test_problems_of_the_intake_as_they_are_read() -> None:
    assert sentences.intake_problem("needs-columns", {"missing": INTAKE["missing"]}, "nl") == (
        "Nog te kiezen, de kolom voor: naam van de debiteur, openstaand bedrag."
    )
    once = {"header": "Taal", "count": "1", "text": "Elfs"}
    assert sentences.intake_problem("ignored-values", once, "en") == "Not read in the column “Taal”: “Elfs”."
    assert "{days} dag" not in sentences.intake_problem(
        "due-derived", {"number": "7", "days": "1", "due": "2026-12-24"}, "nl"
    )
    due = {"number": "7", "days": "30", "due": "2026-12-24"}
    assert sentences.intake_problem("due-derived", due, "nl_BE").endswith("is 24/12/2026.")


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_has_a_sentence(code: str, tag: str) -> None:
    said = sentences.not_understood(NotUnderstood(code, **REFUSALS[code]), tag)
    assert said != code
    assert is_whole(said)


def test_the_codes_of_refusals_are_those_that_are_documented() -> None:
    named = re.findall(r"`([a-z-]+)`", errors.NotUnderstood.__doc__ or "")
    assert set(named) - {"code", "values"} == set(REFUSALS)


def test_a_wrong_weekday_names_the_right_one() -> None:
    error = NotUnderstood("weekday-mismatch", **REFUSALS["weekday-mismatch"])
    assert sentences.not_understood(error, "nl") == "Die datum is vrijdag 27 november 2026."


@pytest.mark.parametrize("tag", TAGS)
def test_every_note_about_a_day_has_words(tag: str) -> None:
    documented = f"{DayReading.__doc__} {MomentReading.__doc__}"
    codes = set(re.findall(r"`([a-z-]+)`", documented)) - {"certain", "note_code", "now_local", "timed"}
    said = {code: sentences.day_note(code, tag) for code in codes}
    assert len(codes) == 13
    assert all(is_whole(text) and text != code for code, text in said.items() if code != "today")


def test_no_dutch_word_that_the_house_avoids() -> None:
    from cockpit.language.catalogue import _load

    texts = " ".join(form for forms in _load("nl").texts.values() for form in forms).lower()
    texts = re.sub(r"“\w+”", "", texts)  # a word that is only named, as in the checks of a practised talk
    assert not re.findall(r"\b(moet|moeten|moest|waarom|hoezo|smoes\w*|excuus|wanbetaler)\b", texts)


@pytest.mark.parametrize("tag", ["nl", "nl_BE", "en"])
@pytest.mark.parametrize("which", list(Check))
def test_what_to_work_on_is_not_the_name_of_what_went_right(which: Check, tag: str) -> None:
    assert task(which, tag) and task(which, tag) != check(which, tag)


def test_what_to_work_on_reads_as_what_to_do_next_time() -> None:
    assert task(Check.OPEN_QUESTIONS, "nl") == "Stel meer open dan gesloten vragen"
    assert task(Check.NO_MUST, "nl") == "Laat “moeten” weg"
