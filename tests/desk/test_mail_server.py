"""Handing a mail over to a real server on this computer: what it takes, and all that can go wrong."""

import shutil
import time

import pytest
from smtp_server import certificate, closed_port, serving

from cockpit.desk.mail_server import NotSent, Problem, Server, hand_over
from cockpit.desk.settings_checks import NONE, STARTTLS, TLS

MAIL = b"Subject: x\r\n\r\nline\r\n.with a dot\r\n"
TO = ("bos@zonneveld.example", "vos@zonneveld.example")


def send(port, to=TO, steps=None, password="right", **server):
    values = {"host": "127.0.0.1", "security": NONE, "timeout": 5.0} | server
    step = (lambda: steps.append("last")) if steps is not None else (lambda: None)
    hand_over(Server(port=port, **values), password, "adm@deegkamp.example", to, MAIL, step)


def refused(port, **more) -> NotSent:
    with pytest.raises(NotSent) as error:
        send(port, **more)
    assert str(error.value) == error.value.problem.value
    return error.value


def test_a_mail_arrives_byte_for_byte_at_everybody():
    steps = []
    with serving() as (port, server):
        send(port, steps=steps)
    assert server.mails == [("adm@deegkamp.example", TO, MAIL)]
    assert steps == ["last"] and server.verbs == ["EHLO", "MAIL", "RCPT", "RCPT", "DATA", "QUIT"]


def test_the_name_of_the_computer_is_not_told():
    with serving(refuse={"EHLO [127.0.0.1]": "250 HELP"}) as (port, server):
        send(port)
    assert len(server.mails) == 1


def test_who_has_to_log_in_does():
    with serving(user="sanne", password="right") as (port, server):
        send(port, user="sanne")
        assert refused(port, user="sanne", password="wrong").problem is Problem.WRONG_PASSWORD
        assert refused(port, user="sanne", password="wröng").problem is Problem.WRONG_PASSWORD
        assert refused(port).problem is Problem.NO_PASSWORD
    assert len(server.mails) == 1


def test_a_server_that_knows_no_logging_in():
    with serving() as (port, _server):
        assert refused(port, user="sanne").problem is Problem.WRONG_PASSWORD


@pytest.mark.parametrize(
    ("step", "answer", "problem", "detail"),
    [
        ("MAIL", "550 5.7.1 not you", Problem.REFUSED_SENDER, "550 5.7.1 not you"),
        (
            "RCPT TO:<VOS",
            "550 nobody here",
            Problem.REFUSED_ADDRESS,
            "vos@zonneveld.example: 550 nobody here",
        ),
        ("DATA", "451 later", Problem.REFUSED_MAIL, "451 later"),
        ("TEXT", "554 spam\x1b[31m", Problem.REFUSED_MAIL, "554 spam"),
        ("TEXT", "what", Problem.UNCERTAIN, ""),
    ],
)
def test_what_the_server_refuses_is_told_and_nobody_gets_it(step, answer, problem, detail):
    with serving(refuse={step: answer}) as (port, server):
        error = refused(port)
    assert (error.problem, error.detail, server.mails) == (problem, detail, [])


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ("EHLO", Problem.DROPPED),
        ("MAIL", Problem.DROPPED),
        ("RCPT", Problem.DROPPED),
        ("TEXT", Problem.UNCERTAIN),
    ],
)
def test_a_connection_that_drops_is_certain_until_the_text_goes(step, problem):
    steps = []
    with serving(drop_at=step) as (port, _server):
        assert refused(port, steps=steps).problem is problem
    assert bool(steps) is (problem is Problem.UNCERTAIN)


@pytest.mark.parametrize(
    ("step", "problem"), [("EHLO", Problem.TIMEOUT), ("RCPT", Problem.TIMEOUT), ("TEXT", Problem.UNCERTAIN)]
)
def test_a_server_that_says_nothing_is_not_waited_for(step, problem):
    with serving(hang_at=step) as (port, _server):
        begun = time.monotonic()
        assert refused(port, timeout=0.2).problem is problem
        assert time.monotonic() - begun < 2


def test_nobody_listens():
    assert refused(closed_port()).problem is Problem.UNREACHABLE


def test_a_host_that_does_not_exist():
    assert refused(25, host="no-such-host.invalid").problem is Problem.UNREACHABLE
    assert refused(25, host="a" * 70 + ".example").problem is Problem.UNREACHABLE


def test_what_the_last_step_raises_ends_it_before_the_text():
    class Stop(Exception):
        pass

    def stop():
        raise Stop

    with serving() as (port, server), pytest.raises(Stop):
        hand_over(Server("127.0.0.1", port, NONE), "", "a@x.example", TO, MAIL, stop)
    assert server.mails == [] and "DATA" not in server.verbs


# -- encryption ---------------------------------------------------------------------------------------------


def test_a_password_is_not_sent_openly_over_the_network():
    error = refused(25, host="smtp.example", user="sanne")
    assert (error.problem, error.detail) == (Problem.OPEN_PASSWORD, "smtp.example")


def test_without_the_encryption_that_was_asked_for_nothing_is_sent():
    with serving() as (port, server):
        assert refused(port, security=STARTTLS).problem is Problem.NO_ENCRYPTION
        assert refused(port, security=TLS).problem is Problem.NO_ENCRYPTION
    assert server.mails == [] and "MAIL" not in server.verbs


@pytest.mark.skipif(shutil.which("openssl") is None, reason="a certificate has to be made")
@pytest.mark.parametrize("security", [STARTTLS, TLS])
def test_only_a_server_that_proves_who_it_is_gets_the_mail(security, tmp_path, monkeypatch):
    context, cert = certificate(tmp_path)
    how = {"starttls": context} if security == STARTTLS else {"tls": context}
    with serving(user="sanne", password="right", **how) as (port, server):
        stranger = refused(port, security=security, host="localhost", user="sanne")
        assert stranger.problem is Problem.CERTIFICATE and "AUTH" not in server.verbs
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
        send(port, security=security, host="localhost", user="sanne")
        assert len(server.mails) == 1
        other = refused(port, security=security, user="sanne")
        assert other.problem is Problem.CERTIFICATE, "the certificate is of another host"
