"""A mail server on this computer, as real as a test needs it: it can refuse, hang and drop at any step."""

from __future__ import annotations

import base64
import socket
import socketserver
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Behaviour:
    """What the server does. `drop_at`, `hang_at` and `refuse` go by the verb: EHLO, AUTH, MAIL, RCPT, DATA,
    and TEXT for the end of the mail itself."""

    user: str = ""
    password: str = ""
    drop_at: str = ""
    hang_at: str = ""
    refuse: dict[str, str] = field(default_factory=dict)
    starttls: ssl.SSLContext | None = None
    mails: list[tuple[str, tuple[str, ...], bytes]] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)
    sessions: int = 0
    goes_on: threading.Event | None = None
    """What the server waits for before it takes a mail over."""


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.b: Behaviour = self.server.behaviour
        self.b.sessions += 1
        self.sender, self.to, self.known = "", [], not self.b.user
        self.encrypted = False
        try:
            self.say("220 test.example ESMTP")
            while line := self.rfile.readline():
                if not self.carry_out(line.decode("ascii").rstrip("\r\n")):
                    return
        except (ConnectionError, ssl.SSLError, ValueError):
            return

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def carry_out(self, line: str) -> bool:
        verb, _, rest = line.partition(" ")
        verb = verb.upper()
        self.b.verbs.append(verb)
        if self.b.hang_at == verb:
            time.sleep(3)
            return False
        if self.b.drop_at == verb:
            return False
        for start, answer in self.b.refuse.items():
            if line.upper().startswith(start.upper()):
                self.say(answer)
                return True
        return getattr(self, f"do_{verb.lower()}", self.do_unknown)(rest)

    def do_unknown(self, _rest: str) -> bool:
        self.say("502 what")
        return True

    def do_ehlo(self, _rest: str) -> bool:
        self.say("250-test.example")
        if self.b.starttls and not self.encrypted:
            self.say("250-STARTTLS")
        self.say("250 AUTH PLAIN" if self.b.user else "250 HELP")
        return True

    def do_starttls(self, _rest: str) -> bool:
        self.say("220 go ahead")
        self.connection = self.b.starttls.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self.encrypted = True
        return True

    def do_auth(self, rest: str) -> bool:
        _method, _, secret = rest.partition(" ")
        _who, user, password = base64.b64decode(secret).decode().split("\0")
        self.known = (user, password) == (self.b.user, self.b.password)
        self.say("235 welcome" if self.known else "535 5.7.8 wrong")
        return True

    def do_mail(self, rest: str) -> bool:
        self.sender = rest.partition("<")[2].partition(">")[0]
        self.say("250 fine" if self.known else "530 5.7.0 log in first")
        return True

    def do_rcpt(self, rest: str) -> bool:
        self.to.append(rest.partition("<")[2].partition(">")[0])
        self.say("250 fine")
        return True

    def do_data(self, _rest: str) -> bool:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line.removeprefix(b"."))
        if self.b.drop_at == "TEXT":
            return False
        if self.b.hang_at == "TEXT":
            time.sleep(3)
            return False
        if "TEXT" in self.b.refuse:
            self.say(self.b.refuse["TEXT"])
            return True
        if self.b.goes_on:
            self.b.goes_on.wait(10)
        self.b.mails.append((self.sender, tuple(self.to), b"".join(lines)))
        self.say("250 taken")
        return True

    def do_rset(self, _rest: str) -> bool:
        self.say("250 fine")
        return True

    def do_quit(self, _rest: str) -> bool:
        self.say("221 bye")
        return False


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    tls: ssl.SSLContext | None = None

    def get_request(self):
        connection, address = super().get_request()
        return (self.tls.wrap_socket(connection, server_side=True) if self.tls else connection), address

    def handle_error(self, request, client_address) -> None:
        """A client that hangs up is what some of the tests are about."""


@contextmanager
def serving(behaviour: Behaviour | None = None, tls: ssl.SSLContext | None = None, **more):
    """A running server: gives its port and its behaviour."""
    behaviour = behaviour or Behaviour(**more)
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.behaviour, server.tls = behaviour, tls
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server.server_address[1], behaviour
        finally:
            server.shutdown()
            thread.join()


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def certificate(folder: Path, host: str = "localhost") -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS with a certificate that nobody knows yet, and the file that makes it known."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    made += ["-keyout", str(key), "-out", str(cert), "-days", "2", "-subj", f"/CN={host}"]
    made += ["-addext", f"subjectAltName=DNS:{host}"]
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context, cert
