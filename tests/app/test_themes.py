"""Themes: the four that come along are readable for everybody, and a bad file costs only itself."""

import itertools
import tomllib

import pytest
from textual.app import App, ComposeResult
from textual.color import Color
from textual.widgets import Input, Static

from cockpit.language import use
from cockpit.paths import bundled
from cockpit.widgets.themes import (
    BASE,
    FOLLOWS,
    GROUNDS,
    TOKENS,
    BadTheme,
    CockpitTheme,
    contrast,
    fill,
    hard_to_read,
    load_theme,
    load_themes,
    variables,
)

NAMES = ("clear", "contrast", "day", "night")
STATES = ("overdue", "promised", "broken", "practice", "golden", "done")
TEXTS = ("foreground", *(t for t in TOKENS if t not in {"selection", "pane-border", "pane-border-focus"}))
SHORT = '[colors]\nbackground = "#000"\nforeground = "#fff"\nprimary = "#8cf"\n'

# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB.
COLOUR_VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


@pytest.fixture(autouse=True)
def english():
    use("en")
    yield
    use("en")


def ours(name: str) -> CockpitTheme:
    return load_theme(bundled("themes") / f"{name}.toml")


def color_of(theme: CockpitTheme, name: str) -> str:
    return theme.variables.get(name) or getattr(theme, name)


def seen(color: str, vision: str) -> tuple[float, float, float]:
    """The colour as CIE L*a*b*, as somebody with this colour vision sees it."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    red, green, blue = (
        min(max(sum(m * p for m, p in zip(row, linear, strict=True)), 0), 1) for row in COLOUR_VISION[vision]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, vision: str) -> float:
    pairs = zip(seen(one, vision), seen(other, vision), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


# -- the four that come along ------------------------------------------------------------------


def test_all_four_load_without_a_remark():
    loaded = load_themes(bundled("themes"))
    assert tuple(theme.name for theme in loaded.themes) == NAMES
    assert loaded.failed == ()
    assert loaded.notices == ()


@pytest.mark.parametrize("name", NAMES)
def test_each_gives_every_colour_itself_and_a_title_in_both_languages(name):
    data = tomllib.loads((bundled("themes") / f"{name}.toml").read_text("utf-8"))
    assert set(data["colors"]) == set(BASE)
    assert set(data["tokens"]) == set(TOKENS)
    assert set(data["title"]) == {"nl", "en"}


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_readable_on_every_ground(name):
    theme = ours(name)
    least = 7 if name == "contrast" else 4.5
    for text, ground in itertools.product(TEXTS, GROUNDS):
        assert contrast(color_of(theme, text), color_of(theme, ground)) >= least, (text, ground)


@pytest.mark.parametrize("name", NAMES)
def test_pane_borders_and_the_chosen_row_can_be_seen(name):
    theme = ours(name)
    for border, ground in itertools.product(("pane-border", "pane-border-focus"), GROUNDS[:3]):
        assert contrast(color_of(theme, border), color_of(theme, ground)) >= 3, (border, ground)
    assert theme.variables["pane-border"] != theme.variables["pane-border-focus"]
    assert contrast(theme.variables["selection"], theme.background) >= 1.2


@pytest.mark.parametrize("name", NAMES)
def test_what_textual_derives_is_readable_too(name):
    colors = ours(name).to_color_system().generate()
    for text, ground in (
        ("footer-key-foreground", "footer-background"),
        ("footer-description-foreground", "footer-background"),
        ("block-cursor-foreground", "block-cursor-background"),
        ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
        ("input-cursor-foreground", "input-cursor-background"),
        ("text-error", "panel"),
        ("text-warning", "panel"),
        ("text-success", "panel"),
        ("text-primary", "surface"),
        ("text-disabled", "surface"),
    ):
        assert contrast(colors[text], colors[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize("vision", COLOUR_VISION)
def test_clear_keeps_the_states_apart_for_every_colour_vision(vision):
    theme = ours("clear")
    for one, other in itertools.combinations(STATES, 2):
        assert distance(theme.variables[one], theme.variables[other], vision) >= 12, (one, other)


def test_dark_and_light_are_what_they_say():
    darkness = {name: Color.parse(ours(name).background).brightness < 0.5 for name in NAMES}
    assert darkness == {name: ours(name).dark for name in NAMES}
    assert darkness == {"clear": True, "contrast": True, "day": False, "night": True}


def test_the_title_follows_the_interface_language():
    theme = ours("night")
    assert theme.title() == "Night"
    use("nl")
    assert theme.title() == "Nacht"


class Sheet(App[None]):
    CSS = "\n".join(f"#{token} {{ color: ${token}; }}" for token in TOKENS)

    def __init__(self, theme: CockpitTheme) -> None:
        super().__init__()
        self.register_theme(theme)
        self.theme = theme.name

    def compose(self) -> ComposeResult:
        yield from (Static("x", id=token) for token in TOKENS)
        yield Input(placeholder="x")


@pytest.mark.parametrize("name", NAMES)
async def test_a_style_sheet_can_use_every_token(name):
    app = Sheet(ours(name))
    async with app.run_test():
        for token in TOKENS:
            shown = app.screen.query_one(f"#{token}").styles.color
            assert shown.hex6.lower() == app.current_theme.variables[token].lower()


# -- themes of the user's own -------------------------------------------------------------------


def write(folder, text, name="mine.toml"):
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_three_colours_are_enough(tmp_path):
    theme = load_theme(write(tmp_path, SHORT))
    assert (theme.name, theme.dark, theme.primary) == ("mine", True, "#88ccff")
    assert theme.variables["pane-border-focus"] == "#88ccff"
    assert theme.variables["overdue"] == "#ffffff"
    assert theme.title() == "mine"
    assert list(hard_to_read(theme)) == []


def test_everything_left_out_follows_a_colour_that_is_there_by_then():
    known = {"background", "foreground", "primary"}
    for name, other in FOLLOWS.items():
        assert other in known, name
        known.add(name)
    assert known == {*BASE, *TOKENS}


def test_any_textual_theme_can_be_given_our_variables():
    given = {"background": "#000000", "foreground": "#ffffff", "primary": "#00ff00", "error": "#ff0000"}
    assert variables(fill(given))["broken"] == "#ff0000"


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ("dark = tru", "", "cannot be read"),
        ('dark = "yes"\n' + SHORT, "dark", "true or false"),
        ("darc = true\n" + SHORT, "darc", "“dark”"),
        (SHORT + '[tokens]\noverdeu = "#fff"', "tokens.overdeu", "“overdue”"),
        (SHORT + '[tokens]\noverdue = "reddish"', "tokens.overdue", "#rrggbb"),
        (SHORT + '[tokens]\noverdue = "#ff00"', "tokens.overdue", "#rrggbb"),
        (SHORT + '[tokens]\noverdue = "auto 60%"', "tokens.overdue", "#rrggbb"),
        (SHORT + "[tokens]\noverdue = 12", "tokens.overdue", "quotation marks"),
        ("tokens = 3\n" + SHORT, "tokens", "[tokens]"),
        ("title = 3\n" + SHORT, "title", "[title]"),
        (SHORT + "[title]\nnl = false", "title.nl", "quotation marks"),
        ('[colors]\nbackground = "#000"\nforeground = "#fff"', "colors.primary", "needs this colour"),
        ("", "colors.background", "needs this colour"),
        ("#" * 70_000, "", "too large"),
        ("[colors]\nprimary = " + "[" * 5_000, "", "cannot be read"),
    ],
)
def test_a_bad_file_is_refused_with_its_key(tmp_path, text, key, says):
    with pytest.raises(BadTheme) as caught:
        load_theme(write(tmp_path, text))
    problem = caught.value.problem
    assert (problem.file, problem.key) == ("mine.toml", key)
    assert says in problem.reason


def test_a_file_that_is_gone_or_no_text_is_refused_without_its_folder(tmp_path):
    (tmp_path / "latin.toml").write_bytes(b'[title]\nnl = "Caf\xe9"')
    for name in ("latin.toml", "gone.toml"):
        with pytest.raises(BadTheme) as caught:
            load_theme(tmp_path / name)
        assert str(tmp_path) not in str(caught.value)


def test_a_bad_file_costs_only_itself(tmp_path):
    write(tmp_path, SHORT, "good.toml")
    write(tmp_path, "no theme", "broken.toml")
    write(tmp_path, SHORT, "notes.txt")
    loaded = load_themes(tmp_path)
    assert [theme.name for theme in loaded.themes] == ["good"]
    assert [problem.file for problem in loaded.failed] == ["broken.toml"]


def test_no_folder_no_themes(tmp_path):
    assert load_themes(tmp_path / "none").themes == ()


def test_too_little_contrast_is_accepted_and_said(tmp_path):
    faint = '[tokens]\nmuted = "#444"\npane-border = "#222"\n'
    write(tmp_path, SHORT + faint)
    loaded = load_themes(tmp_path)
    assert [theme.name for theme in loaded.themes] == ["mine"]
    assert [(n.file, n.key) for n in loaded.notices] == [
        ("mine.toml", "tokens.muted"),
        ("mine.toml", "tokens.pane-border"),
    ]
    assert "contrast 2.2, at least 4.5" in loaded.notices[0].reason


def test_a_name_that_plays_tricks_is_only_text(tmp_path):
    write(tmp_path, SHORT + '[title]\nen = "A\\u001b[2J\\nB"', "x\x1b[31m[b].toml")
    theme = load_themes(tmp_path).themes[0]
    assert theme.name == "x[b]"
    assert theme.title() == "A B"


def test_contrast_of_black_and_white_is_the_greatest():
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
