"""What a ``.pb`` file says and a question has no place for: the last lines of a text, each ``column: value``."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

LINE = re.compile(r"([a-z][a-z0-9_]*): (\S.*)")


def joined(words: str, columns: Mapping[str, str]) -> str:
    """The words, and below them what is to be kept; line breaks within a value become spaces."""
    lines = "\n".join(f"{name}: {' '.join(value.split())}" for name, value in columns.items() if value.strip())
    return "\n\n".join(filter(None, (words.strip(), lines)))


def parted(text: str, taken: Collection[str]) -> tuple[str, dict[str, str]]:
    """What ``joined`` put together. A last paragraph that says a name in ``taken``, or one twice, is words."""
    words, _gap, last = text.rpartition("\n\n")
    found = [LINE.fullmatch(line) for line in last.split("\n")]
    names = [match.group(1) for match in found if match]
    if len(names) < len(found) or len(set(names)) < len(names) or set(names) & set(taken):
        return text, {}
    return words, {match.group(1): match.group(2) for match in found if match}
