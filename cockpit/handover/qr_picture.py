"""The picture of a payment code. The library that draws it is loaded when a first one is wanted."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segno import QRCode

_SCALE = 4  # a common code is then some 200 points wide, as large as a phone wants it on a screen
_QUIET = 4


def modules(payload: str) -> tuple[tuple[int, ...], ...]:
    """The code as rows of modules, 1 is dark, without a quiet zone."""
    return tuple(tuple(int(module) for module in row) for row in _code(payload).matrix)


def as_png(payload: str) -> bytes:
    """The code as a picture, black on white with its quiet zone, so that it can be read on any ground."""
    picture = BytesIO()
    _code(payload).save(picture, kind="png", scale=_SCALE, border=_QUIET)
    return picture.getvalue()


def _code(payload: str) -> QRCode:
    """Error level M as EPC069-12 has it; what `payment_payload` lets through fits into version 13."""
    import segno

    return segno.make_qr(payload, error="m", boost_error=False, encoding="utf-8")
