"""Names as they are said."""

from __future__ import annotations

import pytest

from cockpit.language.names import spoken_name


@pytest.mark.parametrize(
    ("written", "tag", "said"),
    [
        ("Mevr. Bos, boekhouding", "nl", "mevrouw Bos"),
        ("mw. J. de Wit", "nl_BE", "mevrouw J. de Wit"),
        ("Dhr. W. Kaptein", "nl", "meneer W. Kaptein"),
        ("de heer Zonneveld (directie)", "nl", "meneer Zonneveld"),
        ("Hilde Van Meelbeke", "nl", "Hilde Van Meelbeke"),
        ("Anne-Marie Smits - crediteuren", "nl", "Anne-Marie Smits"),
        ("Mrs Lark / accounts", "en", "Mrs Lark"),
        ("Mwanza", "nl", "Mwanza"),
        ("mevr.", "nl", "mevr."),
        (", boekhouding", "nl", ", boekhouding"),
        ("", "nl", ""),
    ],
)
def test_a_name_is_said_without_what_is_noted_behind_it(written: str, tag: str, said: str) -> None:
    assert spoken_name(written, tag) == said
