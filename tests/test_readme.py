"""What the README shows is what the program does."""

import re
import shlex
from pathlib import Path

import pytest

from assistant.settings import Settings
from tests.test_cli import run

README = Path("README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ assistant (.+)$", README, re.MULTILINE)


@pytest.mark.model
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shown_works(shipped_settings: Settings, command: str):
    result = run(shipped_settings, *shlex.split(command))
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip()


def test_every_setting_is_in_the_table_and_no_other():
    listed = set(re.findall(r"^\| `ASSISTANT_(\w+)` \|", README, re.MULTILINE))
    assert listed == {name.upper() for name in Settings.model_fields}


def test_every_picture_shown_is_there():
    for picture in re.findall(r"!\[.*?\]\((.*?)\)", README):
        assert Path(picture).exists()
