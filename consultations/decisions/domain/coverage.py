"""When a contribution in scope counts as answered: the rule of consultations/record/domain/coverage.py on rows.

While it is merged into another, that counts; else the last answer given, also one given before a merge that was undone
by a split. Pending is no answer; one
answered together with another, by merge or by disposition, has an answer when the other has; what its author withdrew
needs none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping


def answered_with_others(into: Mapping[int, int], answered: Collection[int]) -> set[int]:
    """Of the keys of ``into`` (contribution → the one that it is answered with) those that lead to an answered one.

    ``answered``: those with an answer of their own. A circle leads nowhere.
    """
    found: set[int] = set()
    for start in into:
        path: list[int] = []
        here = start
        while here in into and here not in found and here not in path:
            path.append(here)
            here = into[here]
        if here in found or here in answered:
            found.update(path)
    return found
