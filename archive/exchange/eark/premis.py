"""PREMIS 3.0 of a record: its files with their hashes, its events, their agents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from archive.exchange.eark.xml_text import maker

NS = "http://www.loc.gov/premis/v3"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
E = maker(NS, {"premis": NS, "xsi": XSI})
SOFTWARE = "eoffice"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedObject:
    """A file in the package: its place, hash, bytes, kind, and name as brought."""

    path: str
    sha256: str
    size: int
    media_type: str
    name: str


def premis_of(
    whole: tuple[str, str],
    objects: Iterable[PackedObject],
    events: Iterable[Mapping[str, Any]],
) -> bytes:
    """Return the document.

    `whole` is what the files make up: `intellectualEntity` or `representation`, and its
    id; `events` as `packages.contents.events_of` tells them.
    """
    told = list(events)
    agents = sorted({_agent_of(one) for one in told})
    root = E.premis(
        _whole(*whole),
        *(_object(one) for one in objects),
        *(_event(one) for one in told),
        *(_agent(one) for one in {*agents, SOFTWARE}),
        version="3.0",
    )
    content: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True
    )
    return content


def _whole(kind: str, name: str) -> etree._Element:
    found = E.object(_identifier("object", "local", name))
    found.set(f"{{{XSI}}}type", f"premis:{kind}")
    return found


def _object(one: PackedObject) -> etree._Element:
    found = E.object(
        _identifier("object", "local", one.path),
        E.objectCharacteristics(
            E.fixity(E.messageDigestAlgorithm("SHA-256"), E.messageDigest(one.sha256)),
            E.size(str(one.size)),
            E.format(E.formatDesignation(E.formatName(one.media_type))),
        ),
        E.originalName(one.name),
    )
    found.set(f"{{{XSI}}}type", "premis:file")
    return found


def _event(one: Mapping[str, Any]) -> etree._Element:
    link = f"{one['sequence']} {one['hash']}" if one["hash"] else ""
    return E.event(
        _identifier("event", "UUID", one["id"]),
        E.eventType(one["action"]),
        E.eventDateTime(one["at"]),
        E.eventDetailInformation(E.eventDetail(one["payload"])),
        *([E.eventOutcomeInformation(E.eventOutcome(link))] if link else []),
        E.linkingAgentIdentifier(
            E.linkingAgentIdentifierType("local"),
            E.linkingAgentIdentifierValue(_agent_of(one)),
        ),
    )


def _agent_of(one: Mapping[str, Any]) -> str:
    official = str(one.get("official") or "")
    return official or SOFTWARE


def _agent(name: str) -> etree._Element:
    kind = "software" if name == SOFTWARE else "person"
    return E.agent(
        _identifier("agent", "local", name), E.agentName(name), E.agentType(kind)
    )


def _identifier(of: str, kind: str, value: str) -> etree._Element:
    make = getattr(E, f"{of}Identifier")
    return make(
        getattr(E, f"{of}IdentifierType")(kind),
        getattr(E, f"{of}IdentifierValue")(value),
    )
