"""Values in the cells of Decidim's tables: words in languages, times, numbers, text that may be HTML."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

BLOCKS = {"p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
TAG = re.compile(r"</?(p|br|div|ul|ol|li|strong|em|a|h[1-6]|blockquote|span)\b[^>]*>", re.IGNORECASE)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def in_languages(cells: dict[str, str], name: str) -> dict[str, str]:
    """Plain words by language from ``name/<language>``; one in no language stands under the empty name, first.

    Machine translations (``name/machine_translations/…``) are not words of the person and are left aside.
    """
    found = {"": plain_text(cells[name])} if cells.get(name, "").strip() else {}
    for column, value in cells.items():
        head, _slash, language = column.partition(f"{name}/")
        if not head and LANGUAGE.fullmatch(language) and value.strip():
            found[language] = plain_text(value)
    return found


def moment(text: str) -> datetime | None:
    """A time such as ``2019-05-08 11:04:14 UTC`` or ISO 8601; UTC where no zone is named. None if it is none."""
    written = text.strip().replace(" UTC", "+00:00")
    written = re.sub(r" ([+-]\d{2}):?(\d{2})$", r"\1:\2", written)
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def whole(text: str) -> int | None:
    """A whole number of nothing or more, also written ``1500.0``; None if it is none."""
    written = re.fullmatch(r"(\d{1,18})(\.0+)?", text.strip())
    return int(written.group(1)) if written else None


def plain_text(text: str) -> str:
    """The words without tags, where there are tags; paragraphs stay apart."""
    if not TAG.search(text):
        return text.strip()
    reader = _Words()
    reader.feed(text)
    reader.close()
    return re.sub(r"[ \t]*\n\s*\n\s*", "\n\n", "".join(reader.words)).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.words.append("\n" if tag in ("br", "li") else "\n\n")
