"""The screens for settings and colours: what holds, what is wrong, and what can be tried on."""

import tomllib
from pathlib import Path

import pytest
from textual.containers import VerticalScroll

from cockpit.desk import outside
from cockpit.desk.settings import Settings, read
from cockpit.desk.settings_template import MEANINGS
from cockpit.language import use
from cockpit.screens.settings import SettingsScreen
from cockpit.screens.themes import ThemesScreen
from cockpit.widgets.line_list import LineList


@pytest.fixture(autouse=True)
def english():
    use("en")


def seen(app):
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def words(app):
    """The text of the settings, all of it, without line breaks."""
    return " ".join(str(app.screen.query_one("#settings-text").content).split())


def told(app):
    return " / ".join(note.message for note in app._notifications)


async def open_settings(app, pilot):
    await pilot.pause()
    app.main.action_request("settings")
    await pilot.pause()
    await pilot.pause()
    assert isinstance(app.screen, SettingsScreen)


# -- settings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 36)])
async def test_every_setting_with_its_value_and_meaning(cockpit, settings, size):
    async with cockpit.run_test(size=size, notifications=True, tooltips=True) as pilot:
        await open_settings(cockpit, pilot)
        text = words(cockpit)
        assert "This cockpit has no settings file." in text
        for key in MEANINGS:
            assert key in text
        assert "payment term when the export names none, in days" in text
        assert f'● firm "{settings.firm}"' in text and "rest_days 5" in text and "● rest_days" not in text
        await pilot.press("w", "o")  # there is no place for a file
        await pilot.press("end", "escape")
        await pilot.pause()
        assert cockpit.screen is cockpit.main


async def test_a_file_to_start_from_is_written_once(cockpit, tmp_path):
    cockpit.settings_path = tmp_path / "work" / "settings.toml"
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        await open_settings(cockpit, pilot)
        assert "There is no such file yet" in words(cockpit) and "write a file to start from" in seen(cockpit)
        await pilot.press("o", "w")
        await pilot.pause()
        assert tomllib.loads(cockpit.settings_path.read_text(encoding="utf-8")) == {}
        assert "take the # away" in told(cockpit)
        assert "open the file" in seen(cockpit) and "There is no such file yet" not in words(cockpit)
        cockpit.settings_path.write_text("rest_days = 3", encoding="utf-8")
        await pilot.press("w")
        await pilot.pause()
        assert read(cockpit.settings_path)[0] == Settings(rest_days=3)


async def test_a_file_that_cannot_be_written_is_said(cockpit, tmp_path):
    (tmp_path / "file").write_text("")
    cockpit.settings_path = tmp_path / "file" / "settings.toml"
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        await open_settings(cockpit, pilot)
        await pilot.press("w")
        await pilot.pause()
        assert "It cannot be written:" in told(cockpit)


async def test_all_that_is_wrong_in_the_file_is_said(cockpit, tmp_path):
    cockpit.settings_path = tmp_path / "settings.toml"
    text = 'thema = "day"\nrest_days = "5"\ntheme = "nigth"\n[keys]\nnext = "f3"\nfly = "f10"\n'
    cockpit.settings_path.write_text(text, encoding="utf-8")
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_settings(cockpit, pilot)
        text = words(cockpit)
        assert f"File: {tmp_path}".replace(" ", "")[:20] in text.replace(" ", "")
        assert "there is no “thema”; the nearest that exists is “theme”" in text
        assert "“rest_days” cannot be used" in text
        assert "there is no theme “nigth”; the nearest that exists is “night”" in text
        assert "F3 is on two actions: Next and Objection" in text and "fly cannot be used" in text
        assert "it counts from the next start on" in text
        assert text.count("▲") == 5


async def test_a_file_as_it_was_read_says_nothing(make_cockpit, tmp_path):
    cockpit = make_cockpit(listen_seconds=Settings().listen_seconds)
    path = Path(__file__).parents[2] / "sample_data" / "settings.toml"
    cockpit.settings_path = path
    async with cockpit.run_test(size=(120, 36), notifications=True) as pilot:
        await open_settings(cockpit, pilot)
        assert "▲" not in words(cockpit) and "next start" not in words(cockpit)


async def test_a_broken_file_names_the_line(cockpit, tmp_path):
    cockpit.settings_path = tmp_path / "settings.toml"
    cockpit.settings_path.write_text('firm = "a"\ncaller = Iris\n', encoding="utf-8")
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_settings(cockpit, pilot)
        assert "settings.toml, line 2, cannot be read" in words(cockpit)


async def test_the_file_opens_in_its_own_program(cockpit, tmp_path, started, monkeypatch):
    cockpit.settings_path = tmp_path / "settings.toml"
    cockpit.settings_path.write_text("", encoding="utf-8")

    def nothing(command):
        raise outside.NotStarted(command[0])

    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_settings(cockpit, pilot)
        await pilot.press("o")
        await pilot.pause()
        assert started == [outside.opener(str(cockpit.settings_path))]
        monkeypatch.setattr(outside, "start", nothing)
        await pilot.press("o")
        await pilot.pause()
        assert "yourself" in told(cockpit)


async def test_foreign_words_are_only_words(make_cockpit):
    cockpit = make_cockpit(firm="[/b] [@click=app.bell]x", keys={"next": "f10"})
    cockpit.animation_level = "none"
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_settings(cockpit, pilot)
        assert 'firm "[/b] [@click=app.bell]x"' in words(cockpit) and 'next = "f10"' in words(cockpit)
        scroll = cockpit.screen.query_one(VerticalScroll)
        await pilot.press("down", "pagedown")
        assert scroll.scroll_y > 0
        await pilot.press("f10")
        await pilot.pause()
        assert cockpit.screen is cockpit.main


# -- colours ------------------------------------------------------------------------------------------------


async def open_themes(app, pilot):
    await pilot.pause()
    app.main.action_request("theme")
    await pilot.pause()
    await pilot.pause()
    assert isinstance(app.screen, ThemesScreen)
    return app.screen.query_one(LineList)


async def test_a_theme_is_tried_on_and_taken(cockpit):
    async with cockpit.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        listed = await open_themes(cockpit, pilot)
        assert listed.chosen == cockpit.theme == "night"
        await pilot.press("up")
        await pilot.pause()
        assert listed.chosen == cockpit.theme == "day"
        await pilot.press("f5")
        await pilot.pause()
        assert cockpit.screen is cockpit.main and cockpit.theme == "day"
        assert 'theme = "day"' in told(cockpit)


@pytest.mark.parametrize("keys", [["escape"], ["up", "escape"], ["home", "end", "up", "escape"]])
async def test_escape_puts_the_old_colours_back(cockpit, keys):
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        await open_themes(cockpit, pilot)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        assert cockpit.screen is cockpit.main and cockpit.theme == "night" and not told(cockpit)


async def test_a_theme_of_ones_own_and_one_that_cannot_be_used(cockpit, tmp_path):
    good, bad = tmp_path / "mine.toml", tmp_path / "torn.toml"
    good.write_text('[colors]\nbackground="#000"\nforeground="#111"\nprimary="#fff"\n[title]\nen="[/b]"')
    bad.write_text('[colors]\nbackground="#000"\nforeground="red"\nprimary="#fff"\n')
    cockpit.theme_files = {**cockpit.theme_files, "mine": good, "torn": bad}
    async with cockpit.run_test(size=(80, 24), notifications=True) as pilot:
        listed = await open_themes(cockpit, pilot)
        await pilot.press("end")
        await pilot.pause()
        assert listed.chosen == "torn" and cockpit.theme == "night"
        assert "▲ torn.toml, colors.foreground:" in seen(cockpit)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(cockpit.screen, ThemesScreen)
        await pilot.press("up")
        await pilot.pause()
        assert cockpit.theme == "mine" and "[/b]" in seen(cockpit)
        assert "▲ mine.toml, colors.foreground: Hard to read" in seen(cockpit)
        await pilot.press("enter")
        await pilot.pause()
        assert cockpit.screen is cockpit.main and cockpit.theme == "mine"
