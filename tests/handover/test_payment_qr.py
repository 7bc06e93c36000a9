"""What a payment QR says, what is refused, and how a code looks in a terminal."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.core.money import Money
from cockpit.handover.payment_qr import (
    BYTE_LIMIT,
    Beneficiary,
    QrProblem,
    QrRefused,
    checked_iban,
    checked_reference,
    numbers_that_fit,
    payment_payload,
    terminal_qr,
)


def with_check(country: str, account: str) -> str:
    """An account number made up here, with the check digits that belong to it."""
    turned = "".join(str(int(c, 36)) for c in f"{account}{country}00")
    return f"{country}{98 - int(turned) % 97:02d}{account}"


DUTCH = with_check("NL", "TEST0123456789")
BELGIAN = with_check("BE", "000000000097")
BRITISH = with_check("GB", "TEST12345612345678")
US = Beneficiary("Voorbeeld & Zoon BV", DUTCH)


def euro(amount: str, currency: str = "EUR") -> Money:
    return Money(Decimal(amount), currency)


def refused(*given, **more) -> QrProblem:
    with pytest.raises(QrRefused) as error:
        payment_payload(*given, **more)
    assert str(error.value) == error.value.problem.value
    return error.value.problem


def test_the_twelve_lines():
    to = Beneficiary("Voorbeeld & Zoon BV", f" {BELGIAN[:4]} {BELGIAN[4:]} ".lower(), "testbebb")
    payload = payment_payload(to, euro("1842.5"), reference="+++010/8068/17183+++", remark="left out")
    assert payload.split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "TESTBEBB",
        "Voorbeeld & Zoon BV",
        BELGIAN,
        "EUR1842.50",
        "",
        "010806817183",
    ]


def test_a_remark_is_the_line_after_the_reference():
    lines = payment_payload(US, euro("10"), remark="factuur 2026-0412, ovenonderhoud").split("\n")
    assert lines[4] == "" and lines[7:] == ["EUR10.00", "", "", "factuur 2026-0412, ovenonderhoud"]


def test_nothing_follows_the_last_line_that_says_something():
    assert payment_payload(US, euro("10")).endswith("\nEUR10.00")


def test_foreign_text_is_one_harmless_line():
    to = Beneficiary("Voor\nbeeld\x1b[31m\u202e", DUTCH)
    lines = payment_payload(to, euro("10"), remark="een\r\nEUR99999\ttwee").split("\n")
    assert lines[5] == "Voor beeld" and lines[10] == "een EUR99999 twee" and len(lines) == 11


def test_a_long_name_is_cut():
    assert payment_payload(Beneficiary("é" * 80, DUTCH), euro("10")).split("\n")[5] == "é" * 70


@pytest.mark.parametrize(
    ("amount", "problem"),
    [
        (euro("0"), QrProblem.AMOUNT_TOO_SMALL),
        (euro("-5"), QrProblem.AMOUNT_TOO_SMALL),
        (euro("1000000000"), QrProblem.AMOUNT_TOO_LARGE),
        (euro("10", "USD"), QrProblem.NOT_IN_EUROS),
    ],
)
def test_amounts_that_no_code_can_ask_for(amount, problem):
    assert refused(US, amount) is problem


def test_the_smallest_and_the_largest_amount():
    assert payment_payload(US, euro("0.01")).endswith("EUR0.01")
    assert payment_payload(US, euro("999999999.99")).endswith("EUR999999999.99")


@pytest.mark.parametrize("name", ["", " \n ", "\u200b"])
def test_somebody_is_paid(name):
    assert refused(Beneficiary(name, DUTCH), euro("10")) is QrProblem.NO_NAME


@pytest.mark.parametrize(
    "iban",
    [
        "",
        DUTCH[:-1],
        DUTCH + "0",
        DUTCH[:2] + "00" + DUTCH[4:],
        DUTCH[:-1] + str((int(DUTCH[-1]) + 1) % 10),
        with_check("US", "1234567890"),
        "NL" + "é" * 16,
    ],
)
def test_an_account_with_a_mistake_is_refused(iban):
    assert refused(Beneficiary("Voorbeeld BV", iban), euro("10")) is QrProblem.BAD_IBAN


@given(st.integers(0, 9), st.integers(0, 9))
def test_two_digits_that_changed_places_are_seen(one, other):
    account = with_check("BE", f"0000{one}{other}000000")
    swapped = account[:8] + account[9] + account[8] + account[10:]
    assert checked_iban(account) == account
    if one != other:
        with pytest.raises(QrRefused):
            checked_iban(swapped)


def test_check_digits_are_those_that_belong_to_the_rest():
    account = next(a for n in range(97) if (a := with_check("BE", f"{n:012d}"))[2:4] == "98")
    with pytest.raises(QrRefused):
        checked_iban(account.replace("BE98", "BE01"))


@pytest.mark.parametrize("bic", ["TESTBEB", "TEST1EBB", "TESTBEBBX", "TESTBEBBXXXX"])
def test_a_bic_has_eight_or_eleven_places(bic):
    assert refused(Beneficiary("Voorbeeld BV", DUTCH, bic), euro("10")) is QrProblem.BAD_BIC


def test_outside_the_eea_a_bic_is_needed():
    assert refused(Beneficiary("Example Ltd", BRITISH), euro("10")) is QrProblem.BIC_NEEDED
    assert "TESTGB2LXXX" in payment_payload(Beneficiary("Example Ltd", BRITISH, "TESTGB2LXXX"), euro("10"))


@pytest.mark.parametrize("reference", ["RF18 5390 0754 7034", "rf18539007547034"])
def test_an_rf_reference_is_read(reference):
    assert checked_reference(reference) == "RF18539007547034"


@pytest.mark.parametrize("reference", ["RF19539007547034", "RF18", "+++010/8068/17184+++", "2026-0412"])
def test_a_reference_with_a_mistake_is_refused(reference):
    assert refused(US, euro("10"), reference=reference) is QrProblem.BAD_REFERENCE


def test_a_remark_or_a_code_that_is_too_long_is_refused():
    assert refused(US, euro("10"), remark="x" * 141) is QrProblem.REMARK_TOO_LONG
    assert payment_payload(US, euro("10"), remark="x" * 140).endswith("x" * 140)
    assert refused(Beneficiary("é" * 70, DUTCH), euro("10"), remark="é" * 140) is QrProblem.TOO_LONG


def test_invoice_numbers_are_whole_or_left_out():
    assert numbers_that_fit(["2026-1", "2026-2"]) == "2026-1, 2026-2"
    assert numbers_that_fit(["2026-1", "2026-2", "2026-3"], limit=15) == "2026-1, 2026-2"
    assert numbers_that_fit(["much too long"], limit=5) == ""
    assert numbers_that_fit([]) == ""


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=60))
def test_whatever_is_typed_gives_a_code_within_its_limits_or_a_reason(name, remark, reference):
    try:
        payload = payment_payload(Beneficiary(name, DUTCH), euro("10"), reference=reference, remark=remark)
    except QrRefused:
        return
    assert len(payload.encode()) <= BYTE_LIMIT and len(payload.splitlines()) <= 11


# -- in a terminal ------------------------------------------------------------------------------------------


def test_two_rows_of_modules_are_one_line_of_blocks_with_a_quiet_zone():
    lines = terminal_qr([[True, False], [False, True]]).split("\n")
    assert lines == [" " * 10, " " * 10, "    ▀▄    ", " " * 10, " " * 10]


def test_for_light_on_dark_the_light_modules_are_drawn():
    lines = terminal_qr([[1, 0], [1, 1]], light_on_dark=True).split("\n")
    assert lines[0] == "█" * 10 and lines[2] == "████ ▀████"


def test_an_odd_number_of_rows_ends_in_a_light_one():
    lines = terminal_qr([[1], [1], [1]]).split("\n")
    assert lines[2:4] == ["    █    ", "    ▀    "]
    assert [len(line) for line in terminal_qr([]).split("\n")] == [8, 8, 8, 8]


@given(
    st.integers(1, 20).flatmap(
        lambda n: st.lists(st.lists(st.booleans(), min_size=n, max_size=n), min_size=n, max_size=n)
    )
)
def test_every_module_can_be_read_back(matrix):
    lines = terminal_qr(matrix).split("\n")
    halves = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}
    rows = [[halves[c][half] for c in line] for line in lines for half in (0, 1)]
    size = len(matrix)
    assert [row[4:-4] for row in rows[4 : 4 + size]] == matrix
    assert not any(any(row) for row in rows[:4] + rows[4 + size :])
