"""Sending the confirmation mail: once, from an outbox that survives everything, with what went wrong."""

import errno
import os
import stat
import sys
import threading
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import ModuleType

import pytest
from desk.build import RIGHT, Table, account, invoice
from smtp_server import closed_port, serving

from cockpit.core.agreement import State
from cockpit.core.outcome import Outcome, Result
from cockpit.desk import sending
from cockpit.desk.correcting import correct_promise, mark
from cockpit.desk.handing_over import handover
from cockpit.desk.mail_server import NotSent, Problem
from cockpit.desk.outbox import SENDING, SENT, WAITING
from cockpit.desk.sending import Post, note_sent
from cockpit.desk.wrapping import prepare, save
from cockpit.handover.mail import mail_name
from cockpit.language import use
from cockpit.store.port import Changes, StoreError

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
DEBTOR = account(invoice("1", 100, -20), email="bos@zonneveld.example")


@pytest.fixture(autouse=True)
def english(monkeypatch):
    use("en")
    monkeypatch.delenv(sending.PASSWORD, raising=False)
    monkeypatch.setattr(sending, "find_spec", lambda name: None)


@pytest.fixture
def desk_with(tmp_path):
    """A desk with a call at its wrap-up, whose settings name a mail server."""

    def make(port=25, debtor=DEBTOR, **settings):
        settings = {
            "email": "adm@deegkamp.example",
            "smtp_host": "127.0.0.1",
            "smtp_port": port,
            "smtp_security": "none",
        } | settings
        table = Table(debtor, outbox=tmp_path / "outbox", **settings)
        table.desk.choose("D-1")
        table.hand.start()
        table.enter(when="vr")
        return table

    return make


def facts(table):
    w = prepare(table.hand, Outcome(RIGHT, Result.PROMISE))
    return handover(table.session, table.hand.account, table.hand.standing, w.call, w.agreement, w.follow_ups)


def saved(table):
    """Save the call; its agreement as it is on file."""
    w = prepare(table.hand, Outcome(RIGHT, Result.PROMISE))
    save(table.hand, w)
    table.desk.let_go()
    return table.store.agreement(w.agreement.id)


def sent(post, paths):
    """Send and wait for the answer."""
    got, ready = [], threading.Event()

    def then(results):
        got.extend(results)
        ready.set()

    post.send(paths, then)
    assert ready.wait(10)
    return got


def names(table, place):
    folder = table.session.outbox / place
    return sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []


def problems(table):
    return [(mail.problem, mail.detail) for mail in Post(table.session).waiting()]


# -- it goes well -------------------------------------------------------------------------------------------


def test_a_mail_is_sent_and_a_copy_kept_and_the_agreement_is_mailed(desk_with):
    with serving() as (port, server):
        table = desk_with(port)
        post, h = Post(table.session), facts(table)
        assert post.problem(h) is None and not post.was_sent(h)
        path = post.put(h)
        assert names(table, WAITING) == [path.name]
        agreement = saved(table)
        assert agreement.state is State.HEARD
        (result,) = sent(post, [path])
    assert (result.problem, result.to) == ("", ("bos@zonneveld.example",))
    assert names(table, WAITING) == names(table, SENDING) == [] and names(table, SENT) == [path.name]
    kept = (table.session.outbox / SENT / path.name).read_bytes()
    assert server.mails == [("adm@deegkamp.example", ("bos@zonneveld.example",), kept)]
    mail = message_from_bytes(kept, policy=default)
    assert mail["X-Unsent"] is None and not mail.defects
    assert mail["Message-ID"].endswith("@deegkamp.example>") and mail["From"] == "adm@deegkamp.example"
    assert "€ 100,00" in mail.get_body(("plain",)).get_content()
    assert note_sent(table.session, table.board, result)
    assert table.store.agreement(agreement.id).state is State.MAILED
    assert not note_sent(table.session, table.board, result), "it was noted already"


def test_the_same_mail_is_known_to_be_sent_another_is_not(desk_with):
    with serving() as (port, _server):
        table = desk_with(port)
        post, h = Post(table.session), facts(table)
        sent(post, [post.put(h)])
        assert post.was_sent(h) and not post.was_sent_otherwise(h)
        table.clock.on(hours=3)
        assert Post(table.session).was_sent(facts(table)), "also after a new start"
        table.enter(when="ma")
        changed = facts(table)
        assert not post.was_sent(changed) and post.was_sent_otherwise(changed)


def test_whose_keys_are_pressed_meanwhile_is_not_kept_waiting(desk_with):
    with serving(hang_at="RCPT") as (port, _server):
        table = desk_with(port)
        post, h = Post(table.session), facts(table)
        path, ended = post.put(h), threading.Event()
        post.send([path], lambda results: ended.set())
        assert post.is_on_its_way(h) and not ended.is_set() and post.waiting() == []
        post.send([path], lambda results: results and pytest.fail("sent twice"))
        assert ended.wait(10)
    assert not post.is_on_its_way(h) and problems(table)[0][0] == Problem.DROPPED


# -- it does not --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("behaviour", "problem", "detail"),
    [
        ({"refuse": {"RCPT": "550 nobody"}}, Problem.REFUSED_ADDRESS, "bos@zonneveld.example: 550 nobody"),
        ({"refuse": {"TEXT": "554 é spam"}}, Problem.REFUSED_MAIL, "554 é spam"),
        ({"drop_at": "MAIL"}, Problem.DROPPED, "127.0.0.1"),
    ],
)  # fmt: skip
def test_what_fails_waits_with_its_reason_and_is_sent_the_next_time(desk_with, behaviour, problem, detail):
    with serving(**behaviour) as (port, server):
        table = desk_with(port)
        post, h = Post(table.session), facts(table)
        path = post.put(h)
        (result,) = sent(post, [path])
        assert (result.problem, result.detail) == (problem, detail)
        assert not note_sent(table.session, table.board, result)
        (waiting,) = Post(table.session).waiting()
        assert (waiting.problem, waiting.detail, waiting.path) == (problem, detail, path)
        assert waiting.to == ("bos@zonneveld.example",) and waiting.call == h.call.id
        first = message_from_bytes(path.read_bytes(), policy=default)
        assert first["X-Unsent"] == "1", "it opens as a draft in a mail program"
        saved(table)
        server.refuse.clear()
        server.drop_at = ""
        again = Post(table.session)
        assert again.to_try_again() == [path]
        (result,) = sent(again, again.to_try_again())
        assert result.problem == "" and note_sent(table.session, table.board, result)
        ((_sender, _to, content),) = server.mails
        assert message_from_bytes(content, policy=default)["Message-ID"] == first["Message-ID"]
        assert b"X-Cockpit" not in content and b"X-Unsent" not in content
        assert Post(table.session).to_try_again() == []


def test_the_same_mail_once_more_is_another_one_and_the_wait_begins_anew(desk_with):
    with serving() as (port, server):
        table = desk_with(port)
        post, h = Post(table.session), facts(table)
        agreement = saved(table)
        (first,) = sent(post, [post.put(h)])
        assert note_sent(table.session, table.board, first) and not first.again
        since = table.store.agreement(agreement.id).states[-1].at
        table.clock.on(days=2)
        (second,) = sent(post, [post.put(h)])
        assert second.again and note_sent(table.session, table.board, second)
        made = table.store.agreement(agreement.id)
        assert made.awaits_confirmation and made.states[-1].at > since
        (third,) = sent(post, [post.put(h)])
    ids = {message_from_bytes(c, policy=default)["Message-ID"] for _from, _to, c in server.mails}
    assert len(ids) == 3 and third.again
    assert post.was_sent(h) and not post.was_sent_otherwise(h) and post.waiting() == []
    assert post.outbox.copies("C-1", mail_name(h)) == 3


def test_a_wrong_password_is_tried_once_and_not_with_every_mail(desk_with, monkeypatch):
    monkeypatch.setenv(sending.PASSWORD, "wrong")
    with serving(user="sanne", password="right") as (port, server):
        table = desk_with(port, smtp_user="sanne")
        post, h = Post(table.session), facts(table)
        paths = [post.put(h), post.put(replace(h, call=replace(h.call, id="C-9")))]
        (result,) = sent(post, paths)
        assert result.problem == Problem.WRONG_PASSWORD and server.sessions == 1
        assert {p for p, _ in problems(table)} == {Problem.WRONG_PASSWORD, ""}
        monkeypatch.setenv(sending.PASSWORD, "right")
        assert [r.problem for r in sent(post, paths)] == ["", ""]
    assert len(server.mails) == 2


def test_a_refused_address_does_not_keep_the_next_mail(desk_with):
    with serving(refuse={"RCPT TO:<bos": "550 gone"}) as (port, server):
        table = desk_with(port)
        post, h = Post(table.session), facts(table)
        other = replace(h, call=replace(h.call, id="C-9"), debtor=replace(h.debtor, email="v@x.example"))
        results = sent(post, [post.put(h), post.put(other)])
    assert [r.problem for r in results] == [Problem.REFUSED_ADDRESS, ""] and len(server.mails) == 1


def test_a_timeout_waits_and_nothing_is_lost(desk_with, monkeypatch):
    monkeypatch.setattr(sending, "server_of", lambda s: replace(server_of(s), timeout=0.2))
    with serving(hang_at="EHLO") as (port, _server):
        table = desk_with(port)
        post = Post(table.session)
        (result,) = sent(post, [post.put(facts(table))])
    assert result.problem == Problem.TIMEOUT and problems(table) == [(Problem.TIMEOUT, "127.0.0.1")]


server_of = sending.server_of


def test_without_a_network(desk_with):
    table = desk_with(closed_port())
    post = Post(table.session)
    (result,) = sent(post, [post.put(facts(table))])
    assert result.problem == Problem.UNREACHABLE and len(names(table, WAITING)) == 1


# -- never twice --------------------------------------------------------------------------------------------


def test_after_a_connection_lost_at_the_last_moment_nothing_is_sent_unasked(desk_with):
    with serving(drop_at="TEXT") as (port, server):
        table = desk_with(port)
        post, h = Post(table.session), facts(table)
        (result,) = sent(post, [post.put(h)])
        assert result.problem == Problem.UNCERTAIN and post.is_in_doubt(h)
        saved(table)
        server.drop_at = ""
        later = Post(table.session)
        (doubtful,) = later.waiting()
        assert doubtful.is_uncertain and later.to_try_again() == []
        assert sent(later, [doubtful.path]) == [] and server.mails == []
        path = later.outbox.give_up_doubt(doubtful.path, was_sent=False)
        assert [r.problem for r in sent(later, [path])] == [""] and len(server.mails) == 1
        assert not later.is_in_doubt(h)


def test_a_doubtful_mail_that_did_arrive_becomes_a_sent_one(desk_with):
    with serving(drop_at="TEXT") as (port, _server):
        table = desk_with(port)
        post, h = Post(table.session), facts(table)
        sent(post, [post.put(h)])
        kept = post.outbox.give_up_doubt(post.waiting()[0].path, was_sent=True)
    assert post.was_sent(h) and post.waiting() == [] and b"X-Unsent" not in kept.read_bytes()


def test_of_two_cockpits_one_sends(desk_with, monkeypatch):
    """The other is at the same mail, and finds it gone when only the text is still to go."""
    with serving() as (port, server):
        table = desk_with(port)
        first, second = Post(table.session), Post(table.session)
        path, alone = first.put(facts(table)), sending.hand_over

        def overtaken(*given):
            monkeypatch.setattr(sending, "hand_over", alone)
            assert [r.problem for r in sent(first, [path])] == [""]
            alone(*given)

        monkeypatch.setattr(sending, "hand_over", overtaken)
        assert sent(second, [path]) == [] and sent(second, [path]) == []
    assert len(server.mails) == 1 and names(table, SENT) == [path.name]


def test_a_mail_that_was_taken_away_before_its_turn_is_not_sent(desk_with):
    table = desk_with()
    post = Post(table.session)
    (mail,) = (post.put(facts(table)), post.waiting())[1]
    mail.path.unlink()
    results = []
    post._work([mail], results.extend)
    assert results == []


@pytest.mark.parametrize(("header", "problem"), [("To", Problem.NO_ADDRESS), ("From", Problem.NO_SENDER)])
def test_a_mail_without_an_address_in_it_goes_nowhere(desk_with, header, problem):
    with serving() as (port, server):
        table = desk_with(port)
        post = Post(table.session)
        path = post.put(facts(table))
        path.write_bytes(path.read_bytes().replace(f"\r\n{header}: ".encode(), b"\r\nX-Gone: "))
        assert [r.problem for r in sent(post, [path])] == [problem] and server.sessions == 0


def test_a_newer_mail_about_the_same_call_takes_the_place_of_one_that_waits(desk_with):
    table = desk_with()
    post = Post(table.session)
    first = post.put(facts(table))
    table.enter(when="ma")
    second = post.put(facts(table))
    assert first != second and names(table, WAITING) == [second.name]
    assert post.put(facts(table)) == second


def test_what_does_not_hold_any_more_is_not_sent_by_itself(desk_with):
    table = desk_with()
    post = Post(table.session)
    path = post.put(facts(table))
    assert post.to_try_again() == [], "the call is not saved yet: the talk may go on"
    agreement = saved(table)
    assert post.to_try_again() == [path]
    table.clock.on(minutes=5)
    promise = agreement.promises[0]
    correct_promise(
        table.session, table.board, agreement, 0, promise.amount, promise.due.replace(day=30), "x"
    )
    assert post.to_try_again() == []


def test_a_mail_about_an_agreement_that_is_over_is_not_sent_by_itself(desk_with):
    table = desk_with()
    post = Post(table.session)
    post.put(facts(table))
    mark(table.session, table.board, saved(table), State.KEPT)
    assert post.to_try_again() == []


@pytest.mark.parametrize("state", [State.PART_KEPT, State.BROKEN])
def test_what_the_ledger_found_not_kept_is_a_call_and_no_mail_by_itself(desk_with, state):
    table = desk_with()
    post = Post(table.session)
    post.put(facts(table))
    concluded = saved(table).to(state, table.clock(), concluded=True)
    table.store.save(Changes(agreements=(concluded,)))
    assert not concluded.is_over and post.to_try_again() == []
    table.store.save(Changes(agreements=(concluded.back(table.clock()),)))
    assert len(post.to_try_again()) == 1, "it runs again"


# -- what is needed -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "debtor", "problem"),
    [
        ({"smtp_host": ""}, DEBTOR, Problem.NO_SERVER),
        ({"email": ""}, DEBTOR, Problem.NO_SENDER),
        ({}, account(invoice("1", 100, -20)), Problem.NO_ADDRESS),
    ],
)
def test_what_is_missing_is_said_before_anything_is_tried(desk_with, settings, debtor, problem):
    table = desk_with(debtor=debtor, **settings)
    assert Post(table.session).problem(facts(table)) is problem


def test_without_a_folder_there_is_no_outbox(desk_with):
    table = desk_with()
    post = Post(replace(table.session, outbox=None))
    assert post.problem(facts(table)) is Problem.NO_SERVER and post.waiting() == []
    assert not post.was_sent(facts(table)) and not post.was_sent_otherwise(facts(table))
    with pytest.raises(StoreError) as refused:
        post.put(facts(table))
    assert refused.value.code == "read-only"


def keyring(monkeypatch, get_password):
    module = ModuleType("keyring")
    module.get_password = get_password
    monkeypatch.setitem(sys.modules, "keyring", module)
    monkeypatch.setattr(sending, "find_spec", lambda name: module if name == "keyring" else None)


def test_the_password_comes_from_the_environment_or_else_from_the_keyring(desk_with, monkeypatch):
    server = server_of(desk_with(smtp_user="sanne").session)
    with pytest.raises(NotSent) as error:
        sending.password_for(server)
    assert (error.value.problem, error.value.detail) == (Problem.NO_PASSWORD, "sanne")
    keyring(monkeypatch, lambda service, user: f"{service}/{user}")
    assert sending.password_for(server) == "call-cockpit/sanne"
    monkeypatch.setenv(sending.PASSWORD, "here")
    assert sending.password_for(server) == "here"


def test_a_keyring_that_fails_is_no_keyring(desk_with, monkeypatch):
    def locked(service, user):
        raise RuntimeError("locked")

    keyring(monkeypatch, locked)
    with pytest.raises(NotSent):
        sending.password_for(server_of(desk_with(smtp_user="sanne").session))


def test_without_a_password_nothing_is_tried(desk_with):
    with serving(user="sanne", password="right") as (port, server):
        table = desk_with(port, smtp_user="sanne")
        post = Post(table.session)
        (result,) = sent(post, [post.put(facts(table))])
    assert result.problem == Problem.NO_PASSWORD and server.sessions == 0


# -- files --------------------------------------------------------------------------------------------------


@POSIX
def test_the_files_are_for_nobody_else(desk_with):
    with serving() as (port, _server):
        table = desk_with(port)
        post = Post(table.session)
        path = post.put(facts(table))
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        sent(post, [path])
    for place in ("", WAITING, SENDING, SENT):
        folder = table.session.outbox / place
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert all(stat.S_IMODE(p.stat().st_mode) == 0o600 for p in folder.glob("*.eml"))


def test_a_disk_that_is_full_after_the_sending_does_not_send_again(desk_with, monkeypatch):
    with serving() as (port, server):
        table = desk_with(port)
        post, h = Post(table.session), facts(table)
        path, fsync = post.put(h), os.fsync

        def full(_number):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        assert [r.problem for r in sent(post, [path])] == [""]
        monkeypatch.setattr(os, "fsync", fsync)
        assert post.was_sent(h) and post.waiting() == [] and len(server.mails) == 1


def test_a_disk_that_is_full_before_it_is_told(desk_with, monkeypatch):
    table = desk_with()

    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreError) as refused:
        Post(table.session).put(facts(table))
    assert refused.value.code == "unwritable" and names(table, WAITING) == []


def test_an_outbox_that_cannot_be_moved_in_sends_nothing(desk_with, tmp_path):
    with serving() as (port, server):
        table = desk_with(port)
        post = Post(table.session)
        path = post.put(facts(table))
        (table.session.outbox / SENDING).write_text("in the way")
        (result,) = sent(post, [path])
    assert result.problem == Problem.UNWRITABLE and result.detail and server.mails == []


def test_rubbish_in_the_outbox_harms_nobody(desk_with):
    table = desk_with()
    folder = table.session.outbox / WAITING
    folder.mkdir(parents=True)
    (folder / "rubbish.eml").write_bytes(b"\xff\x00\r\n\r\nX-Cockpit-Tried:")
    (folder / "2026 x C-1.ab.eml").write_bytes(b"X-Cockpit-Tried: a\r\nTo: @@\r\nDate: never\r\n\r\n")
    (folder / "notes.txt").write_text("mine")
    post = Post(table.session)
    one, two = post.waiting()
    assert (one.call, one.mark, one.problem, one.to) == ("C-1", "ab", "", ())
    assert (two.call, two.mark) == ("", "") and post.to_try_again() == []
    assert not post.outbox.is_empty()
    post.outbox.drop(one.path)
    post.outbox.drop(one.path)
    assert [m.path for m in post.waiting()] == [two.path]


@pytest.mark.parametrize(
    "header", ["To: =?utf-8?b?DQpCY2M6IHhAeS5leGFtcGxl?=x@y.example", "Date: x", "Subject: =?"]
)
def test_a_mail_that_somebody_else_spoilt_costs_no_other(desk_with, header):
    table = desk_with()
    post = Post(table.session)
    good = post.put(facts(table))
    good.with_name("spoilt.eml").write_bytes(header.encode() + b"\r\n\r\nx")
    assert {mail.path.name for mail in post.waiting()} == {good.name, "spoilt.eml"}
