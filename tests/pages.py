"""Every type of page, so that each is checked by axe, fits the smallest screen, keeps its weight and is pictured.

Each part of the site lists its own in ``tests/page_types/<part>.py`` as ``PAGES``.
"""

from __future__ import annotations

import importlib
import pkgutil

from tests import page_types
from tests.page_type import PageType


def _listed() -> list[PageType]:
    found: list[PageType] = []
    for module in sorted(pkgutil.iter_modules(page_types.__path__), key=lambda module: module.name):
        found.extend(importlib.import_module(f"{page_types.__name__}.{module.name}").PAGES)
    names = [page.name for page in found]
    if len(names) != len(set(names)):
        raise ValueError(f"two page types have one name: {sorted(names)}")
    return found


PAGES = _listed()
