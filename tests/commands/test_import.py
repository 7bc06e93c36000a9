"""`cockpit import` and `cockpit restore`, as a script and as a person use them."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cockpit.store.workspace import Workspace

FIRST = "K1;Alfa BV;020 055 0001;F-1;01-09-2026;01-10-2026;100,00;100,00\n"
SECOND = "K1;Alfa BV;020 055 0001;F-2;05-09-2026;05-10-2026;250,00;250,00\n"
THIRD = "K2;Beta NV;020 055 0002;F-3;07-09-2026;07-10-2026;75,50;75,50\n"
BAD = "K2;Beta NV;020 055 0002;F-4;31-02-2026;07-10-2026;75,50;75,50\n"
KEYS = {"invoices", "debtors", "new", "changed", "settled", "open_total", "refused", "notices"}


def now() -> datetime:
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_the_shape_that_scripts_rely_on(run, export):
    ran = run("import", export(FIRST, SECOND, THIRD), "--json")
    assert ran.status == 0
    assert ran.json | {"kept": 0} == {
        "invoices": 3,
        "debtors": 2,
        "new": 3,
        "changed": 0,
        "settled": 0,
        "details": 0,
        "open_total": {"EUR": "425.50"},
        "kept": 0,
        "promises": [],
        "claims": [],
        "refused": [],
        "notices": [],
        "doubtful": False,
        "written": True,
    }


def test_refused_rows_are_told_with_line_and_reason_and_the_status_is_1(run, export):
    ran = run("import", export(FIRST, BAD), "--json")
    assert ran.status == 1
    (refused,) = ran.json["refused"]
    assert (refused["line"], refused["file"], refused["code"]) == (3, "open.csv", "unreadable-date")
    assert "31-02-2026" in refused["reason"]
    assert ran.json["invoices"] == 1 and ran.json["written"]
    assert run("queue", "--json").json[0]["debtor"] == "K1"


def test_notices_have_a_text(run, export):
    found = run("import", export(FIRST.replace("01-10-2026", "")), "--json").json["notices"]
    assert [(n["line"], n["code"]) for n in found] == [(2, "due-derived")]
    assert "F-1" in found[0]["text"]


def test_a_dry_run_writes_nothing(run, export, folder):
    ran = run("import", "--dry-run", export(FIRST), "--json")
    assert (ran.status, ran.json["new"], ran.json["written"]) == (0, 1, False)
    assert not folder.exists()


def test_the_same_file_twice_changes_nothing(run, export, folder):
    file = export(FIRST, SECOND)
    run("import", file)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.suffix == ".json"}
    ran = run("import", file, "--json")
    assert ran.json.keys() >= KEYS
    assert (ran.status, ran.json["new"], ran.json["changed"], ran.json["written"]) == (0, 0, 0, False)
    assert "already" in ran.err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.suffix == ".json"} == before


def test_a_person_reads_what_changed(run, export):
    run("import", export(FIRST, SECOND))
    ran = run("import", export(SECOND.replace("250,00\n", "50,00\n"), THIRD, BAD))
    assert ran.status == 1
    assert "2 invoices · 2 debtors · €125.50" in ran.out
    assert "1 new, 1 changed, 1 no longer open, 1 refused" in ran.out
    assert "open.csv, line 4: “31-02-2026”" in ran.out
    assert "cockpit restore 2026" in ran.err


def test_other_details_of_a_debtor_are_counted(run, export):
    run("import", export(FIRST))
    assert "1 debtor with other details" in run("import", export(FIRST.replace("0001", "0009"))).out


def test_many_notices_are_not_all_written_out(run, export):
    many = [FIRST.replace("F-1", f"F-{n}").replace("01-10-2026", "") for n in range(30)]
    ran = run("import", export(*many))
    assert ran.out.count("has no due date") == 20
    assert "and 10 more" in ran.out


def test_several_files_are_one_ledger(run, export):
    ran = run("import", export(FIRST), export(THIRD, name="more.csv"), "--json")
    assert (ran.json["invoices"], ran.json["debtors"]) == (2, 2)


def test_promises_that_were_kept_are_told(run, demo, export):
    ran = run("import", export(FIRST), "--force", "--json")
    kept = [made["debtor"] for made in ran.json["kept"]]
    assert "D-1007" in kept
    assert run("show", "D-1007", "--json").json["agreements"][-1]["state"] == "kept"


def test_promises_that_were_kept_are_read_by_name(run, demo, export):
    assert "Promise kept: Bakkerij Zonneveld BV" in run("import", export(FIRST), "--force").out


# -- is it the right file? ----------------------------------------------


def test_a_file_that_may_be_the_wrong_one_is_not_taken_over(run, demo, export):
    ran = run("import", export(FIRST), "--json")
    assert (ran.status, ran.json["doubtful"], ran.json["written"]) == (2, True, False)
    assert "Is it the right file?" in ran.err and "--force" in ran.err
    assert len(run("queue", "--json").json) > 20
    assert run("import", export(FIRST), "--force").status == 0
    assert [row["debtor"] for row in run("queue", "--json").json if row["days_overdue"]] == ["K1"]


@pytest.mark.parametrize("flags", [(), ("--dry-run",)])
def test_a_file_without_invoices_leaves_the_ledger(run, export, flags):
    run("import", export(FIRST))
    assert run("import", export(), *flags).status == 2
    assert run("show", "K1", "--json").json["invoices"]


# -- what cannot be done ----------------------------------------------


def test_a_missing_file_is_said_and_nothing_is_written_on_stdout(run):
    ran = run("import", "gone.csv", "--json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "gone.csv: There is no such file.\n"


def test_one_missing_file_of_two_takes_nothing_over(run, export):
    assert run("import", export(FIRST), "gone.csv").status == 2
    assert run("queue", "--json").json == []


def test_a_spreadsheet_is_refused_in_a_sentence(run, tmp_path):
    (tmp_path / "open.xlsx").write_bytes(b"PK\x03\x04[Content_Types].xml xl/workbook.xml")
    ran = run("import", "open.xlsx")
    assert ran.status == 2 and "CSV" in ran.err


def test_another_cockpit_has_the_workspace(run, export, folder):
    file = export(FIRST)
    store = Workspace.open(folder, now=now)
    try:
        ran = run("import", file)
        assert (ran.status, ran.out) == (2, "")
        assert f"process {os.getpid()} on " in ran.err
        assert run("import", file, "--dry-run").status == 0
        for words in (["queue"], ["report"], ["restore"], ["doctor"], ["where"]):
            assert run(*words).status == 0, words
    finally:
        store.close()


def test_a_workspace_that_cannot_be_made(run, export, tmp_path):
    (tmp_path / "work").write_text("a file")
    ran = run("import", export(FIRST))
    assert ran.status == 2
    assert "cannot be written" in ran.err


def test_a_damaged_ledger_can_be_imported_over(run, export, folder):
    run("import", export(FIRST))
    (folder / "ledger.json").write_text("{")
    assert run("queue").status == 2
    ran = run("import", export(FIRST))
    assert ran.status == 0
    assert "damaged" in ran.err
    assert run("queue", "--json").json[0]["debtor"] == "K1"


# -- columns ----------------------------------------------

STRANGE = "Wie;Welke;Dag;Saldo nu\n"
ROW = "Alfa BV;F-1;01-09-2026;100,00\n"


def test_columns_are_chosen_once_and_remembered(run, export):
    file = export(ROW, head=STRANGE)
    ran = run("import", file)
    assert ran.status == 2
    assert "“Wie”, “Welke”, “Dag”" in ran.err and "--columns" in ran.err
    chosen = ["debtor_name=Wie", "invoice_no=Welke", "invoice_date = Dag", "open_amount=Saldo nu"]
    assert run("import", file, "--columns", *chosen, "--json").json["invoices"] == 1
    assert run("import", export(ROW.replace("100", "90"), head=STRANGE)).status == 0


def test_a_field_that_there_is_not_is_answered_with_the_nearest(run, export):
    ran = run("import", export(FIRST), "--columns", "invoice_number=Factuurnummer")
    assert ran.status == 2
    assert "invoice_no" in ran.err and "reminders" in ran.err


def test_a_heading_that_there_is_not(run, export):
    ran = run("import", export(FIRST), "--columns", "open_amount=Saldo")
    assert ran.status == 2 and "“Saldo”" in ran.err


def test_a_file_behind_the_columns_is_explained(run, export):
    ran = run("import", "--columns", "open_amount=Openstaand", export(FIRST))
    assert ran.status == 2 and "before --columns" in ran.err


# -- restore ----------------------------------------------


def test_backups_are_listed_and_brought_back(run, export):
    assert run("restore", "--json").json == []
    assert "no backups" in run("restore").err
    run("import", export(FIRST, SECOND))
    assert run("restore", "--json").json == []
    run("import", export(SECOND))
    (backup,) = run("restore", "--json").json
    assert backup == {"name": backup["name"], "at": "2026-11-23T10:00:00+01:00", "invoices": 2}
    assert backup["name"] in run("restore").out
    ran = run("restore", backup["name"], "--json")
    assert ran.json == {"restored": backup["name"], "invoices": 2, "debtors": 1}
    assert len(run("show", "K1", "--json").json["invoices"]) == 2
    assert len(run("restore", "--json").json) == 2


def test_a_backup_that_there_is_not(run, export):
    run("import", export(FIRST))
    ran = run("restore", "../../etc/passwd")
    assert ran.status == 2
    assert "no backup" in ran.err


def test_hostile_cells_reach_no_terminal(run, export):
    row = "K9;=cmd\x1b]52,c,x\x07[/b]\u202e;1;F\x9b2J;01-09-2026;01-10-2026;9,00;9,00\n"
    run("import", export(row, BAD.replace("31-02-2026", "\x1b[31mx")), tty=True)
    for words in (["queue"], ["show", "K9"], ["queue", "--json"], ["show", "K9", "--json"]):
        out = run(*words, tty=True).out
        assert "=cmd[/b]" in out
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(out)


def promise_on_file(folder, numbers, due):
    """A promise of € 100 over an invoice, made in a call that nobody has to know about."""
    from cockpit.core.agreement import Agreement, Promise, State, StateChange
    from cockpit.core.money import Money
    from cockpit.core.standing import Standing
    from cockpit.store.port import Changes

    at = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
    promised = Promise(Money(Decimal(100)), due, covers=numbers, open_then=Money(Decimal(100)))
    made = Agreement("A-1", "K1", "C-1", at, promises=(promised,), states=(StateChange(State.HEARD, at),))
    standing = Standing("K1", calls=1, last_call_at=at, last_spoken_at=at, agreements=(made,))
    store = Workspace.open(folder, now=now)
    store.save(Changes(agreements=(made,), standings=(standing,)))
    store.close()


def test_what_an_import_concludes_about_promises_is_told_and_can_be_read_by_a_script(run, export, folder):
    run("import", export(FIRST, SECOND))
    promise_on_file(folder, ("F-1",), date(2026, 11, 20))
    told = run("import", "--dry-run", export(FIRST, SECOND)).out
    assert "Promises: 1 broken" in told and "Promise not kept: Alfa BV, €100.00 for Fri 20 Nov" in told
    found = run("import", export(FIRST, SECOND), "--json").json
    assert found["promises"] == [
        {
            "agreement": "A-1",
            "debtor": "K1",
            "state": "broken",
            "promised": "100.00",
            "paid": "0.00",
            "currency": "EUR",
            "due": "2026-11-20",
        }
    ]
    assert found["kept"] == [] and found["written"]
    assert run("show", "K1", "--json").json["agreements"][0]["state"] == "broken"
    assert run("queue", "--json").json[0]["code"] == "promise-broken"
    assert run("import", export(SECOND), "--json").json["promises"][0]["state"] == "kept"
    again = run("import", export(FIRST, SECOND), "--json").json["promises"]
    assert [(one["state"], one["paid"]) for one in again] == [("reversed", "0.00")]
    assert run("queue", "--json").json[0]["code"] == "promise-reversed"
