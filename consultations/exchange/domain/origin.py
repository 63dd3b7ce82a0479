"""Where a folder of files says that it comes from: the first lines of its SOURCE.txt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from consultations.exchange.domain.tables import read_text

SOURCE = "SOURCE.txt"
REPOSITORY = re.compile(r"^Source: github:([\w.-]+/[\w.-]+)", re.MULTILINE)
LICENCE = re.compile(r"^Licence: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Origin:
    """Empty where nothing is said. ``repository``: its address, without a slash at the end."""

    repository: str = ""
    licence: str = ""

    def issue(self, number: int) -> str:
        return f"{self.repository}/issues/{number}" if self.repository else ""

    def change_request(self, number: int) -> str:
        return f"{self.repository}/pull/{number}" if self.repository else ""


def read_origin(folder: Path) -> Origin:
    if not (folder / SOURCE).exists():
        return Origin()
    text = read_text(folder / SOURCE)
    repository, licence = REPOSITORY.search(text), LICENCE.search(text)
    address = f"https://github.com/{repository.group(1)}" if repository else ""
    return Origin(address, licence.group(1).strip() if licence else "")
