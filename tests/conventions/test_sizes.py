"""A stranger finds the room in a minute: files, functions and templates stay small (docs/architecture.md)."""

from __future__ import annotations

import ast
from statistics import median

from tests.conventions.project_files import ROOT, kept

FILE_LINES, MEDIAN_FILE = 300, 80
FUNCTION_LINES, MEDIAN_FUNCTION = 40, 8
TEMPLATE_LINES = 120


def test_files_are_short():
    sizes = {file.relative_to(ROOT): len(file.read_text().splitlines()) for file in kept(".py", ".js", ".css")}
    assert {str(name): size for name, size in sizes.items() if size > FILE_LINES} == {}
    code = [size for name, size in sizes.items() if name.suffix == ".py" and size and name.parts[0] != "tests"]
    assert median(code) <= MEDIAN_FILE


def test_functions_are_short():
    long, sizes = {}, []
    for file in kept(".py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                sizes.append(size)
                if size > FUNCTION_LINES:
                    long[f"{file.relative_to(ROOT)}:{node.name}"] = size
    assert long == {}
    assert median(sizes) <= MEDIAN_FUNCTION


def test_templates_are_short():
    templates = {file.relative_to(ROOT): len(file.read_text().splitlines()) for file in kept(".html")}
    assert {str(name): size for name, size in templates.items() if size > TEMPLATE_LINES} == {}
