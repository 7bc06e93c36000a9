"""The wrap-up's payment code and its mail on one key; the outbox with what did not go."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest
from app.test_journeys import ZONNEVELD, cockpit_again, ring, words
from driving import driving
from smtp_server import serving

from cockpit.core.agreement import State
from cockpit.desk import sending
from cockpit.language import use
from cockpit.screens.outbox import OutboxScreen
from cockpit.screens.payment_code import drawn_in
from cockpit.screens.sending import _arrived
from cockpit.store.port import StoreError

IBAN = "NL13TEST0123456789"
MAIL = {"smtp_host": "127.0.0.1", "smtp_security": "none"}
SIZES = [(80, 24), (120, 36), (160, 45)]


@pytest.fixture(autouse=True)
def english(dutch, monkeypatch):
    use("en")
    monkeypatch.delenv(sending.PASSWORD, raising=False)


async def to_wrap_up(d, when="fri"):
    await ring(d)
    d.press("f4")
    d.type(when)
    d.press("f9", "6")
    await d.see("What was said?", "Comes back on")
    d.press("f5")
    await d.see("Wrap up", "F2")


async def send(d):
    """Press the key and say yes to the question before the first mail."""
    d.press("f12")
    await d.see("Send this mail to", "through 127.0.0.1?")
    d.press("y")
    await d.gone("Send this mail to")


def said(d):
    return words(d, "#wrap-up-said")


def agreement(d, store):
    (made,) = store.agreements_of(ZONNEVELD)[-1:]
    return made


def waiting(d):
    return d.app.desk.post.waiting()


# -- the payment code ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_code_fills_the_window_with_the_words_beside_it(make_cockpit, size):
    async with driving(make_cockpit(iban=IBAN), size) as d:
        await to_wrap_up(d)
        await d.see("F7")
        d.press("f7")
        shown = await d.see("NL13 TEST 0123 4567 89", "Deegkamp Keukentechniek", "€1,842.50", "20176, 20217")
        drawn = drawn_in(d.app.screen._transfer.payload, size[0] - 30, size[1])
        rows = [row.strip() for row in drawn.split("\n") if row.strip()]
        assert rows and all(row in shown for row in rows), "every line of the code is in the window"
        d.press("escape")
        await d.see("Wrap up")
        d.press("f7")
        await d.see("NL13 TEST")
        d.press("f7")
        await d.see("Wrap up", "Went well")


async def test_a_code_that_does_not_fit_says_so_and_comes_when_the_window_grows(make_cockpit):
    long = "Stichting tot Onderhoud van Oude Ovens en Keukens in en om Groningen"
    async with driving(make_cockpit(iban=IBAN, account_name=long), (80, 24)) as d:
        await to_wrap_up(d)
        d.press("f7")
        shown = await d.see("does not fit into this window", "NL13 TEST 0123 4567 89")
        assert "▀" not in shown
        await d.resize(120, 36)
        await d.see("▀", "A banking app that reads")


async def test_without_an_account_the_key_says_what_is_missing(make_cockpit):
    async with driving(make_cockpit(iban="")) as d:
        await to_wrap_up(d)
        assert "F7" not in d.text
        d.press("f7")
        await d.until(lambda: "needs your account in the settings: “iban”" in said(d))


async def test_where_there_can_be_no_code_the_words_still_stand_there(make_cockpit):
    async with driving(make_cockpit(iban=IBAN, firm="")) as d:
        await to_wrap_up(d)
        d.press("f7")
        await d.see("NL13 TEST 0123 4567 89", "needs your name in")


async def test_a_wrong_structured_communication_is_told_to_the_collector(make_cockpit, store):
    ledger = store.ledger()
    wrong = tuple(
        replace(i, payment_ref="+++010/8068/17184+++") if i.number == "20176" else i for i in ledger.invoices
    )
    store.replace_ledger(replace(ledger, invoices=wrong))
    async with driving(make_cockpit(iban=IBAN)) as d:
        await to_wrap_up(d)
        assert "invoice 20176 does not fit its check digits" in words(d, "#summary")
        assert "17184" not in words(d, "#summary")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_key_of_the_wrap_up_is_in_sight(make_cockpit, size):
    async with driving(make_cockpit(iban=IBAN, **MAIL), size) as d:
        await to_wrap_up(d)
        await d.see("F5", "F12", "F2", "F3", "F6", "F7", "F4", "F8", "ESCAPE")


# -- sending ------------------------------------------------------------------------------------------------


async def test_a_mail_is_sent_on_one_key_and_the_agreement_is_mailed(make_cockpit, store):
    with serving() as (port, server):
        async with driving(make_cockpit(iban=IBAN, smtp_port=port, **MAIL)) as d:
            await to_wrap_up(d)
            await send(d)
            await d.until(lambda: said(d).startswith("Sent to administratie@bakkerij-zonneveld.example"))
            d.press("f12")
            await d.until(lambda: "was sent already" in said(d))
            d.press("f5")
            await d.until(lambda: agreement(d, store).state is State.MAILED)
    ((sender, to, content),) = server.mails
    assert sender == "administratie@deegkamp.example" and to == ("administratie@bakkerij-zonneveld.example",)
    assert b"image/png" in content and b"X-Unsent" not in content


async def test_the_question_is_asked_once_and_no_is_no(make_cockpit, store):
    with serving() as (port, server):
        async with driving(make_cockpit(smtp_port=port, **MAIL)) as d:
            await to_wrap_up(d)
            d.press("f12")
            await d.see("Send this mail to")
            d.press("n")
            await d.gone("Send this mail to")
            d.press("f12")
            await d.see("Send this mail to")
            d.press("f12", "enter")
            await d.gone("Send this mail to")
            assert server.mails == [] and waiting(d) == []
            await send(d)
            await d.until(lambda: said(d).startswith("Sent to"))


async def test_a_changed_agreement_is_another_mail_and_that_is_asked(make_cockpit, store):
    with serving() as (port, server):
        async with driving(make_cockpit(smtp_port=port, **MAIL)) as d:
            await to_wrap_up(d)
            await send(d)
            await d.until(lambda: said(d).startswith("Sent to"))
            d.press("f6")
            await d.see("Your own words")
            d.type("Fijn u te spreken.")
            await d.until(lambda: d.call.own_words == "Fijn u te spreken.")
            d.press("f5")
            await d.gone("Your own words")
            d.press("f12")
            await d.see("with other words or figures")
            d.press("y")
            await d.until(lambda: len(server.mails) == 2)


async def test_keys_are_not_held_up_and_what_arrives_after_the_saving_is_noted(make_cockpit, store):
    goes_on = threading.Event()
    with serving(goes_on=goes_on) as (port, _server):
        async with driving(make_cockpit(smtp_port=port, **MAIL)) as d:
            await to_wrap_up(d)
            await send(d)
            await d.until(lambda: said(d).startswith("On its way to"))
            d.type("Rustig gebleven")
            await d.see("Rustig gebleven")
            d.press("f12")
            await d.until(lambda: said(d) == "The mail is on its way.")
            d.press("f5")
            await d.until(lambda: d.call.debtor_id != ZONNEVELD)
            assert agreement(d, store).state is State.HEARD
            goes_on.set()
            await d.until(lambda: any(m.startswith("Sent to") for m in d.messages))
            assert agreement(d, store).state is State.MAILED


async def test_an_answer_that_comes_while_the_cockpit_is_closed_harms_nothing(make_cockpit, store):
    """Its widgets are gone then, and the screens still stand in their stack."""
    with serving() as (port, _server):
        async with driving(make_cockpit(smtp_port=port, **MAIL)) as d:
            await to_wrap_up(d)
            screen, result = d.app.screen, sending.Sent(d.call.id, ("x@y.example",))
            await screen.query("*").remove()
            _arrived(d.app, d.app.desk, [result])
            outbox = OutboxScreen(d.main)
            d.app.push_screen(outbox)
            _arrived(d.app, d.app.desk, [result])
            await d.see("The outbox is empty")
            await outbox.query("*").remove()
            _arrived(d.app, d.app.desk, [result])


async def test_what_cannot_be_sent_is_said_and_waits_in_the_outbox(make_cockpit, store):
    with serving(refuse={"RCPT": "550 [b]nobody[/b] here"}) as (port, server):
        async with driving(make_cockpit(smtp_port=port, **MAIL)) as d:
            await to_wrap_up(d)
            await send(d)
            await d.until(lambda: "550 [b]nobody[/b] here”. It waits in the outbox." in said(d))
            d.press("f5")
            await d.until(lambda: d.call.debtor_id != ZONNEVELD)
            assert agreement(d, store).state is State.HEARD
            d.press("ctrl+o", "@")
            await d.see("Outbox: not sent yet", "550 [b]nobody[/b] here", "ESCAPE")
            server.refuse.clear()
            d.press("v")
            await d.see("The outbox is empty")
            await d.until(lambda: len(server.mails) == 1)
            await d.until(lambda: agreement(d, store).state is State.MAILED)
            d.press("escape")
            await d.gone("Outbox: not")
            d.press("ctrl+o", "@")
            await d.until(lambda: "The outbox is empty: no mail waits." in d.messages)


async def test_what_waits_is_sent_when_the_cockpit_is_opened_again(make_cockpit, store):
    with serving(drop_at="MAIL") as (port, server):
        app = make_cockpit(smtp_port=port, **MAIL)
        async with driving(app) as d:
            await to_wrap_up(d)
            await send(d)
            await d.until(lambda: "connection with the mail server was lost" in said(d))
            d.press("f5")
            await d.until(lambda: d.call.debtor_id != ZONNEVELD)
        server.drop_at = ""
        async with driving(cockpit_again(app)) as d:
            await d.until(lambda: any(m.startswith("Sent to") for m in d.messages))
            assert agreement(d, store).state is State.MAILED
        async with driving(cockpit_again(app)) as d:
            await d.rest()
        assert len(server.mails) == 1


async def test_a_cockpit_that_may_only_look_sends_nothing(make_cockpit, store, monkeypatch):
    with serving(drop_at="MAIL") as (port, server):
        app = make_cockpit(smtp_port=port, **MAIL)
        async with driving(app) as d:
            await to_wrap_up(d)
            await send(d)
            await d.until(lambda: "was lost" in said(d))
            d.press("f5")
            await d.until(lambda: d.call.debtor_id != ZONNEVELD)
        server.drop_at = ""

        def refused(*_args):
            raise StoreError("read-only", path="x")

        monkeypatch.setattr(store, "save", refused)
        async with driving(cockpit_again(app)) as d:
            await d.rest()
            await asyncio.sleep(0.2)
            assert server.mails == [] and len(waiting(d)) == 1


async def test_a_mail_of_which_nobody_knows_whether_it_went(make_cockpit, store):
    with serving(drop_at="TEXT") as (port, server):
        app = make_cockpit(smtp_port=port, **MAIL)
        async with driving(app) as d:
            await to_wrap_up(d)
            await send(d)
            await d.until(lambda: "not certain whether the mail was sent" in said(d))
            d.press("f12")
            await d.until(lambda: "The outbox is where you settle it." in said(d))
            d.press("f5")
            await d.until(lambda: d.call.debtor_id != ZONNEVELD)
        server.drop_at = ""
        async with driving(cockpit_again(app)) as d:
            await d.until(
                lambda: any("1 mail was not sent: the outbox (^O @) has it." in m for m in d.messages)
            )
            assert server.mails == []
            d.press("ctrl+o", "@")
            await d.see("not certain whether", "it arrived")
            d.press("v")
            await d.see("may have arrived already")
            d.press("n")
            await d.gone("may have arrived already")
            assert server.mails == []
            d.press("a")
            await d.see("The outbox is empty")
            assert agreement(d, store).state is State.MAILED and server.mails == []


async def test_a_doubtful_mail_goes_once_more_when_that_is_wanted(make_cockpit, store):
    with serving(drop_at="TEXT") as (port, server):
        async with driving(make_cockpit(smtp_port=port, **MAIL)) as d:
            await to_wrap_up(d)
            await send(d)
            await d.until(lambda: "not certain" in said(d))
            d.press("f5")
            await d.until(lambda: d.call.debtor_id != ZONNEVELD)
            server.drop_at = ""
            d.press("ctrl+o", "@")
            await d.see("Outbox: not sent yet")
            d.press("v")
            await d.see("may have arrived already")
            d.press("y")
            await d.until(lambda: len(server.mails) == 1)
            await d.see("The outbox is empty")


async def test_a_mail_is_removed_or_opened_as_a_draft(make_cockpit, started):
    with serving(drop_at="EHLO") as (port, _server):
        async with driving(make_cockpit(smtp_port=port, **MAIL)) as d:
            await to_wrap_up(d)
            await send(d)
            await d.until(lambda: "was lost" in said(d))
            d.press("f5")
            await d.until(lambda: d.call.debtor_id != ZONNEVELD)
            d.press("ctrl+o", "@")
            await d.see("Outbox: not sent yet")
            started.clear()
            d.press("o")
            await d.until(lambda: started and started[0][-1].endswith(".eml"))
            d.press("x")
            await d.see("for good?")
            d.press("escape")
            await d.gone("for good?")
            assert len(waiting(d)) == 1
            d.press("x")
            await d.see("for good?")
            d.press("y")
            await d.see("The outbox is empty")
            d.press("v", "a", "o", "x")
            await d.rest()
            assert waiting(d) == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "needs your mail server in the settings"),
        ({**MAIL, "email": ""}, "needs your address in the settings"),
    ],
)
async def test_what_is_missing_is_said_on_the_key(make_cockpit, given, sentence):
    async with driving(make_cockpit(**given)) as d:
        await to_wrap_up(d)
        d.press("f12")
        await d.until(lambda: sentence in said(d))


async def test_an_outbox_that_cannot_be_written_is_said(make_cockpit, tmp_path):
    (tmp_path / "outbox").write_text("in the way")
    async with driving(make_cockpit(**MAIL)) as d:
        await to_wrap_up(d)
        await send(d)
        await d.until(lambda: "outbox" in said(d) and "On its way" not in said(d))


# -- from the history ---------------------------------------------------------------------------------------


async def test_the_history_sends_again_as_the_wrap_up_does(make_cockpit, store, started):
    with serving() as (port, server):
        async with driving(make_cockpit(smtp_port=port, **MAIL)) as d:
            await ring(d)
            d.press("f4")
            d.type("fri")
            d.press("f9", "6")
            await d.see("Comes back on")
            d.press("f5")
            await d.see("Wrap up", "F2")
            d.press("f5")
            await d.until(lambda: agreement(d, store).state is State.HEARD)
            d.app.call_next(lambda: d.main.choose(ZONNEVELD))
            await d.until(lambda: d.hand and d.call.debtor_id == ZONNEVELD)
            d.press("ctrl+o", "h")
            await d.see("ENTER what to do")
            d.press("e")
            await d.see("Send this mail to administratie@bakkerij-zonneveld.example", "through 127.0.0.1?")
            d.press("enter")
            await d.gone("Send this mail to")
            d.press("e")
            await d.see("Send this mail to")
            d.press("1")
            await d.until(lambda: agreement(d, store).state is State.MAILED, "noted when it was sent")
            await d.until(lambda: any(m.startswith("Sent to") for m in d.messages))
            d.press("e")
            await d.see("This very mail was sent already.")
            d.press("1")
            await d.until(lambda: len(server.mails) == 2, "once more")
            assert not any(".eml" in part for command in started for part in command), "no draft was opened"
            await d.until(lambda: not d.app.desk.post.waiting())
            d.press("e")
            await d.see("This very mail was sent already.")
            d.press("2")
            await d.until(lambda: any(".eml" in part for command in started for part in command), "a draft")
    assert len(server.mails) == 2


# -- a disk that gives no answer ----------------------------------------------------------------------------


async def test_a_draft_on_a_disk_that_gives_no_answer_does_not_hold_the_screen(cockpit, store, monkeypatch):
    answers, begun = threading.Event(), []

    def hang(session, facts):
        begun.append(facts)
        answers.wait(60)
        raise StoreError("unwritable", path="outbox", reason="too late")

    monkeypatch.setattr("cockpit.screens.wrap_up.write_mail", hang)
    try:
        async with driving(cockpit) as d:
            await to_wrap_up(d)
            d.press("f2")
            await d.until(lambda: "cannot be written" in said(d), "the sentence")
            assert begun and not answers.is_set()
            d.press("escape")
            await d.until(lambda: d.app.screen is d.main, "the talk")
    finally:
        answers.set()
