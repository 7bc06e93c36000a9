"""The mails that the cockpit sends itself: what doctor says of them, and that they go with their debtor."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_string
from email.policy import default
from pathlib import Path

import pytest
from commands.conftest import MONDAY

from cockpit.core.call import Phase
from cockpit.core.followup import FollowUp, FollowUpKind
from cockpit.desk.outbox import SENDING, SENT, WAITING, Outbox
from cockpit.store.port import Changes
from cockpit.store.workspace import Workspace

AT_2016 = dict.fromkeys(("opened_at", "started_at", "ended_at"), datetime(2016, 2, 1, 9, tzinfo=UTC))
NUMBER = "D-1007"
MAIL = b"Subject: x\r\nTo: bos@zonneveld.example\r\n\r\naan de bakkerij\r\n"


@pytest.fixture
def outbox(demo: Path) -> Outbox:
    return Outbox(demo / "outbox")


def about(ran) -> list[tuple[bool, str]]:
    return [(f["good"], f["text"]) for f in ran.json["findings"] if f["about"] == "post"]


def test_doctor_says_nothing_where_nothing_is_sent(run, demo):
    assert about(run("doctor", "--json")) == []


def test_doctor_says_that_all_was_sent(run, demo, outbox):
    (demo / "settings.toml").write_text('smtp_host = "smtp.deegkamp.example"\n')
    (demo / "settings.toml").chmod(0o600)
    path = outbox.put("2026-11-23 Bakkerij C-1.ab.eml", MAIL)
    outbox.done(outbox.claim(path))
    ran = run("doctor", "--json")
    assert about(ran) == [(True, "No mail waits in the outbox.")] and ran.status == 0


def test_doctor_names_what_waits_and_what_was_in_the_way(run, demo, outbox):
    for number in ("C-1", "C-2"):
        path = outbox.put(f"2026-11-23 Bakkerij {number}.ab.eml", MAIL)
        outbox.failed(
            path, "refused-address", "bos@x.example: 550 \x1b[31mno", datetime(2026, 11, 23, tzinfo=UTC)
        )
    outbox.put("2026-11-23 Bakkerij C-3.ab.eml", MAIL)
    outbox.claim(outbox.put("2026-11-23 Bakkerij C-4.ab.eml", MAIL))
    ran = run("doctor", "--json")
    found = about(ran)
    assert ran.status == 1 and not any(good for good, _text in found)
    assert [text for _good, text in found] == [
        f"3 mails were not sent; they are in {demo / 'outbox' / WAITING}.",
        f"1 mail was not sent; it is in {demo / 'outbox' / SENDING}.",
        "The mail server does not accept an address: “bos@x.example: 550 no”.",
        "The connection was lost at the last moment: it is not certain whether the mail was sent.",
    ]


def test_who_is_erased_is_erased_from_the_outbox_too(run, demo, outbox):
    call = run("show", NUMBER, "--json").json["calls"][-1]["id"]
    paths = {place: demo / "outbox" / place for place in (WAITING, SENDING, SENT)}
    for mark, folder in enumerate(paths.values()):
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        (folder / f"2026-11-23 Bakkerij-Zonneveld {call}.{mark}.eml").write_bytes(MAIL)
        (folder / f"2026-11-23 Iemand C-x.{mark}.eml").write_bytes(b"Subject: y\r\n\r\nanders\r\n")
    ran = run("erase", NUMBER, "--yes", "--json")
    assert ran.status == 0, ran.out
    left = sorted(path.name for folder in paths.values() for path in folder.iterdir())
    assert left == [f"2026-11-23 Iemand C-x.{mark}.eml" for mark in range(3)]


def test_what_was_sent_long_ago_is_purged(run, demo, outbox):
    for day in ("2018-01-02", "2026-11-02"):
        path = outbox.put(f"{day} Bakkerij C-{day}.ab.eml", MAIL)
        outbox.done(outbox.claim(path))
    assert run("purge", "--json").json["removed"]["papers"] == 1
    assert [p.name[:4] for p in (demo / "outbox" / SENT).iterdir()] == ["2026"]


def test_a_mail_stays_as_long_as_its_call(run, demo, outbox):
    """Whatever day its name begins with, and whether it was sent or not."""
    store = Workspace.open(demo, now=lambda: MONDAY)
    begun = store.calls_of(NUMBER)[-1]
    old, kept = replace(begun, id="C-old", **AT_2016), replace(begun, id="C-open", **AT_2016)
    again = FollowUp("f-open", NUMBER, kept.id, FollowUpKind.RETRY, old.opened_at)
    store.save(Changes(calls=(old, kept), follow_ups=(again,)))
    store.save_draft(replace(begun, id="C-begun", phase=Phase.TALK))
    store.close()
    for call in ("C-old", "C-open", "C-begun", "C-gone", begun.id):
        outbox.put(f"2016-02-01 Bakkerij {call}.ab.eml", MAIL)
    outbox.put("2026-11-02 Bakkerij C-old.cd.eml", MAIL)
    (demo / "outbox" / "2016-02-01 Bakkerij C-open.ics").write_bytes(b"BEGIN:VCALENDAR\r\n")
    (demo / "outbox" / "2026-02-01 Bakkerij C-old.ics").write_bytes(b"BEGIN:VCALENDAR\r\n")
    foreseen = run("purge", "--json", "--dry-run").json["removed"]
    assert run("purge", "--json").json["removed"] == foreseen
    assert (foreseen["calls"], foreseen["papers"]) == (1, 3)
    left = {path.name.rpartition(" ")[2].partition(".")[0] for path in (demo / "outbox").rglob("20*")}
    assert left == {"C-open", "C-begun", begun.id}


def test_a_draft_has_text_that_flows(run, demo):
    ran = run("summary", "C-demo-004", "--format", "eml")
    message = message_from_string(ran.out, policy=default)
    assert message.get_body(("plain",)).get_param("format") == "flowed" and "structured" not in ran.err
