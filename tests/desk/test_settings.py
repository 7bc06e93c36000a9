"""The settings file: right values count, wrong ones are named, and nothing ever stops the cockpit."""

import os
import tomllib
from dataclasses import fields
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.desk.settings import SIZE_LIMIT, Settings, from_mapping, problem_sentence, read
from cockpit.desk.settings_checks import Problem
from cockpit.desk.settings_template import MEANINGS, shown, template, write_template
from cockpit.language import use


@pytest.fixture(autouse=True)
def english():
    use("en")


def written(tmp_path, data):
    path = tmp_path / "settings.toml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_without_a_file_everything_is_as_shipped(tmp_path):
    assert read(tmp_path / "settings.toml") == (Settings(), ())


def test_every_kind_of_value_is_taken_over(tmp_path):
    text = """
        firm = "Zonneveld & Zn"
        country = "be"
        language = "nl_BE"
        zone = "Europe/Brussels"
        email = "boeking@zonneveld.example"
        dial = "softphone --call {number}"
        rest_days = 0
        courtesy_amount = 1250.50
        [keys]
        next = "F10"
    """
    settings, problems = read(written(tmp_path, text))
    assert problems == ()
    assert settings == Settings(
        firm="Zonneveld & Zn",
        country="BE",
        language="nl_BE",
        zone="Europe/Brussels",
        email="boeking@zonneveld.example",
        dial="softphone --call {number}",
        rest_days=0,
        courtesy_amount=Decimal("1250.5"),
        keys={"next": "f10"},
    )


def test_the_account_and_the_mail_server_are_read_as_people_write_them(tmp_path):
    text = """
        iban = "nl13 test 0123 4567 89"
        bic = "testnl2a"
        smtp_host = "smtp.deegkamp.example"
        smtp_port = 465
        smtp_security = "TLS"
        smtp_user = "sanne"
    """
    settings, problems = read(written(tmp_path, text))
    assert problems == ()
    assert (settings.iban, settings.bic) == ("NL13TEST0123456789", "TESTNL2A")
    assert (settings.smtp_port, settings.smtp_security, settings.smtp_user) == (465, "tls", "sanne")
    for host in ("localhost", "127.0.0.1", "[::1]", "::1", ""):
        assert from_mapping({"smtp_host": host})[1] == ()
    assert from_mapping({"iban": "", "bic": ""})[1] == ()


def test_a_password_has_no_place_in_the_file():
    _settings, (problem,) = from_mapping({"smtp_password": "x"})
    assert problem.nearest.startswith("smtp_")


def test_the_mark_that_some_editors_put_in_front_is_passed_over(tmp_path):
    settings, problems = read(written(tmp_path, b"\xef\xbb\xbfcaller = 'Iris'\r\nrest_days = 3\r\n"))
    assert (settings.caller, settings.rest_days, problems) == ("Iris", 3, ())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("firm", 12),
        ("firm", ["a"]),
        ("firm", {"name": "a"}),
        ("phone", 205550100),
        ("caller", True),
        ("theme", 1.5),
        ("claims", "theirs"),
        ("claims", True),
        ("callers", "Iris"),
        ("country", "DE"),
        ("country", ""),
        ("language", "fr"),
        ("zone", ""),
        ("zone", "Amsterdam"),
        ("zone", "Europe"),
        ("zone", "../../etc/passwd"),
        ("zone", "a" * 400),
        ("email", "zonneveld.example"),
        ("email", "a@b@c.example"),
        ("email", "a b@c.example"),
        ("email", "@c.example"),
        ("iban", "NL00TEST0123456789"),
        ("iban", "GB85TEST1234561234567"),
        ("bic", "TESTNL2"),
        ("smtp_host", "smtp example"),
        ("smtp_host", "smtp.example/x"),
        ("smtp_port", 0),
        ("smtp_port", 65536),
        ("smtp_port", "587"),
        ("smtp_port", True),
        ("smtp_security", ""),
        ("smtp_security", "ssl"),
        ("smtp_user", 7),
        ("account_name", ["x"]),
        ("dial", "softphone"),
        ("dial", "softphone 'a {number}"),
        ("terms_days", "30"),
        ("terms_days", 30.0),
        ("terms_days", True),
        ("terms_days", -1),
        ("terms_days", 3651),
        ("grace_days", None),
        ("courtesy_amount", -0.01),
        ("courtesy_amount", True),
        ("courtesy_amount", "2.500,00"),
        ("courtesy_amount", "1_000"),
        ("courtesy_amount", "1e3"),
        ("courtesy_amount", "NaN"),
        ("courtesy_amount", "١٢"),
        ("courtesy_amount", float("nan")),
        ("courtesy_amount", float("inf")),
        ("courtesy_amount", 10**10),
        pytest.param("courtesy_amount", 10**6000, id="6001 digits"),
        ("courtesy_amount", [1]),
    ],
)
def test_a_wrong_value_is_named_and_the_shipped_one_holds(key, value):
    settings, problems = from_mapping({key: value, "bookkeeper": "Iris"})
    assert settings == Settings(bookkeeper="Iris")
    assert [p.key for p in problems] == [key]
    assert problems[0].expected and not problems[0].nearest
    sentence = problem_sentence(problems[0])
    assert f"“{key}”" in sentence and problems[0].expected in sentence


@pytest.mark.parametrize(
    ("value", "amount"),
    [(0, "0"), (2500, "2500"), (99.5, "99.5"), ("2500.50", "2500.50"), (10**9, "1000000000")],
)
def test_amounts(value, amount):
    settings, problems = from_mapping({"courtesy_amount": value})
    assert (settings.courtesy_amount, problems) == (Decimal(amount), ())


def test_who_calls_is_set_by_kind_and_a_wrong_line_costs_only_itself():
    settings, problems = from_mapping(
        {"callers": {"reminder": " Iris\tBaas ", "dunnnig": "x", "callback": 3}}
    )
    assert settings.callers == {"reminder": "Iris Baas"}
    assert [(p.key, p.nearest) for p in problems] == [
        ("callers.dunnnig", "callers.dunning"),
        ("callers.callback", ""),
    ]


@pytest.mark.parametrize("dial", ["", "tel:{number}", "softphone --call '{number}'"])
def test_ways_of_dialling(dial):
    assert from_mapping({"dial": dial}) == (Settings(dial=dial), ())


@pytest.mark.parametrize(
    ("key", "nearest"),
    [("thema", "theme"), ("Firm", "firm"), ("rest_day", "rest_days"), ("courtesy", "courtesy_amount")],
)
def test_an_unknown_key_names_the_nearest_that_exists(key, nearest):
    settings, problems = from_mapping({key: "x"})
    assert settings == Settings()
    assert problems == (Problem(key, nearest=nearest),)
    assert f"“{key}”" in problem_sentence(problems[0]) and f"“{nearest}”" in problem_sentence(problems[0])


def test_a_key_like_no_other_still_gets_a_neighbour():
    (problem,) = from_mapping({"qqq\x1b[31m" + "x" * 999: 1})[1]
    assert problem.nearest in MEANINGS
    assert len(problem.key) <= 40 and "\x1b" not in problem.key


def test_the_keys_are_judged_one_by_one():
    settings, problems = from_mapping({"keys": {"next": "F10", "back": 5, "find": ["a"]}})
    assert settings.keys == {"next": "f10"}
    assert [p.key for p in problems] == ["keys.back", "keys.find"]


def test_keys_that_are_no_table():
    settings, problems = from_mapping({"keys": "f10"})
    assert settings == Settings() and [p.key for p in problems] == ["keys"]


def test_text_is_only_text():
    settings, problems = from_mapping({"firm": "A\x1b]0;x\x07\nB [/b] \u202ec", "caller": "x" * 9999})
    assert problems == ()
    assert settings.firm == "A B [/b] c"
    assert len(settings.caller) == 500


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'firm = "a"\ncaller = Iris\n', 2),
        (b'firm = "a"\n\nfirm = "b"\n', 3),
        (b'firm = "a\n', 1),
        (b'firm = "a"\n[keys\n', 2),
        (b'firm = "a"\ncaller = """b', 2),
        (b"firm = 'a'\nterms_days = " + b"9" * 5000, 2),
        (b"firm = 'a'\ncaller = '\xe9'\n", 2),
        ('firm = "a"'.encode("utf-16"), 1),
        (b"keys = " + b"[" * 20_000, 1),
    ],
)
def test_a_file_that_cannot_be_read_names_the_line(tmp_path, data, line):
    settings, problems = read(written(tmp_path, data))
    assert settings == Settings()
    assert [(p.key, p.line) for p in problems] == [("settings.toml", line)]
    assert f"settings.toml, line {line}," in problem_sentence(problems[0])


def test_a_folder_instead_of_a_file(tmp_path):
    (tmp_path / "settings.toml").mkdir()
    settings, problems = read(tmp_path / "settings.toml")
    assert settings == Settings()
    assert [p.key for p in problems] == ["settings.toml"]
    assert str(tmp_path) not in problem_sentence(problems[0])


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_nobody_may_read(tmp_path):
    path = written(tmp_path, "firm = 'a'")
    path.chmod(0)
    assert [p.key for p in read(path)[1]] == ["settings.toml"]


def test_a_file_of_any_size_is_read_within_limits(tmp_path):
    settings, problems = read(written(tmp_path, b"#" * (SIZE_LIMIT + 1)))
    assert settings == Settings() and [p.key for p in problems] == ["settings.toml"]


@given(st.binary(max_size=300))
def test_whatever_is_in_the_file_the_cockpit_opens(tmp_path_factory, data):
    settings, problems = read(written(tmp_path_factory.mktemp("any"), data))
    assert isinstance(settings, Settings)
    assert all(problem_sentence(p) for p in problems)


_TOML = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(MEANINGS)) | st.text(max_size=12), _TOML, max_size=6))
def test_whatever_value_a_key_has_it_is_used_or_named(data):
    settings, problems = from_mapping(data)
    shipped = Settings()
    named = {p.key for p in problems}
    for key in set(data) & set(MEANINGS) - {"keys"}:
        assert key not in named or getattr(settings, key) == getattr(shipped, key)
    assert all(problem_sentence(p) for p in problems)


# -- what the screen and the template say ------------------------------------------------------------------


def test_every_setting_has_a_meaning():
    assert list(MEANINGS) == [f.name for f in fields(Settings)]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_template_says_nothing_until_a_line_is_uncommented(language):
    use(language)
    assert tomllib.loads(template()) == {}
    lines = [
        line[2:] for line in template().splitlines() if " = " in line or line in ("# [keys]", "# [callers]")
    ]
    settings, problems = from_mapping(tomllib.loads("\n".join(lines)))
    assert problems == ()
    examples = {"firm", "caller", "bookkeeper", "phone", "email", "callers", "keys"}
    for name in set(MEANINGS) - examples:
        assert getattr(settings, name) == getattr(Settings(), name)
    assert list(settings.callers) == ["reminder"]
    assert settings.keys == {"next": "f10"} and settings.email.endswith(".example")


def test_values_are_shown_as_they_would_be_written():
    settings = Settings(firm='De "Wilg" \\', keys={"next": "f10", "find": "f10"})
    assert shown(settings, "firm") == r'"De \"Wilg\" \\"'
    assert tomllib.loads(f"firm = {shown(settings, 'firm')}") == {"firm": settings.firm}
    assert shown(settings, "terms_days") == "30"
    assert shown(settings, "courtesy_amount") == "2500"
    assert shown(settings, "keys") == 'next = "f10", find = "f10"'


def test_the_template_is_written_once_and_only_for_its_owner(tmp_path):
    path = tmp_path / "work" / "settings.toml"
    write_template(path)
    assert path.read_text(encoding="utf-8") == template()
    assert read(path) == (Settings(), ())
    if os.name != "nt":
        assert path.stat().st_mode & 0o077 == 0
    path.write_text("firm = 'a'", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_template(path)
    assert path.read_text(encoding="utf-8") == "firm = 'a'"


def test_what_belgian_terms_of_sale_say_is_read_or_refused_with_one_sentence():
    good = {"be_cost_clause": " 10 % min 40 ", "deducts_vat": False, "interest_year": "calendar"}
    settings, problems = from_mapping(good)
    assert problems == () and settings.be_cost_clause == "10 % min 40"
    assert (settings.deducts_vat, settings.interest_year) == (False, "calendar")
    assert shown(settings, "deducts_vat") == "false"
    settings, problems = from_mapping({"be_cost_clause": "ten", "deducts_vat": "no", "interest_year": "360"})
    assert settings == Settings()
    assert [problem_sentence(p) for p in problems] == [
        "Settings: “be_cost_clause” cannot be used and does not count. Expected is a percentage, an amount or"
        ' both, such as "10 % min 40", or nothing.',
        "Settings: “deducts_vat” cannot be used and does not count. Expected is true or false, without"
        " quotation marks.",
        "Settings: “interest_year” cannot be used and does not count. Expected is"
        ' "365", or "calendar" for 366 days in a leap year.',
    ]
