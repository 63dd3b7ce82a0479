"""Every row of an imported file is accounted for: imported + unchanged + refused = rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class BrokenFileError(Exception):
    """A file cannot be read as what it should be; ``str()`` names file, line and column for the operator."""


@dataclass
class FileAccount:
    """The rows of one file, or of one kind of record nested in it (``opinions.jsonl#arguments``).

    A row is a record that the parser reads, numbered from 1; a record that spans lines counts once.
    """

    rows: int = 0
    imported: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)

    def refuse(self, row: int, reason: str) -> None:
        self.refused.append((row, reason))

    def balances(self) -> bool:
        return self.imported + self.unchanged + len(self.refused) == self.rows

    def as_json(self) -> dict[str, Any]:
        refused = [{"row": row, "reason": reason} for row, reason in sorted(self.refused)]
        return {"rows": self.rows, "imported": self.imported, "unchanged": self.unchanged, "refused": refused}


@dataclass
class Account:
    """The accounts of all files of one import, by name."""

    files: dict[str, FileAccount] = field(default_factory=dict)

    def of(self, name: str) -> FileAccount:
        return self.files.setdefault(name, FileAccount())

    def balances(self) -> bool:
        return all(account.balances() for account in self.files.values())

    @property
    def imported(self) -> int:
        return sum(account.imported for account in self.files.values())

    def as_json(self) -> dict[str, Any]:
        return {name: account.as_json() for name, account in self.files.items()}
