"""The long day, made short: that it runs, and that it would see what grows. The long one is run by hand."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from faults.soak import Sample, grown, soak

from cockpit.desk import outside

STILL = Sample(250, 110.0, 380_000, 57, 80, 2, 11, 4_600_000, 1.2)


@pytest.mark.skipif(sys.platform == "win32", reason="counts as Linux and macOS count")
async def test_a_call_of_every_kind_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "start", lambda command: None)
    one, two = await soak(tmp_path, calls=4, every=2, debtors=20)
    assert (one.calls, two.calls) == (2, 4)
    assert (one.threads, one.files) == (two.threads, two.files)


def test_what_stands_still_has_not_grown() -> None:
    cold = replace(STILL, memory_mb=80.0, objects=200_000)
    assert grown([cold, STILL, STILL, replace(STILL, widgets=60, memory_mb=111.0)]) == []


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("memory_mb", 120.0),
        ("objects", 420_000),
        ("widgets", 70),
        ("tasks", 99),
        ("threads", 3),
        ("files", 12),
    ],
)
def test_what_grows_is_seen(name: str, there: float) -> None:
    (said,) = grown([STILL, STILL, STILL, replace(STILL, **{name: there})])
    assert said.startswith(name)
