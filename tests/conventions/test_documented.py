"""Every setting that an operator can give and every command of ours is in docs/operators.md."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conventions.project_files import ROOT, kept

MANUAL = ROOT / "docs" / "operators.md"


def settings_read() -> set[str]:
    names: set[str] = set()
    for file in kept(".py"):
        if file.parent == ROOT / "participate" / "settings":
            text = file.read_text()
            names |= set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', text))
            for given in re.findall(r"require\(([^)]*)\)", text):
                names |= set(re.findall(r'"([A-Z_]+)"', given))
    return names


def commands() -> set[str]:
    return {
        Path(file).stem for file in kept(".py") if file.parent.parent.name == "management" and file.stem != "__init__"
    }


def test_settings_are_documented():
    manual = MANUAL.read_text()
    assert {name for name in settings_read() if f"`{name}`" not in manual} == set()


def test_commands_are_documented():
    manual = MANUAL.read_text()
    assert {name for name in commands() if f"manage.py {name}" not in manual} == set()
