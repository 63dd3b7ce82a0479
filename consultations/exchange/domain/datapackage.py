"""What the tables of an exported consultation hold: one list for the files, their description and docs/exports.md.

The description follows the Tabular Data Package of Frictionless (specs.frictionlessdata.io, profile
``tabular-data-package``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Type = Literal["string", "integer", "number", "boolean", "date", "datetime"]


@dataclass(frozen=True)
class Column:
    """``always``: no row leaves it empty."""

    name: str
    type: Type
    description: str
    always: bool = False
    one_of: tuple[str, ...] = ()

    def field(self) -> dict[str, Any]:
        limits: dict[str, Any] = {"required": True} if self.always else {}
        if self.one_of:
            limits["enum"] = list(self.one_of)
        told: dict[str, Any] = {"name": self.name, "type": self.type, "description": self.description}
        if self.type == "datetime":
            told["format"] = "%Y-%m-%dT%H:%M:%SZ"
        return told | ({"constraints": limits} if limits else {})


@dataclass(frozen=True)
class Table:
    """``key``: the column that names a row, if one does. ``leads``: column → (table, column) that it must stand in."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: str = ""
    leads: tuple[tuple[str, str, str], ...] = ()

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def resource(self, address: str) -> dict[str, Any]:
        schema: dict[str, Any] = {"fields": [column.field() for column in self.columns], "missingValues": [""]}
        if self.key:
            schema["primaryKey"] = self.key
        if self.leads:
            schema["foreignKeys"] = [
                {"fields": column, "reference": {"resource": table, "fields": there}}
                for column, table, there in self.leads
            ]
        return {
            "name": self.name,
            "description": self.description,
            "path": f"{address}{self.name}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"},
            "schema": schema,
        }


KINDS = ("proposal", "comment", "statement", "amendment", "survey_answer", "session_output")
CHANNELS = ("web", "room", "desk", "paper", "import")
STATES = ("published", "withdrawn", "hidden", "merged", "erased")
OUTCOMES = (
    "pending",
    "adopted",
    "adopted_in_part",
    "not_adopted",
    "already_provided_for",
    "out_of_scope",
    "merged",
    "withdrawn",
)
ORGANISATIONS = ("association", "business", "union", "school", "faith", "party", "public", "other")
ENTRY = Column("event", "string", "The id of its entry on the record: /record/receipts/<event>/", always=True)
PROMISE_STATES = ("open", "kept", "late", "broken")
AT = Column("at", "datetime", "When, UTC", always=True)
DECISION = Column("decision", "string", "The decision, as in addresses", always=True)
ROLE = Column("role", "string", "The post of the official, never a person's name", always=True)

CONTRIBUTIONS = Table(
    "contributions",
    "Everything that people gave, in order of number. A text that is not public at the moment of reading is left out; "
    "its row stays. Names of persons are in no table.",
    (
        Column("id", "string", "Its name on the record, contribution/<number>", always=True),
        Column("kind", "string", "What it is", always=True, one_of=KINDS),
        Column("channel", "string", "How it was given", always=True, one_of=CHANNELS),
        Column("language", "string", "The language of the text (BCP 47)"),
        Column("state", "string", "What stands now", always=True, one_of=STATES),
        Column("published_at", "datetime", "When it was published, UTC", always=True),
        Column("parent", "string", "The contribution that it replies to"),
        Column("about", "string", "The passage or other place that it is about, where it replies to no contribution"),
        Column("stance", "string", "What a comment says to what it replies to", one_of=("for", "against", "neutral")),
        Column("theme", "string", "The theme, as in addresses"),
        Column("district", "string", "The district, as in addresses"),
        Column("title", "string", "The title, in its newest revision"),
        Column("body", "string", "The text, in its newest revision, as typed"),
        Column("revision", "integer", "How many times its author changed it", always=True),
        Column("merged_into", "string", "The contribution that it was merged into"),
        Column("supports", "integer", "How many people support it here", always=True),
        Column("imported_supports", "integer", "A number that an import brought along", always=True),
        Column("endorsements", "integer", "How many organisations endorse it, never counted as supports", always=True),
        Column("address", "string", "Where it is, in words"),
        Column("latitude", "number", "Degrees north (WGS 84)"),
        Column("longitude", "number", "Degrees east (WGS 84)"),
        Column("estimated_cost", "integer", "What its authors think that it costs, in whole units of the currency"),
        Column("checked_cost", "integer", "What the city found that it costs"),
        Column("part_of", "string", "The contribution that it was split off from"),
        Column("in_scope", "boolean", "Whether it waits, or waited, for an answer", always=True),
        Column("outcome", "string", "What became of it", always=True, one_of=OUTCOMES),
    ),
    key="id",
)
ENDORSEMENTS = Table(
    "endorsements",
    "Which organisations stand behind which contribution now. The people who speak for them are in no table.",
    (
        Column("contribution", "string", "The contribution that is endorsed", always=True),
        Column("organisation", "string", "The organisation", always=True),
        Column("kind", "string", "What it is", always=True, one_of=ORGANISATIONS),
        Column("sentence", "string", "What it said with it, where the contribution is public"),
        AT,
        ENTRY,
    ),
    key="event",
    leads=(("contribution", "contributions", "id"),),
)
COST_CHECKS = Table(
    "cost_checks",
    "What the city found that a contribution costs, earlier checks too, in order of time.",
    (
        Column("contribution", "string", "The contribution", always=True),
        Column("cost", "integer", "The cost, in whole units of the currency", always=True),
        Column("note", "string", "How it was found", always=True),
        ROLE,
        AT,
        ENTRY,
    ),
    key="event",
    leads=(("contribution", "contributions", "id"),),
)
DISPOSITIONS = Table(
    "dispositions",
    "Every answer that was given, earlier ones too, in order of time.",
    (
        Column("contribution", "string", "The contribution that is answered", always=True),
        Column("outcome", "string", "The answer", always=True, one_of=OUTCOMES),
        Column("reason", "string", "Why"),
        ROLE,
        AT,
        Column("due", "date", "The day by which more is said or done"),
        Column("into", "string", "The contribution with which it is answered"),
        Column("latest", "boolean", "Whether this is the last answer given", always=True),
        ENTRY,
    ),
    key="event",
    leads=(("contribution", "contributions", "id"),),
)
CHANGES = Table(
    "changes",
    "What each revision of each decision did to its passages.",
    (
        Column("id", "string", "change/<decision>.<revision>.<passage>, as on the record", always=True),
        DECISION,
        Column("revision", "integer", "The revision that made the change", always=True),
        Column("kind", "string", "What happened", always=True,
               one_of=("edited", "split", "merged", "moved", "added", "removed")),
        Column("moved", "boolean", "Whether it also moved", always=True),
        Column("before_passages", "string", "Numbers of the passages before, with spaces between"),
        Column("after_passages", "string", "Numbers of the passages after, with spaces between"),
        Column("before", "string", "The words before"),
        Column("after", "string", "The words after"),
    ),
    key="id",
)  # fmt: skip
LINKS = Table(
    "links",
    "Why each change was made: which contribution led to it, or the city's own reason. Withdrawn links stay.",
    (
        Column("id", "string", "Its name on the record, link/<id>", always=True),
        DECISION,
        Column("target", "string", "What it explains: change/… as in changes.csv, or passage/…", always=True),
        Column("contribution", "string", "The cause, of this consultation or another; empty for own initiative"),
        Column("kind", "string", "What the cause did", always=True,
               one_of=("changed", "supported", "considered", "contradicted", "own_initiative")),
        Column("reason", "string", "Why, in a sentence", always=True),
        ROLE,
        AT,
        Column("withdrawn_at", "datetime", "When it was taken back, UTC"),
        Column("withdrawn_reason", "string", "Why it was taken back"),
        ENTRY,
    ),
    key="id",
)  # fmt: skip
PROMISES = Table(
    "promises",
    "What the city promised, by when, and how it stands.",
    (
        Column("id", "string", "Its name on the record, promise/<id>", always=True),
        DECISION,
        Column("text", "string", "What is promised", always=True),
        Column("owner", "string", "Who is responsible now", always=True),
        Column("due", "date", "By when, now", always=True),
        Column("first_owner", "string", "Who was responsible when it was promised, if somebody else is now"),
        Column("first_due", "date", "By when it was promised, if the day was moved"),
        Column("state", "string", "How it stands", always=True, one_of=PROMISE_STATES),
        Column("at", "datetime", "When it was promised, UTC", always=True),
        ENTRY,
    ),
    key="id",
)
UPDATES = Table(
    "promise_updates",
    "What was said later about each promise.",
    (
        Column("promise", "string", "The promise", always=True),
        Column("state", "string", "How it stood then", always=True, one_of=PROMISE_STATES),
        Column("text", "string", "What was said", always=True),
        Column("owner", "string", "Who became responsible, if that changed"),
        Column("due", "date", "The new day, if it was moved"),
        AT,
        ENTRY,
    ),
    key="event",
    leads=(("promise", "promises", "id"),),
)
FILES = Table(
    "files",
    "Pictures and documents of contributions that are public at the moment of reading, in the order in which they were "
    "added.",
    (
        Column("contribution", "string", "The contribution that it belongs to", always=True),
        Column("address", "string", "Where it can be read on this site", always=True),
        Column("kind", "string", "What it is", always=True, one_of=("picture", "pdf")),
        Column("words", "string", "What the picture shows, or the title of the document", always=True),
        Column("sha256", "string", "The SHA-256 of its bytes, in hex, as on the record", always=True),
        Column("bytes", "integer", "How many bytes it has", always=True),
        Column("width", "integer", "The width of a picture in pixels"),
        Column("height", "integer", "The height of a picture in pixels"),
    ),
    key="address",
    leads=(("contribution", "contributions", "id"),),
)
TABLES = {
    table.name: table
    for table in (CONTRIBUTIONS, FILES, ENDORSEMENTS, COST_CHECKS, DISPOSITIONS, CHANGES, LINKS, PROMISES, UPDATES)
}

GUARD = (
    "A cell that begins with =, +, -, @, a tab, a carriage return or an apostrophe has an apostrophe before it, so "
    "that no spreadsheet program runs it. Take it off to have the value."
)


def descriptor(*, slug: str, title: str, homepage: str, address: str = "") -> dict[str, Any]:
    """The content of datapackage.json. ``address``: where the files stand, '' beside it."""
    return {
        "profile": "tabular-data-package",
        "name": slug,
        "title": title,
        "homepage": homepage,
        "description": GUARD,
        "resources": [table.resource(address) for table in TABLES.values()],
    }
