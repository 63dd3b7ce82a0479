"""Everything that people read can be read in every language: no string missing, fuzzy, or with other placeholders."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.conventions.project_files import ROOT, kept

LANGUAGES = ["sq", "ar", "es", "fr"]


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as handle:
        return read_po(handle, abort_invalid=True)


@cache
def extracted(folder: Path) -> Catalog:
    """What gettext finds in the code and templates as they stand, copied so that nothing here changes."""
    for file in kept(".py", ".html", ".txt"):
        target = folder / file.relative_to(ROOT)
        if target.parts[len(folder.parts)] not in {"tests", "bench", "requirements"}:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    (folder / "locale").mkdir(exist_ok=True)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", "en", "--no-location", "--extension", "html,txt,py"],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "participate.settings.test"},
    )
    return catalogue(folder / "locale" / "en" / "LC_MESSAGES" / "django.po")


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return extracted(tmp_path_factory.mktemp("source"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_or_doubtful(language: str, wanted: Catalog):
    have = catalogue(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")
    missing = []
    for message in wanted:
        if not message.id:
            continue
        found = have.get(message.id, message.context)
        texts = (found.string if isinstance(found.string, tuple | list) else [found.string]) if found else [""]
        if found is None or found.fuzzy or not all(texts):
            missing.append(message.id)
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_plural_forms_fit(language: str):
    have = catalogue(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")
    broken = {str(message.id): [str(error) for error in errors] for message, errors in have.check()}
    assert broken == {}
    assert have.num_plurals == {"ar": 6, "sq": 2, "es": 2, "fr": 2}[language]
