"""What leaves the house: the right facts, in the right language, in files for nobody else."""

import email
import errno
import os
import re
import stat
import sys
from dataclasses import replace
from datetime import UTC, datetime
from email.policy import default
from pathlib import Path

import pytest
from desk.build import HOSTILE, RIGHT, Table, account, eur, fresh, invoice

from cockpit.core.agreement import Agreement
from cockpit.core.outcome import Outcome, Reach, Result
from cockpit.desk.handing_over import (
    for_collector,
    handover,
    mail_file,
    saved_handover,
    write_calendar,
    write_mail,
)
from cockpit.desk.wrapping import prepare
from cockpit.language import use
from cockpit.store.port import StoreError

pytestmark = pytest.mark.usefixtures("dutch")

TWO = account(
    invoice("1", 100, -20), invoice("2", 50, -5), invoice("3", 900, 10), email="bos@zonneveld.example"
)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


@pytest.fixture
def table(tmp_path):
    return Table(TWO, outbox=tmp_path / "work" / "outbox", email="adm@deegkamp.example")


def facts(table, result=Result.PROMISE, reach=RIGHT, **typed):
    """The facts at the wrap-up of a call in which something was typed."""
    table.desk.choose("D-1")
    table.hand.start()
    table.enter(**(typed or {"when": "vr"}))
    w = prepare(table.hand, Outcome(reach, result if reach is RIGHT else None))
    return handover(table.session, table.hand.account, table.hand.standing, w.call, w.agreement, w.follow_ups)


def mail(path):
    return email.message_from_bytes(path.read_bytes(), policy=default)


# -- facts --------------------------------------------------------------------------------------------------


def test_a_promise_is_about_its_invoices(table):
    h = facts(table, when="vr", covers=("3",))
    assert [i.number for i in h.invoices] == ["3"]
    assert (h.sender.firm, h.sender.caller, h.sender.email, h.sender.phone) == (
        "Deegkamp",
        "Sanne Verhoef",
        "adm@deegkamp.example",
        "020 055 0100",
    )
    assert (h.zone, h.tag, h.debtor) == ("Europe/Amsterdam", "nl", TWO.debtor)


def test_without_a_promise_the_call_was_about_what_is_overdue(table):
    h = facts(table, Result.CLAIMS_PAID, if_we="nakijken", if_we_by="vr")
    assert isinstance(h.agreement, Agreement) and [i.number for i in h.invoices] == ["1", "2"]
    assert [f.kind for f in h.follow_ups] == ["verify"]


def test_who_called_signs(table):
    facts(table)
    table.hand.call = replace(table.hand.call, caller="Joris Deegkamp")
    assert facts_again(table).sender.caller == "Joris Deegkamp"


@pytest.mark.parametrize(
    ("known", "asked", "used"),
    [
        ("bos@zonneveld.example", "vos@zonneveld.example", "bos@zonneveld.example"),
        ("", "vos@zonneveld.example", "vos@zonneveld.example"),
        ("", "", ""),
    ],
)
def test_an_address_that_was_asked_for_stands_in_for_one_that_is_not_known(known, asked, used):
    table = Table(account(invoice("1", 100), email=known))
    table.hand.change(table.hand.call.answer("no-email", asked))
    assert facts(table).debtor.email == used


def test_a_saved_call_is_told_again(table):
    w = table.call(when="vr", if_we="kopie mailen", if_we_by="di", covers=("1",))
    h = saved_handover(table.session, table.board, table.store.call(w.call.id))
    assert h.agreement == w.agreement and [i.number for i in h.invoices] == ["1"]
    assert h.follow_ups == w.follow_ups


def test_after_the_payment_it_is_still_about_the_same_invoices(table):
    w = table.call(when="vr", covers=("1",))
    table.has(account(*TWO.invoices[1:]))
    h = saved_handover(table.session, table.board, table.store.call(w.call.id))
    assert h.invoices == () and h.numbers == ("1",)


def test_only_the_follow_ups_of_the_call_itself(table):
    table.call(reach=Reach.NO_ANSWER)
    table.desk.choose("D-1")
    w = table.call(Result.CLAIMS_PAID)
    h = saved_handover(table.session, table.board, table.store.call(w.call.id))
    assert h.agreement is None and [f.call_id for f in h.follow_ups] == [w.call.id]


def test_a_debtor_who_is_not_in_the_ledger_any_more(table):
    w = table.call(when="vr")
    table.has()
    assert saved_handover(table.session, table.board, table.store.call(w.call.id)) is None


# -- languages ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "tag", "amount", "lang"),
    [
        ({}, "nl", "€ 100,00", "nl"),
        ({"country": "BE"}, "nl_BE", "€ 100,00", "nl-BE"),
        ({"language": "en", "country": "GB"}, "en", "€100.00", "en"),
    ],
)
def test_the_mail_is_in_the_debtors_language(tmp_path, more, tag, amount, lang):
    debtor = account(invoice("1", 100, -20), email="bos@zonneveld.example", **more)
    table = Table(debtor, outbox=tmp_path / "outbox")
    h = facts(table, when="vr", if_we="kopie", if_we_by="di")
    draft = mail(write_mail(table.session, h))
    assert h.tag == tag and draft["Content-Language"] == lang and draft["X-Unsent"] == "1"
    assert amount in draft.get_body(("plain",)).get_content()
    assert for_collector(h, "en").tag == "en" and for_collector(h, "en").call == h.call


@pytest.mark.parametrize(("screen", "words"), [("nl", "Onze actie"), ("en", "Our action")])
@pytest.mark.parametrize("more", [{}, {"country": "BE"}, {"language": "en"}])
def test_the_calendar_is_in_the_collectors_language(tmp_path, screen, words, more):
    table = Table(account(invoice("1", 100, -20), **more), outbox=tmp_path / "outbox")
    h = facts(table, when="vr", if_we="kopie", if_we_by="di")
    use(screen)
    path = write_calendar(table.session, h)
    text = path.read_bytes().decode()
    assert path.suffix == ".ics" and words in text and text.count("BEGIN:VEVENT") == 2


def test_nothing_to_come_back_makes_no_calendar(table):
    assert write_calendar(table.session, facts(table, Result.IN_ORDER, amount="")) is None
    assert not table.session.outbox.exists()


# -- files --------------------------------------------------------------------------------------------------


def test_files_are_named_after_the_day_and_the_debtor(table):
    h = facts(table)
    path = write_mail(table.session, h)
    assert path == table.session.outbox / "2026-11-23 Bakkerij-Zonneveld C-1.eml"
    assert [p.name for p in table.session.outbox.iterdir()] == [path.name]


def test_the_day_is_that_of_the_talk_on_the_collectors_calendar(tmp_path):
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    table = Table(TWO, outbox=tmp_path / "outbox", now=late)
    assert write_mail(table.session, facts(table)).name.startswith("2026-11-24 ")


@POSIX
def test_files_are_for_nobody_else(table):
    path = write_mail(table.session, facts(table))
    write_mail(table.session, facts_again(table))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@POSIX
def test_what_a_killed_program_left_does_not_open_the_file_to_others(table):
    path = write_mail(table.session, facts(table))
    left = path.with_name(f"{path.name}.part")
    left.write_bytes(b"half")
    left.chmod(0o644)
    write_mail(table.session, facts_again(table))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and b"half" not in path.read_bytes()
    assert not left.exists()


def facts_again(table):
    w = prepare(table.hand, Outcome(RIGHT, Result.PROMISE))
    return handover(table.session, table.hand.account, table.hand.standing, w.call, w.agreement, w.follow_ups)


def test_the_same_call_replaces_its_own_file_only(table):
    first = write_mail(table.session, facts(table, when="vr"))
    calendar = write_calendar(table.session, facts_again(table))
    own = table.session.outbox / "my own.eml"
    own.write_text("mine")
    before = calendar.read_bytes()
    table.clock.on(minutes=1)
    table.enter(when="ma")
    assert write_mail(table.session, facts_again(table)) == first
    assert "30 november" in mail(first).get_body(("plain",)).get_content()
    assert own.read_text() == "mine" and calendar.read_bytes() == before
    assert len(list(table.session.outbox.iterdir())) == 3


def test_a_second_mail_is_no_copy_of_the_first(table):
    h = facts(table)
    names = []
    for _ in range(2):
        names.append(email.message_from_bytes(mail_file(table.session, h), policy=default)["Message-ID"])
        table.clock.on(seconds=1)
    assert names[0] != names[1]
    assert all(re.fullmatch(r"<C-1\.\d{14}@call-cockpit\.invalid>", name) for name in names)


@pytest.mark.parametrize(
    "name",
    [HOSTILE, "../../etc/passwd", "CON", "", "/", "..", "𠮷" * 300, "a" * 10_000, "x\0y", ".hidden"],
    ids=lambda name: ascii(name)[:12],
)
def test_a_foreign_name_is_only_a_name(tmp_path, name):
    outbox = tmp_path / "outbox"
    table = Table(account(invoice("1", 100, -20), called=name), outbox=outbox)
    for path in (write_mail(table.session, facts(table)), write_calendar(table.session, facts_again(table))):
        assert path.parent == outbox and path.is_file() and len(os.fsencode(path.name)) < 250
    assert sorted(p.parent for p in tmp_path.rglob("*.eml")) == [outbox]


def test_without_a_folder_nothing_is_written():
    table = Table(TWO)
    for write in (write_mail, write_calendar):
        with pytest.raises(StoreError) as refused:
            write(table.session, facts(table) if not table.desk.is_live else facts_again(table))
        assert refused.value.code == "read-only"


def test_a_folder_in_which_nothing_can_be_written(tmp_path):
    (tmp_path / "file").write_text("in the way")
    table = Table(TWO, outbox=tmp_path / "file" / "outbox")
    with pytest.raises(StoreError) as refused:
        write_mail(table.session, facts(table))
    assert refused.value.code == "unwritable" and refused.value.values["reason"]


def test_a_full_disk_leaves_the_old_file_and_nothing_else(table, monkeypatch):
    path = write_mail(table.session, facts(table))
    before = path.read_bytes()

    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreError) as refused:
        write_mail(table.session, facts_again(table))
    assert refused.value.values["reason"] == "No space left on device"
    assert path.read_bytes() == before and [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_calendar_entry_that_is_gone_is_cancelled_in_the_next_file(table):
    h = facts(table, when="vr", if_we="kopie", if_we_by="di")
    assert write_calendar(table.session, h).read_bytes().count(b"BEGIN:VEVENT") == 2
    table.clock.on(minutes=1)
    table.enter(if_we="", if_we_by="")
    again = write_calendar(table.session, facts_again(table)).read_bytes()
    assert again.count(b"BEGIN:VEVENT") == 2 and again.count(b"STATUS:CANCELLED") == 1


@pytest.mark.parametrize(
    ("given", "name"),
    [({}, "Deegkamp"), ({"account_name": "Deegkamp Keukens"}, "Deegkamp Keukens"), ({"firm": ""}, "")],
)
def test_the_account_of_the_settings_is_in_the_mail(tmp_path, given, name):
    table = Table(TWO, outbox=tmp_path / "outbox", **{"iban": "NL13TEST0123456789", **given})
    h = facts(table)
    assert (h.payee.name, h.payee.iban) == (name, "NL13TEST0123456789")
    text = mail(write_mail(table.session, h)).get_body(("plain",)).get_content()
    assert "NL13 TEST 0123 4567 89" in text
    assert facts(Table(TWO)).payee is None


def test_money_that_was_promised_before_is_not_asked_for_in_a_mail_without_promise():
    table = Table(TWO, standings=[fresh()])
    table.call(when="vr", covers=("1",))
    table.desk.choose("D-1")
    h = facts(table, Result.CLAIMS_PAID, amount="")
    assert [i.number for i in h.invoices] == ["2"] and h.invoices[0].open == eur(50)
