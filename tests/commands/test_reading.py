"""The commands that only read: queue, show, summary, report, where, doctor, keys."""

from __future__ import annotations

import csv
import json
import os
import stat
import sys
from pathlib import Path

import pytest

from cockpit.commands import doctor, doctor_privacy

QUEUE = {
    "debtor",
    "name",
    "kind",
    "reason",
    "open",
    "currency",
    "days_overdue",
    "invoices",
    "phone",
    "due",
}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_reading_leaves_every_byte_as_it_was(run, demo):
    before = contents(demo)
    for words in (["queue"], ["show", "D-1007"], ["summary"], ["report"], ["restore"], ["doctor"], ["where"]):
        assert run(*words).status == 0, words
    assert contents(demo) == before


def test_reading_makes_no_workspace(run, folder):
    for words in (["queue"], ["report"], ["restore"], ["doctor"], ["where"], ["keys"]):
        assert run(*words).status == 0, words
    assert not folder.exists()


# -- queue ----------------------------------------------


def test_the_queue_for_scripts(run, demo):
    rows = run("queue", "--json").json
    assert all(row.keys() >= QUEUE for row in rows)
    by_debtor = {row["debtor"]: row for row in rows}
    zonneveld = by_debtor["D-1007"]
    assert (zonneveld["kind"], zonneveld["open"], zonneveld["currency"]) == (
        "broken-promise",
        "1842.50",
        "EUR",
    )
    assert (zonneveld["days_overdue"], zonneveld["invoices"]) == (34, 2)
    assert any(row["due"] and row["due"].endswith("+01:00") for row in rows)
    assert any(row["due"] is None for row in rows)


def test_the_queue_for_people(run, demo):
    ran = run("queue", "--limit", "3")
    lines = ran.out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2", "3"]
    assert "to call" in ran.err
    assert run("queue", "--limit", "0").out == ""


def test_the_queue_of_another_day(run, demo):
    today = run("queue", "--json").json
    later = run("queue", "--json", "--on", "2027-01-04").json
    found = {row["debtor"]: row["days_overdue"] for row in today}
    for row in later:
        if found.get(row["debtor"]):
            assert row["days_overdue"] == found[row["debtor"]] + 42


def test_an_empty_workspace_has_an_empty_queue(run):
    ran = run("queue", "--json")
    assert (ran.status, ran.json) == (0, [])
    assert "no ledger yet" in ran.err


# -- show -------------------------------------------------


@pytest.mark.parametrize(
    "words", [["D-1007"], ["d-1007"], ["zonneveld"], ["Bakkerij", "Zonneveld", "BV"], ["20217"]]
)
def test_a_debtor_is_found(run, demo, words):
    assert run("show", *words, "--json").json["debtor"]["id"] == "D-1007"


def test_everything_about_a_debtor_for_scripts(run, demo):
    found = run("show", "D-1007", "--json").json
    assert found.keys() >= {"debtor", "invoices", "calls", "agreements", "follow_ups"}
    assert found["debtor"]["open_total"] == {"EUR": "1842.50"}
    assert {i["number"]: i["open"] for i in found["invoices"]} == {"20176": "1595.00", "20217": "247.50"}
    assert found["calls"] and found["calls"][0]["at"].startswith("2026-")
    assert found["agreements"][-1]["promises"][0]["amount"] == "1842.50"


def test_everything_about_every_debtor_can_be_shown(run, demo):
    text = ""
    for row in run("queue", "--json").json:
        ran = run("show", row["debtor"])
        assert (ran.status, ran.err) == (0, "")
        assert ran.out.startswith(row["name"])
        text += ran.out
    for title in ("Invoices", "Calls, the last one first", "Agreements, the last one first", "Follow-up"):
        assert title in text
    for words in ("contested", "due date derived", "we: ", "in return: ", "Next time: ", "done"):
        assert words in text


def test_several_that_fit_are_named(run, demo):
    ran = run("show", "bakkerij")
    assert (ran.status, ran.out) == (1, "")
    assert "debtors fit “bakkerij”" in ran.err and "D-1007" in ran.err


def test_a_whole_name_is_taken_before_longer_ones(run, export):
    row = "K{n};{name};;F-{n};01-09-2026;01-10-2026;10,00;10,00\n"
    run("import", export(row.format(n=1, name="Alfa"), row.format(n=2, name="Alfa Twee")))
    assert run("show", "alfa", "--json").json["debtor"]["id"] == "K1"
    assert run("show", "K2").status == 0


def test_nobody(run, demo):
    ran = run("show", "x\x1b[2Jyz")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "Nobody was found for “xyz”.\n"


# -- summary -----------------------------------------------


def test_the_last_call_in_every_form(run, demo):
    text = run("summary").out
    assert text.startswith("Summary of the call with")
    assert run("summary", "--format", "md").out.startswith("# Summary of the call with")
    found = run("summary", "--json").json
    assert run("summary", found["call"]).out == text
    assert run("summary", found["call"], "--format", "json").json == found


def test_the_mail_is_in_the_language_of_the_debtor(run, demo):
    ran = run("summary", "C-demo-004", "--format", "eml")
    assert "To: " in ran.out and "Content-Language: nl" in ran.out
    assert ran.out.count("\r\n") == ran.out.count("\n")


def test_the_calendar(run, demo):
    call = next(row for row in run("show", "D-1013", "--json").json["calls"] if row["agreement"])
    ran = run("summary", call["id"], "--format", "ics")
    assert ran.out.startswith("BEGIN:VCALENDAR") and ran.status == 0
    shown = run("summary", call["id"], "--format", "ics", tty=True)
    assert "BEGIN:VEVENT" in shown.out and "\r" not in shown.out


def test_a_call_of_which_nothing_comes_back_has_no_calendar(run, demo):
    ran = run("summary", "C-demo-004", "--format", "ics")
    assert (ran.status, ran.out) == (1, "")
    assert "calendar" in ran.err


@pytest.mark.parametrize(
    ("form", "start"), [("text", b"Summary"), ("md", b"# "), ("json", b"{"), ("eml", b"Subj")]
)
def test_a_summary_in_a_file_is_for_your_eyes_only(run, demo, tmp_path, form, start):
    ran = run("summary", "C-demo-004", "--format", form, "--output", "out.file", encoding="ascii")
    written = tmp_path / "out.file"
    assert (ran.status, ran.out) == (0, "")
    assert written.read_bytes().startswith(start)
    if sys.platform != "win32":
        assert stat.S_IMODE(written.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written(run, demo):
    ran = run("summary", "--output", "no/such/folder/x.md")
    assert ran.status == 2 and "cannot be written" in ran.err


def test_there_is_no_such_call(run, demo, folder, tmp_path):
    assert "no call C-9" in run("summary", "C-9").err
    ran = run("summary", "--workspace", str(tmp_path / "empty"))
    assert (ran.status, ran.out) == (1, "")


# -- report ------------------------------------------------


def test_the_report_for_scripts(run, demo):
    found = run("report", "--from", "2026-10-01", "--to", "2026-11-22", "--json").json
    assert found["calls"] == sum(day["calls"] for day in found["days"]) > 20
    assert found["calls"] == sum(one["calls"] for one in found["callers"])
    assert found["callers"][0]["caller"] == "Sanne Verhoef"
    assert found["amounts"].keys() == {"EUR"} and "." in found["amounts"]["EUR"]
    assert (found["from"], found["to"]) == ("2026-10-01", "2026-11-22")


def test_the_report_for_scripts_has_every_figure(run, demo):
    found = run("report", "--from", "2026-10-01", "--to", "2026-11-22", "--json").json
    assert found["calls"] >= found["reached"] >= found["spoken"] > 0
    judged = sum(found[fate]["promises"] for fate in ("kept", "part_kept", "broken"))
    waiting = sum(found[fate]["promises"] for fate in ("running", "replaced"))
    assert judged + waiting == found["promises"] == sum(one["promises"] for one in found["kinds"])
    assert found["kept_rate"] == round(found["kept"]["promises"] / judged, 4)
    assert 0 <= found["kept_rate_by_value"]["EUR"] <= 1
    assert sum(hour["calls"] for hour in found["hours"]) == found["calls"]
    assert {hour["weekday"] for hour in found["hours"]} <= set(range(1, 8))
    assert found["commitments"] == {"open": 3, "overdue": 1}
    assert (found["days_gained"], found["days_gained_by"]) == (0, 0)


def test_the_report_by_collector_or_by_kind_and_what_it_means(run, demo):
    days = ["--from", "2026-11-01", "--to", "2026-11-20"]
    both, one, other = (run("report", *days, *by).out for by in ([], ["--by", "collector"], ["--by", "kind"]))
    assert "Sanne Verhoef" in both and "Sanne Verhoef" in one and "Sanne Verhoef" not in other
    assert "Dunning" in both and "Dunning" in other and "Dunning" not in one
    assert "█" in both and "Mon" in both and "10–11" in both
    rows = list(csv.DictReader(run("report", *days, "--csv", "--by", "kind").out.splitlines()))
    assert sum(int(row["calls"]) for row in rows) == run("report", *days, "--json").json["calls"]
    explained = run("report", *days, "--explain").out
    assert "days gained: For each promise" in explained and "days gained: " not in both
    assert all(len(line) <= 110 for line in explained.splitlines())
    assert run("report", "--by", "debtor").status == 2


def test_without_days_the_report_is_of_this_week(run, demo):
    found = run("report", "--json", "--on", "2026-11-20").json
    assert (found["from"], found["to"]) == ("2026-11-16", "2026-11-20")


def test_the_report_for_people_and_for_a_spreadsheet(run, demo):
    days = ["--from", "2026-11-16", "--to", "2026-11-20"]
    ran = run("report", *days)
    assert "together" in ran.out and "Sanne Verhoef" in ran.out
    rows = list(csv.DictReader(run("report", *days, "--csv").out.splitlines()))
    found = run("report", *days, "--json").json
    assert sum(int(row["calls"]) for row in rows) == found["calls"]
    assert rows[0]["date"] == "2026-11-16"


def test_a_report_of_nothing(run):
    ran = run("report")
    assert (ran.status, ran.out) == (0, "")
    assert "No call" in ran.err
    head = "calls,spoken,promises,reached,kept,part_kept,broken,running,replaced,days_gained\n"
    assert run("report", "--csv").out == f"date,caller,{head}"
    assert run("report", "--csv", "--by", "kind").out == f"date,kind,{head}"


def test_a_period_that_ends_before_it_begins(run):
    assert run("report", "--from", "2026-11-20", "--to", "2026-11-19").status == 2


# -- where, keys ----------------------------------------------


def test_where_everything_is(run, demo):
    found = run("where", "--json").json
    assert found["workspace"] == str(demo)
    assert Path(found["shipped_themes"]).is_dir() and Path(found["sample_data"]).is_dir()
    text = run("where").out
    assert all(path in text for path in found.values())
    assert f"{demo / 'settings.toml'} (not there yet)" in text


def test_the_keys_with_your_own(run, folder):
    folder.mkdir()
    (folder / "settings.toml").write_text('[keys]\nnext = "f10"\nundo = "f5"\n')
    ran = run("keys", "--json")
    assert {row["action"]: row["key"] for row in ran.json}["next"] == "f10"
    assert ran.status == 0
    lines = run("keys").out.splitlines()
    assert any(line.startswith("next") and "F10" in line for line in lines)


def test_keys_that_cannot_be_used(run, folder):
    folder.mkdir()
    (folder / "settings.toml").write_text('[keys]\nnxt = "f10"\n')
    ran = run("keys")
    assert ran.status == 1 and "nxt" in ran.err


def test_wrong_settings_are_said_by_every_command_that_uses_them(run, demo):
    (demo / "settings.toml").write_text('colour = "red"\n')
    assert "“colour”" in run("queue").err
    assert "“colour”" in run("summary").err


def test_who_has_imported_is_not_told_that_there_is_no_ledger(run, export):
    assert "There is no ledger yet in" in run("queue").err
    run("import", export("D-4711;Bakkerij Zonneveld;;F-1;01-11-2026;15-11-2026;10,00;10,00\n"))
    assert run("erase", "D-4711", "--yes").status == 0
    ran = run("queue")
    assert "Nobody owes anything." in ran.err and "no ledger" not in ran.err


# -- doctor ----------------------------------------------------


def findings(ran) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in ran.json["findings"]:
        if not one["good"]:
            found.setdefault(one["about"], []).append(one["text"])
    return found


def test_a_sound_workspace(run, demo):
    ran = run("doctor", "--json")
    assert ran.status == 0 and ran.json["good"], findings(ran)
    assert all(line.startswith("ok") for line in run("doctor").out.splitlines())


@pytest.mark.skipif(sys.platform == "win32", reason="other permissions")
def test_files_that_others_can_read(run, demo, reachable):
    demo.chmod(0o711)
    (demo / "ledger.json").chmod(0o644)
    ran = run("doctor", "--json")
    assert ran.status == 1
    assert "2 files" in findings(ran)["privacy"][0]
    for name in ("settings.toml", "themes", "playbooks", "rules", "scenarios"):
        (demo / name).mkdir(mode=0o755) if "." not in name else (demo / name).touch(mode=0o644)
    assert "7 files" in findings(run("doctor", "--json"))["privacy"][0]
    assert "!!" in run("doctor").out


@pytest.mark.skipif(sys.platform == "win32", reason="other permissions")
def test_files_in_a_folder_that_nobody_else_enters(run, demo, reachable, tmp_path):
    (demo / "history").chmod(0o700)
    for path in (demo / "scenarios", demo / "rules"):
        path.mkdir(mode=0o755)
    for path in (demo / "ledger.json", *(demo / "history").iterdir()):
        path.chmod(0o644)
    assert run("doctor").status == 0
    demo.chmod(0o711)
    assert "4 files" in findings(run("doctor", "--json"))["privacy"][0]  # not those in history
    tmp_path.chmod(0o700)
    assert run("doctor").status == 0


@pytest.fixture
def reachable(tmp_path, monkeypatch):
    """Others come as far as the folder of this test."""
    tmp_path.chmod(0o755)
    gives = doctor_privacy._gives
    above = set(tmp_path.resolve().parents)
    monkeypatch.setattr(doctor_privacy, "_gives", lambda path, bits: path in above or gives(path, bits))


def test_settings_that_mean_nothing_here(run, demo):
    (demo / "settings.toml").write_text('theme = "nigth"\n"\\u0007" = 1\n[keys]\nnext = "a"\nflie = "f12"\n')
    told = findings(run("doctor", "--json"))["settings"]
    assert told == [
        "Settings: there is no “'\\x07'”; the nearest that exists is “zone”.",
        "Settings: there is no theme “nigth”; the nearest that exists is “night”.",
        "[keys] in the settings: flie cannot be used",
        "[keys] in the settings: next = a cannot be used",
    ]


def test_settings_themes_and_store_with_something_wrong(run, demo):
    (demo / "settings.toml").write_text('colour = "red"\n')
    (demo / "themes").mkdir()
    (demo / "themes" / "mine.toml").write_text("[colors]\nbackground = 7\n")
    (demo / "ledger.json").write_text("{")
    found = findings(run("doctor", "--json"))
    assert found.keys() == {"settings", "themes", "store"}
    assert "mine.toml" in found["themes"][0]
    assert (demo / "ledger.json").exists()


def test_a_theme_of_your_own_that_can_be_used(run, demo):
    (demo / "themes").mkdir()
    (demo / "themes" / "mine.toml").write_bytes(
        (Path(run("where", "--json").json["shipped_themes"]) / "day.toml").read_bytes()
    )
    ran = run("doctor", "--json")
    assert ran.status == 0
    assert any("mine" in one["text"] for one in ran.json["findings"])


def test_a_workspace_from_the_future(run, demo):
    (demo / "version").write_text("99.0\n")
    assert "newer" in findings(run("doctor", "--json"))["store"][0]
    ran = run("queue")
    assert ran.status == 2 and "newer" in ran.err


def test_a_damaged_history_is_told(run, demo):
    log = demo / "history" / "000001.log"
    raw = bytearray(log.read_bytes())
    raw[200:230] = b"#" * 30
    log.write_bytes(raw)
    for index in (demo / "history").glob("*.idx"):
        index.unlink()
    assert "damaged" in findings(run("doctor", "--json"))["store"][0]


def test_a_folder_that_cannot_be_written(run, demo, monkeypatch):
    monkeypatch.setattr(doctor.os, "access", lambda _path, mode: not mode & os.W_OK)
    assert "cannot be written" in findings(run("doctor", "--json"))["folder"][0]


def test_a_folder_that_cannot_be_made(run, folder, monkeypatch):
    monkeypatch.setattr(doctor.os, "access", lambda path, mode: path != folder and not mode & os.W_OK)
    assert "cannot be made" in findings(run("doctor", "--json"))["folder"][0]


def test_a_file_that_went_away_while_it_was_looked_at(run, demo, monkeypatch, reachable):
    monkeypatch.setattr(doctor_privacy, "_within_reach", lambda folder: [folder / "gone"])
    assert run("doctor").status == 0


def test_a_full_disk(run, demo, monkeypatch):
    usage = doctor.shutil.disk_usage(demo)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _path: usage._replace(free=5_000_000))
    assert "5 MB" in findings(run("doctor", "--json"))["disk"][0]


def test_a_playbook_that_cannot_be_used(run, demo):
    (demo / "playbooks").mkdir(mode=0o755)
    (demo / "playbooks" / "reminder.nl.toml").write_text('kind = "reminder"\n')
    (demo / "playbooks" / "courtesy.en.toml").write_text("kind =\n")
    broken, other = findings(run("doctor", "--json"))["playbooks"]
    assert "courtesy.en.toml, line 1, does not count" in broken
    assert "reminder.nl.toml, line 1, does not count" in other
    assert other.endswith("language: expected is a text between quotation marks")
    assert "10 playbooks can be used." in run("doctor").out


@pytest.mark.parametrize(
    ("size", "term", "encoding", "wrong"),
    [
        ((120, 36), "xterm-256color", "utf-8", 0),
        ((50, 36), "xterm-256color", "utf-8", 1),
        ((120, 10), "dumb", "ascii", 3),
    ],
)
def test_the_terminal(run, demo, monkeypatch, size, term, encoding, wrong):
    monkeypatch.setattr(doctor.shutil, "get_terminal_size", lambda: os.terminal_size(size))
    monkeypatch.setenv("TERM", term)
    ran = run("doctor", "--json", tty=True, encoding=encoding)
    assert len(findings(ran).get("terminal", [])) == wrong


# -- encodings ---------------------------------------------------


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_no_terminal_is_asked_for_signs_that_it_does_not_have(run, demo, encoding):
    for words in (["queue"], ["show", "D-2010"], ["summary"], ["--help"], ["doctor"], ["keys"]):
        assert run(*words, "--lang", "nl", encoding=encoding).status == 0


def test_json_is_the_same_in_every_encoding(run, demo):
    plain = run("show", "D-2010", "--json", encoding="ascii")
    assert plain.out.isascii()
    assert json.loads(plain.out) == run("show", "D-2010", "--json").json
    assert "Dé" in run("show", "D-2010", "--json").out
