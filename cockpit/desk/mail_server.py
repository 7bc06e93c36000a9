"""Handing one mail to the user's own mail server. What went wrong is a `NotSent`, and nothing else.

Nothing is handed over in part: when one address is refused, nobody gets the mail.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum

from cockpit.core.text import clean_line
from cockpit.desk.settings_checks import NONE, STARTTLS, TLS

TIMEOUT = 20.0
"""Seconds in which the server answers, or it is taken for gone."""

_LONGEST_ANSWER = 160
_HELLO = "[127.0.0.1]"  # a literal address: the name of the computer is nobody's business
_HERE = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
_AUTHENTICATION = frozenset({530, 534, 535, 538})


class Problem(StrEnum):
    """Why a mail was not sent; `UNCERTAIN` when it may have been."""

    NO_SERVER = "no-server"
    NO_SENDER = "no-sender"
    NO_ADDRESS = "no-address"
    NO_PASSWORD = "no-password"
    OPEN_PASSWORD = "open-password"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    DROPPED = "dropped"
    NO_ENCRYPTION = "no-encryption"
    CERTIFICATE = "certificate"
    WRONG_PASSWORD = "wrong-password"
    REFUSED_SENDER = "refused-sender"
    REFUSED_ADDRESS = "refused-address"
    REFUSED_MAIL = "refused-mail"
    OUTDATED = "outdated"
    UNWRITABLE = "unwritable"
    UNCERTAIN = "uncertain"


class NotSent(Exception):
    """The mail was not sent. `detail` is what the server said or an address, made harmless."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(problem.value)
        self.problem, self.detail = problem, clean_line(detail, _LONGEST_ANSWER)


@dataclass(frozen=True, slots=True)
class Server:
    """Where mails are handed in. `security` is one of `settings.SECURITY`; without `user` nobody logs in."""

    host: str
    port: int = 587
    security: str = STARTTLS
    user: str = ""
    timeout: float = TIMEOUT


def hand_over(
    server: Server, password: str, sender: str, to: Sequence[str], mail: bytes, last_step: Callable[[], None]
) -> None:
    """Send a mail (RFC 5322, CRLF) to all of `to`, or to nobody. Returns when the server has taken it over.

    `last_step` is called when only the text itself is still to go: after that a lost connection leaves it
    open whether the mail was sent. What it raises ends the attempt. Raises `NotSent`.
    """
    if server.user and server.security == NONE and server.host.lower() not in _HERE:
        raise NotSent(Problem.OPEN_PASSWORD, server.host)
    with _said_plainly(server), _connected(server) as smtp:
        _log_in(smtp, server, password)
        _address(smtp, sender, to)
        last_step()
        _hand_in(smtp, mail)


@contextmanager
def _connected(server: Server) -> Iterator[smtplib.SMTP]:
    host, wait = server.host.strip("[]"), server.timeout
    if server.security == TLS:
        context = ssl.create_default_context()
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, server.port, _HELLO, timeout=wait, context=context)
    else:
        smtp = smtplib.SMTP(host, server.port, _HELLO, timeout=wait)
    try:
        if server.security == STARTTLS:
            _encrypt(smtp)
        yield smtp
    finally:
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
        smtp.close()


def _encrypt(smtp: smtplib.SMTP) -> None:
    """From here on encrypted; never without it, should the server (or somebody before it) not offer it."""
    try:
        smtp.starttls(context=ssl.create_default_context())
    except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException) as error:
        raise NotSent(Problem.NO_ENCRYPTION) from error


def _log_in(smtp: smtplib.SMTP, server: Server, password: str) -> None:
    smtp.ehlo_or_helo_if_needed()
    if not server.user:
        return
    try:
        smtp.login(server.user, password)
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, UnicodeError) as error:
        raise NotSent(Problem.WRONG_PASSWORD, _answer(error)) from error


def _address(smtp: smtplib.SMTP, sender: str, to: Sequence[str]) -> None:
    code, answer = smtp.mail(sender)
    if code in _AUTHENTICATION:
        raise NotSent(Problem.NO_PASSWORD, _text(code, answer))
    if code != 250:
        raise NotSent(Problem.REFUSED_SENDER, _text(code, answer))
    for address in to:
        code, answer = smtp.rcpt(address)
        if code not in {250, 251}:
            raise NotSent(Problem.REFUSED_ADDRESS, f"{address}: {_text(code, answer)}")


def _hand_in(smtp: smtplib.SMTP, mail: bytes) -> None:
    try:
        code, answer = smtp.data(mail)
    except smtplib.SMTPDataError as error:  # it did not want to begin
        raise NotSent(Problem.REFUSED_MAIL, _answer(error)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(Problem.UNCERTAIN) from error
    if code == -1:  # what came back was no answer
        raise NotSent(Problem.UNCERTAIN)
    if code != 250:
        raise NotSent(Problem.REFUSED_MAIL, _text(code, answer))


@contextmanager
def _said_plainly(server: Server) -> Iterator[None]:
    """Everything that a connection can break on, as a `NotSent`."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise NotSent(Problem.CERTIFICATE, error.verify_message) from error
    except ssl.SSLError as error:
        raise NotSent(Problem.NO_ENCRYPTION) from error
    except TimeoutError as error:
        raise NotSent(Problem.TIMEOUT, server.host) from error
    except smtplib.SMTPServerDisconnected as error:
        waited = isinstance(error.__context__, TimeoutError)
        raise NotSent(Problem.TIMEOUT if waited else Problem.DROPPED, server.host) from error
    except smtplib.SMTPException as error:
        raise NotSent(Problem.DROPPED, _answer(error)) from error
    except ConnectionResetError as error:
        raise NotSent(Problem.DROPPED, server.host) from error
    except (OSError, UnicodeError) as error:
        raise NotSent(Problem.UNREACHABLE, getattr(error, "strerror", None) or server.host) from error


def _answer(error: Exception) -> str:
    """What the server said, as far as it said something."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _text(error.smtp_code, error.smtp_error)
    return ""


def _text(code: int, answer: bytes | str) -> str:
    said = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {said}"
