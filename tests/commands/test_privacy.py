"""What the law asks for: export, erase, purge."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from commands.conftest import MONDAY

from cockpit.core.agreement import Agreement, Concession, Revision
from cockpit.core.call import AgreementEntry, Call, CallKind, Evaluation, Phase
from cockpit.core.concession_terms import ConcessionTerms, Gift
from cockpit.core.followup import FollowUp
from cockpit.core.ledger import Debtor, Invoice
from cockpit.core.standing import Dispute, Standing
from cockpit.desk.period import Period
from cockpit.desk.practising import practice_store
from cockpit.roleplay.attempts import Attempt
from cockpit.store.codec import decode
from cockpit.store.port import Changes, StoreError
from cockpit.store.workspace import Workspace

NAME, CORE, NUMBER = "Bakkerij Zonneveld BV", "Bakkerij Zonneveld", "D-1007"


@pytest.fixture
def full(demo: Path) -> Path:
    """The demo with a backup, a call begun, files in the outbox, and what a damaged file left."""
    store = Workspace.open(demo, now=lambda: MONDAY)
    ledger = store.ledger()
    store.replace_ledger(replace(ledger, source="again"))
    call = store.calls_of(NUMBER)[-1]
    other = next(
        c for c in store.calls_between(MONDAY - timedelta(days=900), MONDAY) if c.debtor_id != NUMBER
    )
    begun = replace(call, id="c-begun", phase=Phase.TALK, notes="Nog even over de oven.", agreement_id="")
    store.save_draft(begun)
    store.close()
    (demo / "outbox").mkdir(mode=0o700)
    for one, name, text in ((call, "Bakkerij-Zonneveld", "aan de bakkerij"), (other, "Iemand", "anders")):
        (demo / "outbox" / f"2026-11-23 {name} {one.id}.eml").write_text(f"Subject: x\n\n{text}\n")
    (demo / "outbox" / "2019-01-02 Oud c-weg.ics").write_text("BEGIN:VCALENDAR\n")
    (demo / "outbox" / "van mij.txt").write_text("mijn eigen aantekening")
    (demo / "ledger.json.damaged-1").write_text(f'{{"name": "{NAME}"')
    for path in demo.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return demo


def everywhere(folder: Path) -> bytes:
    return b"\n".join(path.name.encode() + path.read_bytes() for path in folder.rglob("*") if path.is_file())


# -- export ----------------------------------------------


def test_everything_about_one_debtor_for_scripts(run, full):
    ran = run("export", NUMBER, "--json")
    assert ran.status == 0
    found = ran.json
    shown = run("show", NUMBER, "--json").json
    assert found["debtor"].items() <= shown["debtor"].items()
    assert [i["number"] for i in found["invoices"]] == [i["number"] for i in shown["invoices"]]
    for kind in ("calls", "agreements", "follow_ups"):
        for one, as_shown in zip(found[kind], shown[kind], strict=True):
            assert as_shown.items() <= one.items()
    assert found["calls"][0]["opened_at"].endswith("+00:00")
    assert found["call_begun"]["notes"] == "Nog even over de oven."
    assert found["standing"]["debtor_id"] == NUMBER
    assert [backup["debtor"]["name"] for backup in found["backups"]] == [NAME]
    assert [file["text"] for file in found["files"]] == ["Subject: x\n\naan de bakkerij\n"]


def test_everything_about_one_debtor_for_people(run, full):
    ran = run("export", "zonneveld")
    assert ran.status == 0
    call = run("export", NUMBER, "--json").json["calls"][-1]
    for text in (
        NAME,
        "Calls",
        "A call begun",
        "Nog even over de oven.",
        "The ledger until",
        call["notes"].split("\n")[0],
    ):
        assert text in ran.out
    assert "aan de bakkerij" in ran.out
    assert "anders" not in ran.out


def test_a_debtor_whom_no_ledger_knows_is_found_by_his_number(run, full):
    store = Workspace.open(full, now=lambda: MONDAY)
    store.save(
        Changes(standings=(Standing("X-9", do_not_call=True, skip_reason="ziek", next_time="bloemen"),))
    )
    store.close()
    out = run("export", "X-9").out
    assert all(text in out for text in ("X-9", "do not call", "ziek", "bloemen"))
    assert run("export", "X-10").status == 1


def test_every_field_is_there_as_it_is_kept(run, full):
    store = Workspace.open(full, now=lambda: MONDAY, read_only=True)
    ids = [*store.ledger().debtors]
    dossiers = [store.dossier(key) for key in ids]
    store.close()
    for dossier in dossiers:
        found = run("export", dossier.debtor_id, "--json").json
        assert decode(Debtor, found["debtor"]) == dossier.account.debtor
        for cls, name, ones in (
            (Invoice, "invoices", dossier.account.invoices),
            (Call, "calls", dossier.calls),
            (Agreement, "agreements", dossier.agreements),
            (FollowUp, "follow_ups", dossier.follow_ups),
        ):
            assert [decode(cls, one["kept"]) for one in found[name]] == list(ones)


def test_what_we_wrote_ourselves_is_in_the_plain_text(run, full):
    store = Workspace.open(full, now=lambda: MONDAY)
    made = store.agreements_of(NUMBER)[-1]
    terms = ConcessionTerms(Gift.REPAIR, in_return="een bestelling", fault="verkeerde levering")
    store.save(
        Changes(
            calls=(replace(store.calls_of(NUMBER)[-1], own_words="Met dank,\ntot volgend jaar."),),
            agreements=(
                replace(
                    made,
                    concessions=(Concession("gratis bezorgd", terms=terms),),
                    revisions=(Revision(MONDAY, "te laat gezien", (("action", "bellen", ""),)),),
                ),
            ),
        )
    )
    store.close()
    out = run("export", NUMBER).out
    for text in ("Met dank,", "tot volgend jaar.", "een bestelling", "verkeerde levering", "te laat gezien"):
        assert text in out, text


def test_every_text_at_a_call_has_its_name(run, full):
    store = Workspace.open(full, now=lambda: MONDAY)
    terms = ConcessionTerms(Gift.REPAIR, in_return="een bestelling", fault="verkeerde levering")
    answers = (("room", "3 termijnen"), ("no-email", "a@b.example"), ("party", "consumer"), ("x-y", "iets"))
    answers += (("letter", "2026-11-02"), ("letter-by", "mail"), ("promise-2", "belde zelf"))
    call = replace(
        store.calls_of(NUMBER)[-1],
        answers=answers,
        entry=AgreementEntry(
            amount="42302,19",
            when="wo 25 nov",
            if_we="kopie",
            if_we_by="morgen",
            in_return="geen rente",
            beyond="trouwe klant",
            gives=terms,
        ),
        own_words="Met dank,\n\ntot volgend jaar.",
        evaluation=Evaluation("goed", "korter", "bloemen"),
    )
    store.save(Changes(calls=(call,)))
    store.close()
    lines = run("export", NUMBER, "--lang", "nl").out.splitlines()
    for line in (
        "Hoever: 3 termijnen",
        "X-y: iets",
        "Bedrag: 42302,19",
        "Op: wo 25 nov",
        "Als wij: kopie",
        "Uiterlijk: morgen",
        "Verder dan ingesteld, omdat: trouwe klant",
        "Daarvoor gevraagd: een bestelling",
        "Onze eigen woorden in de mail: Met dank,",
        "  tot volgend jaar.",
        "Ging goed: goed",
        "Kan beter: korter",
    ):
        assert f"      {line}" in lines, line
    for text in ("a@b.example", "belde zelf", "geen rente", "verkeerde levering", "bloemen"):
        assert any(line.endswith(f": {text}") for line in lines), text
    assert not {"consumer", "2026-11-02", "mail"} & {line.rpartition(": ")[2] for line in lines}


def test_an_invoice_that_is_contested_says_so(run, full):
    store = Workspace.open(full, now=lambda: MONDAY)
    disputed = replace(store.standings()[NUMBER], disputes=(Dispute((), "oven kapot", MONDAY),))
    store.save(Changes(standings=(disputed,)))
    store.close()
    assert all(one["contested"] for one in run("export", NUMBER, "--json").json["invoices"])


def test_where_he_is_meant_in_notes_about_others_is_said(run, full):
    call = noted_about_another(full, f"Broer van {NAME}, geheim.")
    ran = run("export", NUMBER)
    assert "geheim" not in ran.out + ran.err
    assert call.id not in ran.out
    assert f"  {NAME}, {CORE}, in the notes of call {call.id} with {call.debtor_id}\n" in ran.err
    said = run("export", NUMBER, "--json").json["mentioned"]
    assert {(one["debtor"], one["call"], one["field"]) for one in said} == {
        (call.debtor_id, call.id, "notes"),
        (call.debtor_id, "c-other", "notes"),
    }
    assert run("export", call.debtor_id, "--json").json["mentioned"] == []


def test_exporting_writes_nothing(run, full):
    before = everywhere(full)
    run("export", NUMBER)
    assert everywhere(full) == before


# -- erase ----------------------------------------------


def test_erasing_proves_itself(run, full):
    debtor = run("export", NUMBER, "--json").json["debtor"]
    ran = run("erase", NUMBER, "--yes", "--json")
    assert ran.status == 0, ran.out + ran.err
    said = ran.json
    assert said["removed"]["calls"] > 0
    assert (said["removed"]["drafts"], said["removed"]["backups"]) == (1, 1)
    assert (said["removed"]["damaged"], said["removed"]["papers"]) == (1, 1)
    assert said["found"] == said["unread"] == []
    assert said["searched"]["bytes"] > 10_000
    indexed = len(list(full.rglob("*.idx")))  # made again when it is closed, of numbers only
    assert said["searched"]["files"] == sum(path.is_file() for path in full.rglob("*")) - indexed
    left = everywhere(full)
    for key in ("id", "name", "phone", "email", "contact_person", "company_no"):
        if debtor[key] and debtor[key] not in said["not_searched"]:
            assert debtor[key] in said["searched"]["texts"]
            assert debtor[key].encode() not in left, key
    assert run("show", NUMBER).status == 1
    assert run("export", NUMBER).status == 1
    assert run("doctor").status == 0


def test_the_others_are_not_touched(run, full):
    others = [row["debtor"] for row in run("queue", "--json").json if row["debtor"] != NUMBER]
    before = [run("export", debtor, "--json").json for debtor in others]
    assert run("erase", NUMBER, "--yes").status == 0
    after = [run("export", debtor, "--json").json for debtor in others]
    assert [{**e, "backups": 0} for e in before] == [{**e, "backups": 0} for e in after]
    assert (full / "outbox" / "van mij.txt").exists()


def test_it_says_what_was_searched_and_what_it_cannot_do(run, full):
    out = run("erase", NUMBER, "--yes").out
    assert f"{NAME} ({NUMBER}) is erased:" in out
    assert "Searched: every byte of" in out
    assert "None of these texts was found." in out
    assert "the next import brings him back" in out


def noted_about_another(folder: Path, notes: str) -> Call:
    """A saved call and a call begun of somebody else, with these notes."""
    store = Workspace.open(folder, now=lambda: MONDAY)
    call = next(c for c in store.calls_between(MONDAY - timedelta(days=900), MONDAY) if c.debtor_id != NUMBER)
    noted = replace(call, notes=notes)
    store.save(Changes(calls=(noted,)))
    store.save_draft(replace(noted, id="c-other"))
    store.close()
    return noted


def test_a_next_step_for_what_is_still_there(run, full):
    store = Workspace.open(full, now=lambda: MONDAY)
    ledger = store.ledger()
    first = next(i for i in ledger.invoices if i.debtor_id != NUMBER)
    others = [i for i in ledger.invoices if i is not first]
    told = replace(ledger, invoices=(replace(first, description=f"via {NAME}"), *others))
    store.replace_ledger(told)
    store.replace_ledger(replace(told, source="again"))
    store.close()
    ran = run("erase", NUMBER, "--yes")
    assert ran.status == 1
    assert "ledger.json\n  It stands there with another debtor: correct it in the accounting" in ran.out
    assert "  It stands there with another debtor: remove that backup" in ran.out


def test_two_branches_with_one_number_leave_nothing_behind(run, full):
    store = Workspace.open(full, now=lambda: MONDAY)
    ledger = store.ledger()
    both = {key: replace(ledger.debtors[key], company_no="NL-0123.456.789") for key in (NUMBER, "D-1001")}
    store.replace_ledger(replace(ledger, debtors={**ledger.debtors, **both}))
    store.close()
    ran = run("erase", NUMBER, "--yes")
    assert ran.status == 0, ran.out
    assert "Not searched for, as another debtor has it as well: NL-0123.456.789" in ran.out


def test_names_in_other_spellings(run, full):
    """What is his for certain is blackened, the rest is named with its place."""
    renamed(full, D_1007="Houthandel Kok & Zoon B.V.")
    store = Workspace.open(full, now=lambda: MONDAY)
    store.save(Changes(calls=(replace(store.calls_of(NUMBER)[-1], contact="Mevr. Bolderman"),)))
    store.close()
    call = noted_about_another(
        full, "Houthandel Kok en Zoon BV, houthandel kok & zoon; mevrouw Bolderman, die Bolderman weer."
    )
    ran = run("erase", NUMBER, "--yes")
    assert ran.status == 1
    for text in ("Houthandel Kok & Zoon B.V.", "Houthandel Kok & Zoon", "Mevr. Bolderman"):
        assert f"  {text}\n" in ran.out
    assert "None of these texts was found." in ran.out
    assert f"May be about him: Bolderman, in the notes of call {call.id} with {call.debtor_id}" in ran.out
    said = run("export", call.debtor_id, "--json").json["call_begun"]
    assert said["notes"] == "[…], […]; […], die Bolderman weer."


def test_whom_we_spoke_to_elsewhere_is_not_reported_for_his_own_name(run, full):
    store = Workspace.open(full, now=lambda: MONDAY)
    his = store.calls_of(NUMBER)[-1]
    calls = store.calls_between(MONDAY - timedelta(days=900), MONDAY)
    others = [call for call in calls if call.debtor_id != NUMBER][:3]
    named = zip(others, ("Dhr. J. Bolderman", "Bolderman", "Karel, van Bolderman"), strict=True)
    spoken = [replace(call, contact=name) for call, name in named]
    store.save(Changes(calls=(replace(his, contact="Mevr. Bolderman"), *spoken)))
    store.close()
    said = run("erase", NUMBER, "--yes", "--json").json
    assert "Bolderman" in said["searched"]["words"]
    assert [one["call"] for one in said["perhaps"]] == [others[2].id], said["perhaps"]


def test_his_number_without_area_code_and_his_mail_domain_are_listed(run, full):
    store = Workspace.open(full, now=lambda: MONDAY, read_only=True)
    debtor = store.ledger().debtors[NUMBER]
    store.close()
    local, domain = debtor.phone.split(maxsplit=1)[1], debtor.email.partition("@")[2]
    call = noted_about_another(full, f"Bel {local} of mail inkoop@{domain}.")
    listed = run("export", NUMBER, "--json").json["mentioned"]
    assert {(one["debtor"], one["field"]) for one in listed} == {(call.debtor_id, "notes")}
    assert {local.replace(" ", ""), f"@{domain}"} < {*listed[0]["texts"]}
    ran = run("erase", NUMBER, "--yes", "--json")
    assert ran.status == 1
    assert [(one["debtor"], one["call"]) for one in ran.json["perhaps"]] == [
        (call.debtor_id, call.id),
        (call.debtor_id, "c-other"),
    ]
    assert ran.json["perhaps"][0]["texts"] == [local.replace(" ", "")]
    assert f"@{domain}" in ran.json["searched"]["words"]


def test_the_words_that_were_searched_for_are_said_when_they_are_nowhere(run, full):
    renamed(full, D_1007="Vleugelmoer NV")
    ran = run("erase", NUMBER, "--yes")
    assert ran.status == 0
    assert "for words that may as well mean another: " in ran.out
    assert "Vleugelmoer" in ran.out.split("mean another: ")[1].split("\n")[0]
    assert "None of these words was found there." in ran.out


def test_a_word_in_the_mail_to_another_is_reported(run, full):
    renamed(full, D_1007="Vleugelmoer NV")
    mail = next(path for path in (full / "outbox").glob("*Iemand*.eml"))
    mail.write_text("Subject: x\n\nzoals vleugelmoer zei\n")
    ran = run("erase", NUMBER, "--yes")
    assert (ran.status, mail.exists()) == (1, True)
    assert f"May be about him: Vleugelmoer, in {mail}" in ran.out


def test_a_mention_in_what_was_noted_about_others_is_blackened(run, full):
    call = noted_about_another(full, f"Is de broer van\n{NAME}.")
    ran = run("erase", NUMBER, "--yes")
    assert ran.status == 0, ran.out
    assert "in what was noted about 1 other debtor, the mention of him" in ran.out
    assert NAME.encode() not in everywhere(full)
    said = run("export", call.debtor_id, "--json").json
    assert said["call_begun"]["notes"] == "Is de broer van\n[…]."
    assert "Is de broer van\n[…]." in [one["notes"] for one in said["calls"]]


def test_what_may_be_somebody_else_stays_and_is_said(run, full):
    store = Workspace.open(full, now=lambda: MONDAY)
    store.save(Changes(calls=(replace(store.calls_of(NUMBER)[-1], contact="Aleida"),)))
    store.close()
    call = noted_about_another(full, "Vroeg naar Aleida.")
    (full / "settings.toml").write_text(f'# not {NAME}\ncaller = "Els"\n')
    ran = run("erase", NUMBER, "--yes", "--json")
    assert ran.status == 1
    assert [(Path(f["path"]).name, f["texts"]) for f in ran.json["found"]] == [
        ("settings.toml", [NAME, CORE])
    ]
    assert "Aleida" in ran.json["searched"]["words"]
    perhaps = [(one["debtor"], one["call"], one["field"]) for one in ran.json["perhaps"]]
    assert perhaps == [(call.debtor_id, call.id, "notes"), (call.debtor_id, "c-other", "notes")]
    assert run("export", call.debtor_id, "--json").json["call_begun"]["notes"] == "Vroeg naar Aleida."


def test_the_place_is_said_in_words(run, full):
    (full / "note.txt").write_text("020-555 0107 of D-1007")
    ran = run("erase", NUMBER, "--yes")
    assert ran.status == 1
    assert "Still there: D-1007" in ran.out
    assert "note.txt\n  Look into the file; change it or remove it yourself.\n" in ran.out
    assert "None of these texts" not in ran.out


def test_a_number_that_stands_in_the_id_of_anothers_call_is_not_his(run, full):
    store = Workspace.open(full, now=lambda: MONDAY)
    ledger = store.ledger()
    numbered = replace(ledger.debtors[NUMBER], phone="02 214 08 36", mobile="785864")
    store.replace_ledger(replace(ledger, debtors={**ledger.debtors, NUMBER: numbered}))
    other = next(
        c for c in store.calls_between(MONDAY - timedelta(days=900), MONDAY) if c.debtor_id != NUMBER
    )
    at = MONDAY.replace(day=22, hour=14, minute=8, second=38, microsecond=785864)
    call = replace(other, id="C-20261122-140836-d902", opened_at=at, started_at=at)
    store.save(Changes(calls=(call,)))
    store.close()
    mail = full / "outbox" / f"2026-11-22 Iemand {call.id}.eml"
    mail.write_text("Subject: x\n\nvan een ander\n")
    assert "van een ander" not in run("export", NUMBER).out
    assert run("erase", NUMBER, "--yes").status == 0
    assert mail.exists()
    store = Workspace.open(full, now=lambda: MONDAY, read_only=True)
    assert call in store.calls_of(call.debtor_id)
    store.close()


def test_a_paper_of_a_call_that_is_gone_goes_by_exactly_his_name(run, full):
    papers = {
        name: full / "outbox" / f"2025-01-02 {name} C-gone.ics"
        for name in ("Bakkerij-Zonneveld-BV", "Bakkerij-Zonneveld-BV-Breda")
    }
    for path in papers.values():
        path.write_text("BEGIN:VCALENDAR\n")
    run("erase", NUMBER, "--yes")
    assert [path.exists() for path in papers.values()] == [False, True]


class Typing(io.StringIO):
    def isatty(self) -> bool:
        return True


def renamed(folder: Path, **names: str) -> None:
    """The debtors with these numbers (an underscore for the dash) get another name."""
    store = Workspace.open(folder, now=lambda: MONDAY)
    ledger = store.ledger()
    changed = {key.replace("_", "-"): name for key, name in names.items()}
    debtors = {key: replace(d, name=changed.get(key, d.name)) for key, d in ledger.debtors.items()}
    store.replace_ledger(replace(ledger, debtors=debtors))
    store.close()


@pytest.mark.parametrize("words", [["1007"], ["zonneveld"], ["Bakkerij", "Zonneveld"], ["2026"], [""]])
def test_only_an_exact_number_or_name_is_erased(run, full, monkeypatch, words):
    before = everywhere(full)
    assert run("erase", *words, "--yes").status == 1
    monkeypatch.setattr(sys, "stdin", Typing(f"{NUMBER}\n"))
    ran = run("erase", *words)
    assert ran.status == 1
    assert "Nobody has exactly the number" in ran.err
    assert "Type" not in ran.err
    assert (NAME in ran.err) is (words[-1].lower() in {"1007", "zonneveld"})
    assert everywhere(full) == before


def test_the_same_number_again_erases_nobody_else(run, full):
    renamed(full, D_1001="Kok Catering (D-1007)")
    assert run("erase", NUMBER, "--yes").status in {0, 1}
    ran = run("erase", NUMBER, "--yes")
    assert (ran.status, ran.out) == (1, "")
    assert "Kok Catering" in ran.err
    assert run("show", "D-1001").status == 0


@pytest.mark.parametrize("words", [["d-1007"], ["bakkerij", "ZONNEVELD", "bv"]])
def test_capitals_make_no_difference(run, full, words):
    assert run("erase", *words, "--yes").status == 0
    assert run("show", NUMBER).status == 1


def test_a_name_of_two_is_nobody(run, full):
    renamed(full, D_1001=NAME)
    ran = run("erase", NAME, "--yes")
    assert ran.status == 1
    assert "2 debtors fit" in ran.err
    assert run("show", NUMBER).status == 0


def test_what_was_stopped_is_ended_by_the_same_again(run, full, monkeypatch):
    def stops(self, debtor_id):
        raise StoreError("disk-full", path="x")

    with monkeypatch.context() as patch:
        patch.setattr(Workspace, "erase", stops)
        assert run("erase", NAME, "--yes").status == 2
    assert run("erase", NAME, "--yes").status == 0


@pytest.mark.parametrize(("typed", "erased"), [("D-1007\n", True), ("ja\n", False), ("", False)])
def test_it_asks_for_the_number(run, full, monkeypatch, typed, erased):
    monkeypatch.setattr(sys, "stdin", Typing(typed))
    ran = run("erase", "bakkerij zonneveld BV")
    assert ran.status == (0 if erased else 1)
    assert ("Nothing was erased." in ran.err) is not erased
    assert run("show", NUMBER).status == (1 if erased else 0)


def test_where_nobody_can_be_asked_nothing_is_erased(run, full, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("D-1007\n"))
    ran = run("erase", NUMBER)
    assert ran.status == 2
    assert "--yes" in ran.err
    assert run("show", NUMBER).status == 0


def test_not_while_a_cockpit_is_open(run, full):
    store = Workspace.open(full, now=lambda: MONDAY)
    for words in (["erase", NUMBER, "--yes"], ["purge"]):
        assert run(*words).status == 2
    assert run("export", NUMBER).status == 0
    assert run("purge", "--dry-run").status == 0
    store.close()


def test_a_mail_that_cannot_be_removed_ends_it_before_anything_is_lost(run, full, monkeypatch):
    def refuses(self, missing_ok=False):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuses)
        ran = run("erase", NUMBER, "--yes")
    assert ran.status == 2
    assert "cannot be written" in ran.err
    assert run("erase", NUMBER, "--yes").status == 0


def test_a_file_that_cannot_be_read_is_said(run, full, monkeypatch):
    locked = full / "note.txt"
    locked.write_text("")
    reading = Path.read_bytes

    def read(path):
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return reading(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    ran = run("erase", NUMBER, "--yes")
    assert ran.status == 1
    assert "note.txt could not be read" in ran.out


# -- purge ----------------------------------------------


def test_a_purge_counts_first(run, full):
    ran = run("purge", "--older-than", "1d", "--dry-run", "--json")
    assert ran.status == 0
    foreseen = ran.json
    assert foreseen["before"] == "2026-11-22"
    assert foreseen["dry_run"] is True
    assert foreseen["removed"]["papers"] == 2  # one belongs to a call that goes, one to none
    assert run("purge", "--older-than", "1d", "--json").json == {**foreseen, "dry_run": False}
    assert not list((full / "outbox").glob("2019*"))
    assert "Nothing that is over is older" in run("purge", "--older-than", "1d").err


def test_the_settings_say_how_long(run, full):
    assert run("purge", "--json", "--dry-run").json["before"] == "2019-11-23"
    (full / "settings.toml").write_text("keep_years = 2\n")
    assert run("purge", "--json", "--dry-run").json["before"] == "2024-11-23"
    ran = run("purge")
    assert (ran.status, ran.out.splitlines()) == (
        0,
        ["Older than Saturday 23 November 2024, removed:", "  1 mail or calendar file"],
    )


TRY = Attempt(
    "Sanne", MONDAY, "grote-klant", "nl", 2, CallKind.REMINDER, 7, date(2026, 11, 23), 81, None, None, {}
)  # fmt: skip


def test_what_was_practised_is_kept_no_longer(run, full):
    store = practice_store(full)
    store.add(replace(TRY, at=MONDAY - timedelta(days=3000), trainee="Oude Bekende"))
    with store.path.open("ab") as file:
        file.write(b'{"trainee": "Half Oude Be\n')
    store.add(replace(TRY, at=MONDAY - timedelta(days=2900), trainee="Oude Bekende"))
    store.add(TRY)
    with store.path.open("ab") as file:
        file.write(b'{"trainee": "Half Sanne')
    store.export("grote-klant.nl-20160201-101112", "Oude Bekende", {"trainee": "Oude Bekende"})
    store.export("duo-grote-klant.nl-20261101-101112", "Sanne", {})
    (store.folder / "debriefs" / "van mij-20160201-999999.md").write_text("eigen blad")
    (store.folder / "debriefs" / "lijst.md").write_text("eigen blad")
    foreseen = run("purge", "--json", "--dry-run").json["removed"]
    assert (foreseen["tries"], foreseen["debriefs"]) == (3, 2)
    assert b"Oude Be" in everywhere(full)
    said = run("purge", "--dry-run").out
    assert "  3 tries of practice\n  2 files with a debrief\n" in said
    assert run("purge", "--json").json["removed"] == foreseen
    assert b"Oude Be" not in everywhere(full)
    assert store.attempts() == (TRY,)
    assert len(list((store.folder / "debriefs").iterdir())) == 4
    assert run("purge", "--json").json["removed"]["tries"] == 0


def test_a_practice_folder_with_real_work_in_it_is_left_alone(run, full):
    (full / "practice" / "history").mkdir(parents=True)
    (full / "practice" / "tries.jsonl").write_text('{"at": "2016-01-01T00:00:00+00:00"}\n')
    assert run("purge", "--json").json["removed"]["tries"] == 0
    assert (full / "practice" / "tries.jsonl").read_text()


@pytest.mark.parametrize("text", ["5", "y", "-5y", "5 years", "1.5y", ""])
def test_what_is_no_period_is_refused(run, full, text):
    assert run("purge", "--older-than", text).status == 2


def test_before_the_calendar(run, full):
    assert run("purge", "--older-than", "9999y").status == 2
    assert run("purge", "--older-than", "99999m").status == 2


@pytest.mark.parametrize(
    ("period", "day", "expected"),
    [
        (Period(years=1), date(2024, 2, 29), date(2023, 2, 28)),
        (Period(months=1), date(2026, 3, 31), date(2026, 2, 28)),
        (Period(months=18), date(2026, 11, 23), date(2025, 5, 23)),
        (Period(months=11), date(2026, 11, 30), date(2025, 12, 30)),
        (Period(years=5), date(2026, 11, 23), date(2021, 11, 23)),
        (Period(days=90), date(2026, 3, 1), date(2025, 12, 1)),
        (Period(), date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_periods(period, day, expected):
    assert period.before(day) == expected


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("command", ["export", "erase", "purge"])
def test_their_help(run, command, language):
    ran = run(command, "--lang", language, "--help")
    assert (ran.status, ran.err) == (0, "")


def test_on_an_empty_workspace(run, folder):
    assert run("purge", "--dry-run").status == 0
    assert run("export", "x").status == 1
    assert not folder.exists()


def test_what_was_corrected_contested_and_evaluated_is_in_it(run, full):
    store = Workspace.open(full, now=lambda: MONDAY)
    call = replace(
        store.calls_of(NUMBER)[-1],
        evaluation=Evaluation(went_well="rustig", better="korter"),
        answers=(("room", "drie termijnen"),),
        revisions=(Revision(MONDAY, "vergist", (("notes", "oude tekst", "nieuwe tekst"),)),),
    )
    standing = replace(
        store.standings()[NUMBER],
        insolvent=True,
        number_is_wrong=True,
        disputes=(Dispute((), "oven kapot", MONDAY),),
    )
    store.save(Changes(calls=(call,), standings=(standing,)))
    store.close()
    out = run("export", NUMBER).out
    for text in ("rustig", "korter", "drie termijnen", "vergist", "oude tekst → nieuwe tekst", "insolvent"):
        assert text in out, text
    assert "the telephone number is wrong" in out
    assert "contested: oven kapot" in out


def test_a_paper_that_cannot_be_read(run, full, monkeypatch):
    def read(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("cockpit.commands.export.whole", read)
    ran = run("export", NUMBER)
    assert ran.status == 2
    assert "could not be read" in ran.err


def test_a_calendar_file_is_part_of_it(run, full):
    store = Workspace.open(full, now=lambda: MONDAY)
    call = store.calls_of(NUMBER)[-1]
    store.close()
    path = full / "outbox" / f"2026-11-23 Bakkerij-Zonneveld {call.id}.ics"
    path.write_text("BEGIN:VCALENDAR\nSUMMARY:bel de bakker\n")
    assert "SUMMARY:bel de bakker" in run("export", NUMBER).out
    assert run("erase", NUMBER, "--yes").status == 0
    assert not path.exists()


def test_what_another_has_as_well_is_not_searched_for_and_that_is_said(run, full):
    store = Workspace.open(full, now=lambda: MONDAY)
    ledger = store.ledger()
    his = ledger.debtors[NUMBER]
    other = next(d for key, d in ledger.debtors.items() if key != NUMBER)
    both = {**ledger.debtors, other.id: replace(other, phone=his.phone)}
    store.replace_ledger(replace(ledger, debtors=both))
    store.close()
    ran = run("erase", NUMBER, "--yes")
    assert ran.status == 0
    assert f"Not searched for, as another debtor has it as well: {his.phone}" in ran.out
