"""Pure rules stand in a domain: no database, clock, socket or setting."""

from __future__ import annotations

import ast

from tests.conventions.project_files import ROOT, kept

FORBIDDEN = ("django.db", "django.conf", "django.http", "channels", "redis", "socket", "time")
ROOMS_WITHOUT_A_CONCEPT = {"utils", "helpers", "common", "base", "misc"}


def _imports(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_domains_import_no_machinery():
    found = {}
    for file in kept(".py"):
        relative = file.relative_to(ROOT)
        if "domain" in relative.parts and relative.parts[0] != "tests":
            bad = {n for n in _imports(ast.parse(file.read_text())) if n in FORBIDDEN or n.startswith("django.db.")}
            if bad:
                found[str(relative)] = bad
    assert found == {}


def test_every_room_names_its_concept():
    allowed = {"participate/settings/base.py"}
    unnamed = {str(file.relative_to(ROOT)) for file in kept(".py") if file.stem in ROOMS_WITHOUT_A_CONCEPT}
    assert unnamed - allowed == set()
