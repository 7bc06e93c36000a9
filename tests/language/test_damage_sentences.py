"""What is said of files that are damaged or cannot be written: in our own words, not the system's."""

from __future__ import annotations

import errno
import os

import pytest

from cockpit.language import sentences, system_errors
from cockpit.store.port import StoreError


@pytest.mark.parametrize("tag", ["nl", "en"])
@pytest.mark.parametrize("number", system_errors._SYSTEM)
def test_what_the_system_says_is_said_in_our_words(number, tag):
    error = StoreError("unwritable", path="werkmap", reason=os.strerror(number))
    said = sentences.store_error(error, tag)
    assert os.strerror(number) not in said and "werkmap" in said


def test_each_language_has_its_own_words():
    error = StoreError("unwritable", path="/x", reason=os.strerror(errno.ETIMEDOUT))
    assert "the disk gives no answer" in sentences.store_error(error, "en")
    assert "de schijf geeft geen antwoord" in sentences.store_error(error, "nl")


def test_what_we_have_no_words_for_stays_as_it_is():
    error = StoreError("unwritable", path="/x", reason="Quota exceeded by a hair")
    assert "Quota exceeded by a hair" in sentences.store_error(error, "nl")


@pytest.mark.parametrize(
    ("values", "there", "not_there"),
    [
        ({}, ["cockpit doctor"], ["rows"]),
        ({"saved": 76, "lost": 89}, ["76 of its rows", "89 are lost", "cockpit restore"], []),
        ({"saved": 76, "lost": None}, ["76 of its rows", "the others are lost", "cockpit restore"], ["None"]),
    ],
)
def test_of_a_damaged_file_it_is_said_what_is_left_and_what_to_do(values, there, not_there):
    reason = "Unterminated string starting at: line 3 column 4171"
    said = sentences.store_error(StoreError("damaged", path="ledger.json", reason=reason, **values), "en")
    assert "ledger.json is damaged" in said and all(words in said for words in there)
    assert not any(words in said for words in (*not_there, "Unterminated", "column"))
