"""The check of the translations, on this program and on small ones."""

from pathlib import Path

import pytest

from cockpit.language import check

HEADER = """# A comment of the translator.
msgid ""
msgstr ""
"Language: nl\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
SOURCE = """
_("Queue")
N_("Call {name}")
ngettext("{n} call", "{n} calls", n)
NN_("{n} mail", "{n} mails")
pgettext("stage", "open")
speech.gettext("Bye")
print(f"{_('Inside')}: {1}")
"""
COMPLETE = (
    HEADER
    + """
msgid "Queue"
msgstr "Wachtrij"

msgid "Call {name}"
msgstr "Bel {name}"

msgid "{n} call"
msgid_plural "{n} calls"
msgstr[0] "één gesprek"
msgstr[1] "{n} gesprekken"

msgid "{n} mail"
msgid_plural "{n} mails"
msgstr[0] "{n} mail"
msgstr[1] "{n} mails"

msgctxt "stage"
msgid "open"
msgstr "openen"

msgid "Bye"
msgstr "Dag"

msgid "Inside"
msgstr "Binnenin"
"""
)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    (tmp_path / "program").mkdir()
    (tmp_path / "locale" / "nl" / "LC_MESSAGES").mkdir(parents=True)
    write(tmp_path, SOURCE, COMPLETE.replace("één gesprek", "{n} gesprek"))
    return tmp_path


def write(folder: Path, source: str | None = None, po: str | None = None) -> None:
    if source is not None:
        (folder / "program" / "main.py").write_text(source, "utf-8")
    if po is not None:
        (folder / "locale" / "nl" / "LC_MESSAGES" / "cockpit.po").write_text(po, "utf-8")


def run(folder: Path, *arguments: str) -> int:
    return check.main(arguments, folder / "program", folder / "locale")


def test_the_translations_of_the_cockpit_are_complete(capsys: pytest.CaptureFixture[str]) -> None:
    status = check.main([])
    assert capsys.readouterr().err == ""
    assert status == 0


def test_complete(program: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(program) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('msgid "Queue"\nmsgstr "Wachtrij"\n', "", "program/main.py:2: not in nl/cockpit.po: 'Queue'"),
        ('"Wachtrij"', '""', "program/main.py:2: not translated in nl/cockpit.po: 'Queue'"),
        (
            '"{n} mails"\n\nmsgctxt',
            '""\n\nmsgctxt',
            "program/main.py:5: not translated in nl/cockpit.po: '{n} mail'",
        ),
        ('msgid "Queue"', '#, fuzzy\nmsgid "Queue"', "program/main.py:2: fuzzy in nl/cockpit.po: 'Queue'"),
        (
            "Bel {name}",
            "Bel {naam}",
            "program/main.py:3: other places to fill in nl/cockpit.po: 'Call {name}'",
        ),
        (
            "{n} gesprekken",
            "gesprekken",
            "program/main.py:4: other places to fill in nl/cockpit.po: '{n} call'",
        ),
        ('msgctxt "stage"\n', "", "program/main.py:6: not in nl/cockpit.po: 'open'"),
        ('msgid "Bye"', 'msgid "Gone"\nmsgstr "Weg"\n\nmsgid "Bye"', "no longer used: 'Gone'"),
        ('msgid "Bye"', '#~ msgid "Gone"\n#~ msgstr "Weg"\n\nmsgid "Bye"', "no longer used: 'Gone'"),
    ],
)
def test_what_is_wrong_is_named(
    program: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    complete = COMPLETE.replace("één gesprek", "{n} gesprek")
    assert old in complete
    write(program, po=complete.replace(old, new, 1))
    assert run(program) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "call",
    [
        '_(f"Call {name}")',
        '_("Call " + name)',
        '_("Call %s" % name)',
        '_("Call {}".format(name))',
        '_(" ".join(names))',
        'speech.gettext(f"Call {name}")',
    ],
)
def test_a_computed_text_is_named(program: Path, capsys: pytest.CaptureFixture[str], call: str) -> None:
    write(program, source=f"{SOURCE}\n{call}\n")
    assert run(program) == 1
    assert "program/main.py:10: a computed text is marked" in capsys.readouterr().err


def test_translating_a_marked_text_is_no_computed_text(program: Path) -> None:
    write(program, source=f"{SOURCE}\n_(title)\n_(TITLES[name])\nmake()(title)\n")
    assert run(program) == 0


def test_update_adds_and_takes_out_and_is_stable(program: Path, capsys: pytest.CaptureFixture[str]) -> None:
    po = program / "locale" / "nl" / "LC_MESSAGES" / "cockpit.po"
    write(program, source='_("Before {x}")\n' + SOURCE.replace('speech.gettext("Bye")', ""))
    assert run(program, "--update") == 1
    assert capsys.readouterr().err == "program/main.py:1: not translated in nl/cockpit.po: 'Before {x}'\n"
    first = po.read_text("utf-8")
    assert first.startswith(HEADER)
    assert "Bye" not in first
    assert first.index("Before {x}") < first.index('msgstr "Wachtrij"')
    assert 'msgctxt "stage"\nmsgid "open"\nmsgstr "openen"' in first
    run(program, "--update")
    assert po.read_text("utf-8") == first


def test_update_keeps_what_is_fuzzy_and_what_the_translator_wrote(program: Path) -> None:
    write(program, po=COMPLETE.replace('msgid "Queue"', '# rij of wachtrij?\n#, fuzzy\nmsgid "Queue"'))
    assert run(program, "--update") == 1
    text = (program / "locale" / "nl" / "LC_MESSAGES" / "cockpit.po").read_text("utf-8")
    assert "# rij of wachtrij?" in text
    assert "#, fuzzy" in text


def test_a_text_that_lost_its_plural_is_written_anew(program: Path) -> None:
    write(program, SOURCE.replace('ngettext("{n} call", "{n} calls", n)', '_("{n} call")'))
    assert run(program, "--update") == 1
    po = (program / "locale" / "nl" / "LC_MESSAGES" / "cockpit.po").read_text("utf-8")
    assert 'msgid "{n} call"\nmsgstr ""' in po and "{n} calls" not in po
