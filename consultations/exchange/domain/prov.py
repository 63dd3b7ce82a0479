"""What became of what in one decision, as W3C PROV: the same statements as PROV-JSON and as JSON-LD (PROV-O).

Names are written ``prefix:rest`` with the prefixes of the document, which are addresses of this site. docs/exports.md
says what stands for what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VOCABULARY = "urn:participate:vocabulary:"
STANDARD = {
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "participate": VOCABULARY,
}

Facts = Mapping[str, str | int | bool | None]


@dataclass(frozen=True)
class Node:
    """An entity, activity or agent. ``kind``: its type in our vocabulary; ``language``: that of ``label``."""

    name: str
    kind: str
    label: str = ""
    language: str = ""
    started: str = ""
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True)
class Relation:
    """``kind`` as PROV-JSON calls it; ``subject`` and ``object`` are names. ``name``: its own, where it has one."""

    kind: str
    subject: str
    object: str = ""
    activity: str = ""
    time: str = ""
    name: str = ""
    type: str = ""
    facts: Facts = field(default_factory=dict)


@dataclass
class Document:
    """``prefixes``: besides STANDARD; times are ``2026-11-22T09:30:00Z``."""

    prefixes: dict[str, str]
    entities: dict[str, Node] = field(default_factory=dict)
    activities: dict[str, Node] = field(default_factory=dict)
    agents: dict[str, Node] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)

    def entity(self, node: Node) -> str:
        self.entities[node.name] = node
        return node.name

    def activity(self, node: Node) -> str:
        self.activities[node.name] = node
        return node.name

    def agent(self, node: Node) -> str:
        self.agents[node.name] = node
        return node.name

    def relate(self, kind: str, subject: str, object: str = "", **rest: Any) -> None:
        self.relations.append(Relation(kind, subject, object, **rest))


# How PROV-JSON names the two ends of a relation, and PROV-O the relation, its qualified form and its far end.
ENDS = {
    "used": ("prov:activity", "prov:entity"),
    "wasGeneratedBy": ("prov:entity", "prov:activity"),
    "wasInvalidatedBy": ("prov:entity", "prov:activity"),
    "wasDerivedFrom": ("prov:generatedEntity", "prov:usedEntity"),
    "wasAttributedTo": ("prov:entity", "prov:agent"),
    "wasAssociatedWith": ("prov:activity", "prov:agent"),
}
QUALIFIED = {
    "used": ("prov:qualifiedUsage", "prov:Usage", "prov:entity"),
    "wasGeneratedBy": ("prov:qualifiedGeneration", "prov:Generation", "prov:activity"),
    "wasInvalidatedBy": ("prov:qualifiedInvalidation", "prov:Invalidation", "prov:activity"),
    "wasDerivedFrom": ("prov:qualifiedDerivation", "prov:Derivation", "prov:entity"),
}


def prov_json(document: Document) -> dict[str, Any]:
    """https://www.w3.org/submissions/prov-json/"""
    told: dict[str, Any] = {"prefix": {**STANDARD, **document.prefixes}}
    for section, nodes in _sections(document):
        if nodes:
            told[section] = {node.name: _node_json(node) for node in nodes.values()}
    for number, relation in enumerate(document.relations, start=1):
        told.setdefault(relation.kind, {})[relation.name or f"_:r{number}"] = _relation_json(relation)
    return told


def _sections(document: Document) -> list[tuple[str, dict[str, Node]]]:
    return [("entity", document.entities), ("activity", document.activities), ("agent", document.agents)]


def _node_json(node: Node) -> dict[str, Any]:
    told: dict[str, Any] = {"prov:type": _qualified(f"participate:{node.kind}")}
    if node.label:
        told["prov:label"] = {"$": node.label, "lang": node.language} if node.language else node.label
    if node.started:
        told |= {"prov:startTime": node.started, "prov:endTime": node.started}
    return told | _facts(node.facts)


def _qualified(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _facts(facts: Facts) -> dict[str, Any]:
    return {f"participate:{name}": fact for name, fact in facts.items() if fact not in (None, "")}


def _relation_json(relation: Relation) -> dict[str, Any]:
    near, far = ENDS[relation.kind]
    told: dict[str, Any] = {near: relation.subject}
    if relation.object:
        told[far] = relation.object
    if relation.activity:
        told["prov:activity"] = relation.activity
    if relation.time:
        told["prov:time"] = relation.time
    if relation.type:
        told["prov:type"] = _qualified(relation.type)
    return told | _facts(relation.facts)


def json_ld(document: Document) -> dict[str, Any]:
    """The same as PROV-O (https://www.w3.org/TR/prov-o/) in JSON-LD 1.1."""
    rdfs = {"rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
    of: dict[str, list[Relation]] = defaultdict(list)
    for relation in document.relations:
        of[relation.subject].append(relation)
    graph = []
    for section, nodes in _sections(document):
        for node in nodes.values():
            graph.append(_node_ld(node, f"prov:{section.capitalize()}", of[node.name], document))
    return {"@context": {**STANDARD, **rdfs}, "@graph": graph}


def _iri(name: str, document: Document) -> str:
    prefix, _colon, rest = name.partition(":")
    return {**STANDARD, **document.prefixes}[prefix] + rest


def _node_ld(node: Node, kind: str, relations: list[Relation], document: Document) -> dict[str, Any]:
    told: dict[str, Any] = {"@id": _iri(node.name, document), "@type": [kind, f"participate:{node.kind}"]}
    if node.label:
        label = {"@value": node.label, "@language": node.language} if node.language else node.label
        told["rdfs:label"] = label
    if node.started:
        told |= {"prov:startedAtTime": _moment(node.started), "prov:endedAtTime": _moment(node.started)}
    told |= _facts(node.facts)
    lists: dict[str, list[Any]] = defaultdict(list)
    for relation in relations:
        if relation.object:
            lists[f"prov:{relation.kind}"].append({"@id": _iri(relation.object, document)})
        if relation.kind in QUALIFIED:
            lists[QUALIFIED[relation.kind][0]].append(_relation_ld(relation, document))
    return told | lists


def _relation_ld(relation: Relation, document: Document) -> dict[str, Any]:
    _property, kind, far = QUALIFIED[relation.kind]
    told: dict[str, Any] = {"@type": [kind, relation.type] if relation.type else kind}
    if relation.name:
        told["@id"] = _iri(relation.name, document)
    if relation.object:
        told[far] = {"@id": _iri(relation.object, document)}
    if relation.activity:
        told["prov:hadActivity"] = {"@id": _iri(relation.activity, document)}
    if relation.time:
        told["prov:atTime"] = _moment(relation.time)
    return told | _facts(relation.facts)


def _moment(time: str) -> dict[str, str]:
    return {"@value": time, "@type": "xsd:dateTime"}
