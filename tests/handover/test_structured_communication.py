"""The check of a Belgian structured communication, and the ways in which it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.handover.structured_communication import structured_communication, structured_digits, written


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0108068171", "+++010/8068/17183+++"),
        ("1", "+++000/0000/00101+++"),
        ("97", "+++000/0000/09797+++"),  # the remainder is zero: the check is 97
        ("0", "+++000/0000/00097+++"),
        ("9999999999", "+++999/9999/99948+++"),
    ],
)
def test_the_check_is_the_remainder_and_97_for_none(number, text):
    assert structured_communication(number) == text
    assert structured_digits(text) == text.replace("+", "").replace("/", "")


@pytest.mark.parametrize(
    "text",
    [
        "+++010/8068/17183+++",
        "***010/8068/17183***",
        "  +++ 010/8068/17183 +++ ",
        "010/8068/17183",
        "010 8068 17183",
        "010806817183",
    ],
)
def test_every_usual_way_of_writing_is_read(text):
    assert structured_digits(text) == "010806817183"
    assert written("010806817183") == "+++010/8068/17183+++"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+++010/8068/17184+++",  # the check is wrong
        "+++010/8068/17100+++",
        "+++000/0000/00000+++",
        "+++010/8068/17183",
        "+++010/8068/17183***",
        "010/8068/1718",
        "0108068171830",
        "+++0108/068/17183+++",
        "٠١٠/8068/17183",
        "2026-0412",
    ],
)
def test_anything_else_is_none(text):
    assert structured_digits(text) is None


@pytest.mark.parametrize("number", ["", "12345678901", "12a", "-5", "²"])
def test_it_is_made_from_one_to_ten_digits(number):
    with pytest.raises(ValueError):
        structured_communication(number)


@given(st.integers(0, 10**10 - 1), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(number, place, by):
    digits = structured_digits(structured_communication(str(number)))
    assert digits is not None and int(digits[:10]) == number
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assert structured_digits(wrong) is None
