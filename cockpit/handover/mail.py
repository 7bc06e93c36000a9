"""The confirmation mail as a draft: an `.eml` file, a `mailto:` link, or text for the clipboard."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from html import escape
from itertools import accumulate
from urllib.parse import quote

from cockpit.handover.facts import Handover, usable_addresses
from cockpit.handover.flowed import flowed
from cockpit.handover.letter import Block, Items, Letter, Paragraph, PayTo, Table, compose
from cockpit.handover.qr_picture import as_png
from cockpit.language import translator

MAILTO_LIMIT = 2_000
"""Longest link in characters: what Windows hands over to a mail program without cutting it."""

_UNFOLDED = 68  # with "Subject: " before it still on one line
_RECIPIENTS_LIMIT = 700
_NOT_IN_IDENTIFIER = re.compile(r"[^A-Za-z0-9._+-]")
_POINTS = re.compile(r"\.+")
_CELL = "padding:4px 12px 4px 0;text-align:left;vertical-align:top"
_CODE = "payment-code@call-cockpit"
# A program with a dark look then chooses both colours; none is set here that could stay behind.
_ANY_GROUND = "".join(
    f'<meta name="{name}" content="light dark">' for name in ("color-scheme", "supported-color-schemes")
)
_AMOUNT = "padding:4px 0;text-align:right;white-space:nowrap;vertical-align:top"


class _Headers(EmailPolicy):
    """The library folds free text so that spaces get lost or doubled; encoded words keep every one."""

    def fold(self, name: str, value: str) -> str:
        if name != "Subject" or (value.isascii() and len(value) <= _UNFOLDED):
            folded: str = super().fold(name, value)
            return folded
        return (
            f"{name}: {Header(value, 'utf-8', header_name=name).encode(linesep=self.linesep)}{self.linesep}"
        )

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii")


_POLICY = _Headers(linesep="\r\n")


def confirmation(h: Handover, message_id: str, date: datetime) -> EmailMessage:
    """The mail about this call, plain text and HTML, marked as not sent yet so that it opens as a draft.

    `message_id` is unique for this mail (with or without angle brackets), `date` is aware. Without a usable
    address the mail has no `To`; without one of ours no `From`: the mail program asks for it.
    """
    letter = compose(h)
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = _literal(letter.subject)
    message["Date"] = date
    message["Message-ID"] = _identifier(message_id)
    message["X-Unsent"] = "1"
    _address(message, h)
    message.set_content(
        flowed(plain(letter)), charset="utf-8", cte="quoted-printable", params={"format": "flowed"}
    )
    language = translator(h.tag).tag.replace("_", "-")
    message.add_alternative(html(letter, language), subtype="html", charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = language
    _add_code(message, letter)
    _set_boundaries(message, message_id)
    return message


def mail_name(h: Handover) -> str:
    """A name for what this mail says and to whom: the same mail has the same name, another has another."""
    letter = compose(h)
    said = "\n".join([*h.addresses(), letter.subject, plain(letter)])
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:12]


def as_eml(message: EmailMessage) -> bytes:
    """The mail as the bytes of an `.eml` file, with CRLF line ends."""
    return message.as_bytes()


def plain_body(h: Handover) -> str:
    """The text of the mail for the clipboard, without a subject."""
    return plain(compose(h))


def mailto(h: Handover) -> str:
    """The mail as a link (RFC 6068) of at most `MAILTO_LIMIT` characters.

    What is too long first loses the table of invoices and then its last lines.
    """
    letter = compose(h)
    start = f"mailto:{_recipients(h.addresses())}?subject={quote(letter.subject, safe='')}&body="
    without_table = tuple(block for block in letter.blocks if not isinstance(block, Table))
    for body in (plain(letter), plain(replace(letter, blocks=without_table))):
        if len(link := start + _encoded(body)) <= MAILTO_LIMIT:
            return link
    return start + _cut(body, MAILTO_LIMIT - len(start))


def plain(letter: Letter) -> str:
    """The letter as plain text; ends with a line break."""
    blocks = [_plain_block(block) for block in letter.blocks]
    ending = [letter.regards, "\n".join(letter.sender)]
    return "\n\n".join(filter(None, [letter.greeting, *blocks, *ending])) + "\n"


def html(letter: Letter, language: str) -> str:
    """The letter as an HTML document in which every text is escaped; `language` as in `nl-BE`."""
    signature = "<br>\n".join(escape(line) for line in letter.sender)
    parts = [
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">',
        f'<head><meta charset="utf-8">{_ANY_GROUND}<title>{escape(letter.subject)}</title></head>',
        '<body style="font-family:sans-serif;font-size:15px;line-height:1.45">',
        f"<p>{escape(letter.greeting)}</p>",
        *(_html_block(block) for block in letter.blocks),
        f"<p>{escape(letter.regards)}</p>",
        *([f"<p>{signature}</p>"] if signature else []),
        "</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _add_code(message: EmailMessage, letter: Letter) -> None:
    """The picture of the payment code, inside the HTML part."""
    code = next((block.code for block in letter.blocks if isinstance(block, PayTo)), "")
    if code:
        rich = message.get_body(("html",))
        assert isinstance(rich, EmailMessage)
        rich.add_related(
            as_png(code), "image", "png", cid=f"<{_CODE}>", filename="qr.png", disposition="inline"
        )


def _identifier(message_id: str) -> str:
    """The id in angle brackets, as RFC 5322 has it: two sides of plain words with single points."""
    left, _, right = message_id.partition("@")
    sides = (_POINTS.sub(".", _NOT_IN_IDENTIFIER.sub("", side)).strip(".") for side in (left, right))
    return f"<{'@'.join(side or 'call-cockpit' for side in sides)}>"


def _set_boundaries(message: EmailMessage, message_id: str) -> None:
    """The library would draw random ones; quoted-printable text and base64 can never contain "=_"."""
    parts = (part for part in message.walk() if part.is_multipart())
    for number, part in enumerate(parts):
        seed = f"{message_id}{number or ''}".encode("utf-8", "replace")
        part.set_boundary("=_" + hashlib.sha256(seed).hexdigest()[:32])


def _address(message: EmailMessage, h: Handover) -> None:
    if to := h.addresses():
        message["To"] = [Address(addr_spec=address) for address in to]
    if own := usable_addresses(h.sender.email):
        message["From"] = Address(addr_spec=own[0])


def _literal(text: str) -> str:
    """Text for a header in which nothing is read as an encoded word."""
    return text.replace("=?", "= ?")


def _plain_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, Items):
        return "\n".join([f"{block.title}:", *(f"- {line}" for line in block.lines)])
    if isinstance(block, PayTo):
        rows = (f"- {label}: {value}" for label, value in block.rows)
        return "\n".join([f"{block.title}:", *rows, *filter(None, [block.after])])
    return "\n".join([f"{block.title}:", *(f"- {row.line}" for row in block.rows), *block.totals])


def _html_block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{escape(block.text)}</p>"
    if isinstance(block, Items):
        items = "".join(f"<li>{escape(line)}</li>" for line in block.lines)
        return f"<p><b>{escape(block.title)}</b></p>\n<ul>{items}</ul>"
    return _html_pay_to(block) if isinstance(block, PayTo) else _html_table(block)


def _html_pay_to(block: PayTo) -> str:
    """The rows, and the code on a ground of its own: it can be read in a dark mail program too."""
    rows = (
        f'<tr><td style="{_CELL}">{escape(label)}</td><td style="{_CELL}"><b>{escape(value)}</b></td></tr>'
        for label, value in block.rows
    )
    parts = [
        f"<p><b>{escape(block.title)}</b></p>",
        '<table style="border-collapse:collapse">',
        *rows,
        "</table>",
        *([f"<p>{escape(block.after)}</p>"] if block.after else []),
    ]
    if block.code:
        look = "display:block;background-color:#ffffff;padding:8px"
        parts.append(f'<p><img src="cid:{_CODE}" alt="{escape(block.alt)}" style="{look}"></p>')
        parts.append(f"<p>{escape(block.hint)}</p>")
    return "\n".join(parts)


def _html_table(table: Table) -> str:
    rows = [_html_row("th", table.headings), *(_html_row("td", row.cells) for row in table.rows)]
    rows += [
        f'<tr><td colspan="5" style="{_AMOUNT}"><b>{escape(total)}</b></td></tr>' for total in table.totals
    ]
    return (
        f'<p><b>{escape(table.title)}</b></p>\n<table style="border-collapse:collapse">\n'
        + "\n".join(rows)
        + "\n</table>"
    )


def _html_row(cell: str, texts: tuple[str, ...]) -> str:
    *left, amount = texts
    cells = "".join(f'<{cell} style="{_CELL}">{escape(text)}</{cell}>' for text in left)
    return f'<tr>{cells}<{cell} style="{_AMOUNT}">{escape(amount)}</{cell}></tr>'


def _recipients(addresses: tuple[str, ...]) -> str:
    """As many whole addresses as leave room for a subject and a text."""
    encoded = (quote(address, safe="@") for address in addresses)
    return _longest(accumulate(encoded, "{},{}".format), _RECIPIENTS_LIMIT)


def _encoded(text: str) -> str:
    return quote(text.replace("\n", "\r\n"), safe="")


def _cut(text: str, room: int) -> str:
    """As many whole lines of the text as fit into `room` encoded characters."""
    return _longest(accumulate(_encoded(line) for line in text.splitlines(keepends=True)), room)


def _longest(growing: Iterable[str], room: int) -> str:
    """The last of ever longer texts that fits into `room` characters; empty when none does."""
    return max((text for text in growing if len(text) <= room), key=len, default="")
