"""Other programs: a number from a file is only ever a number."""

import subprocess
import sys
import time

import pytest
from desk.build import HOSTILE
from hypothesis import example, given
from hypothesis import strategies as st

from cockpit.desk.outside import NotStarted, dial_command, international, opener, start

# -- numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "country", "number"),
    [
        ("020 555 0101", "NL", "+31205550101"),
        ("(020) 555 01 01", "NL", "+31205550101"),
        ("020-555.01.01", "NL", "+31205550101"),
        ("020–555 0101", "NL", "+31205550101"),
        ("02/555.01.01", "BE", "+3225550101"),
        ("+31 20 555 0101", "BE", "+31205550101"),
        ("+31 (0)20 555 0101", "NL", "+31205550101"),
        ("+31(0)205550101", "", "+31205550101"),
        ("+31 020 555 0101", "NL", "+31205550101"),
        ("(+31) 20 555 0101", "NL", "+31205550101"),
        ("0031 20 555 0101", "BE", "+31205550101"),
        ("00 32 (0)2 555 01 01", "BE", "+3225550101"),
        ("(0)20 555 0101", "NL", "+31205550101"),
        ("+49 (0)30 555010", "DE", "+4930555010"),
        ("030 555010", "DE", "030555010"),
        ("14 020", "NL", "14020"),
        ("Tel: 020 555 0101", "NL", "+31205550101"),
        ("nr. 5, 020 555 0101", "NL", "+31205550101"),
        ("020 555 0101 ext. 12", "NL", "+31205550101"),
        ("020 555 0101 tst 12", "NL", "+31205550101"),
        ("020 5550101x12", "NL", "+31205550101"),
        ("020 5550101#12", "NL", "+31205550101"),
        ("020 555 0101 (receptie)", "NL", "+31205550101"),
        ("020 555 0101 / 06 55501010", "NL", "+31205550101"),
        ("020 555 0101/06 55501010", "NL", "+31205550101"),
        ("020 555 0101; 06 55501010", "NL", "+31205550101"),
        ("020 555 0101 of 06 55501010", "NL", "+31205550101"),
        ("020 555 0101 06 55501010", "NL", ""),
        ("1/2", "NL", ""),
        ("0800-BEL", "NL", ""),
        ("112", "NL", ""),
        ("+", "NL", ""),
        ("", "NL", ""),
        ("onbekend", "NL", ""),
        ("٠٢٠٥٥٥٠١٠١", "NL", ""),
    ],
)
def test_a_number_as_it_is_dialled(written, country, number):
    assert international(written, country) == number


@given(st.text(max_size=60), st.sampled_from(["NL", "BE", "DE", ""]))
@example("--help +31 20 5550101; rm -rf", "NL")
@example(HOSTILE, "NL")
def test_whatever_is_written_a_number_is_digits(text, country):
    number = international(text, country)
    assert number == "" or (number.removeprefix("+").isdigit() and number.isascii())
    assert len(number) <= 18


# -- commands -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "command"),
    [
        ("linux", ["xdg-open", "tel:+31205550101"]),
        ("darwin", ["open", "tel:+31205550101"]),
        ("win32", ["rundll32", "url.dll,FileProtocolHandler", "tel:+31205550101"]),
    ],
)
def test_an_address_is_opened_by_the_program_that_is_set_for_it(platform, command):
    assert dial_command(" tel:{number} ", "+31205550101", platform) == command


def test_an_address_with_an_ampersand_stays_one_argument():
    assert opener("mailto:a@b.example?subject=x&body=y", "win32")[-1] == "mailto:a@b.example?subject=x&body=y"


@pytest.mark.parametrize(
    ("setting", "platform", "command"),
    [
        ("softphone --call {number}", "linux", ["softphone", "--call", "+315"]),
        ("'/opt/soft phone' \"--to={number}\" {number}", "linux", ["/opt/soft phone", "--to=+315", "+315"]),
        ("http://pbx.example/dial?n={number}&x", "linux", ["xdg-open", "http://pbx.example/dial?n=+315&x"]),
        (r"C:\Tools\dial.exe {number}", "win32", [r"C:\Tools\dial.exe", "+315"]),
        (r"C:\dial.exe/{number}", "win32", [r"C:\dial.exe/+315"]),
        (r'"C:\Program Files\dial.exe" /n:{number}', "win32", [r"C:\Program Files\dial.exe", "/n:+315"]),
    ],
)
def test_a_command_line_of_your_own(setting, platform, command):
    assert dial_command(setting, "+315", platform) == command


@pytest.mark.parametrize(
    "number", ["--evil 5", "5; rm -rf ~", "5 && x", "$(5)", "`5`", "5\n--x", "-5", '5"', "5{number}", "５5"]
)
@pytest.mark.parametrize(
    "setting", ["phone {number}", "phone -- {number}", "tel:{number}", "phone x{number}y"]
)
def test_a_hostile_number_is_only_its_digits(setting, number):
    assert dial_command(setting, number, "linux") == dial_command(setting, "5", "linux")


@pytest.mark.parametrize("setting", ["", "softphone", "'phone {number}", 'phone "{number}', "phone \\"])
@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_a_setting_that_says_nothing_starts_nothing(setting, platform):
    with pytest.raises(NotStarted) as refused:
        dial_command(setting, "5", platform)
    assert refused.value.program == setting


def test_without_a_number_nothing_is_dialled():
    with pytest.raises(NotStarted):
        dial_command("tel:{number}", "unknown", "linux")


# -- starting -----------------------------------------------------------------------------------------------


def test_a_program_runs_on_its_own(tmp_path):
    mark = tmp_path / "started"
    start([sys.executable, "-c", f"open({str(mark)!r}, 'w').close(); print('noise')"])
    for _ in range(500):
        if mark.exists():
            break
        time.sleep(0.02)
    assert mark.exists()


@pytest.mark.parametrize("command", [[], [""], ["no-such-program-here", "x"]])
def test_a_program_that_is_not_there(command):
    with pytest.raises(NotStarted) as refused:
        start(command)
    assert refused.value.program == (command or [""])[0]


def test_a_program_that_cannot_run(monkeypatch):
    def refuse(*_args, **_more):
        raise PermissionError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(NotStarted):
        start([sys.executable])
