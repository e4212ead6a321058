"""METS of an E-ARK package (CSIP 2.1): the root's and a representation's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from archive.exchange.eark.xml_text import maker

METS = "http://www.loc.gov/METS/"
XLINK = "http://www.w3.org/1999/xlink"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
E = maker(METS, {None: METS, "xlink": XLINK, "csip": CSIP})
#: What kind of package -> the profile it declares (CSIP 2.1, SIP 2.1, AIP 2.1).
PROFILES = {
    "SIP": "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml",
    "AIP": "https://earkaip.dilcis.eu/profile/E-ARK-AIP.xml",
}
CONTENT = "Textual works - Digital"
SOFTWARE, VERSION = "eoffice", "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file of the package: its place relative to the METS that names it."""

    id: str
    path: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a METS document tells: of what it is, and its parts."""

    object_id: str
    package: str  # SIP or AIP
    at: datetime
    descriptive: Member | None
    preservation: Member
    #: USE of the group -> its files
    groups: Mapping[str, Sequence[Member]]
    #: path of the METS of each representation; empty in a representation's own
    pointers: Mapping[str, str]


def mets_of(told: Described) -> bytes:
    """Return the document."""
    at = told.at.isoformat(timespec="seconds")
    root = E.mets(
        _header(told, at),
        *([_descriptive(told.descriptive, at)] if told.descriptive else []),
        _administrative(told.preservation, at),
        *([_files(told, at)] if told.groups else []),
        _structure(told),
        OBJID=told.object_id,
        TYPE=CONTENT,
        PROFILE=PROFILES[told.package],
    )
    root.set(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "MIXED")
    content: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True
    )
    return content


def _header(told: Described, at: str) -> etree._Element:
    note = E.note(VERSION)
    note.set(f"{{{CSIP}}}NOTETYPE", "SOFTWARE VERSION")
    agent = E.agent(
        E.name(SOFTWARE), note, ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE"
    )
    found = E.metsHdr(agent, CREATEDATE=at, LASTMODDATE=at, RECORDSTATUS="NEW")
    found.set(f"{{{CSIP}}}OAISPACKAGETYPE", told.package)
    return found


def _reference(member: Member, at: str, kind: str) -> etree._Element:
    found = E.mdRef(
        LOCTYPE="URL",
        MDTYPE=kind,
        MIMETYPE=member.media_type,
        SIZE=str(member.size),
        CREATED=at,
        CHECKSUM=member.sha256,
        CHECKSUMTYPE="SHA-256",
    )
    return _linked(found, member.path)


def _linked(element: etree._Element, path: str) -> etree._Element:
    element.set(f"{{{XLINK}}}type", "simple")
    element.set(f"{{{XLINK}}}href", path)
    return element


def _descriptive(member: Member, at: str) -> etree._Element:
    inner = _reference(member, at, "DC")
    return E.dmdSec(inner, ID=member.id, CREATED=at, STATUS="CURRENT")


def _administrative(member: Member, at: str) -> etree._Element:
    inner = _reference(member, at, "PREMIS")
    return E.amdSec(E.digiprovMD(inner, ID=member.id, CREATED=at, STATUS="CURRENT"))


def _files(told: Described, at: str) -> etree._Element:
    groups = []
    for number, (use, members) in enumerate(told.groups.items(), start=1):
        group = E.fileGrp(
            *(_file(one, at) for one in members), USE=use, ID=_group_id(number)
        )
        if use.startswith("Representations"):
            group.set(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "MIXED")
        groups.append(group)
    return E.fileSec(*groups, ID="berkas")


def _group_id(number: int) -> str:
    return f"kelompok-{number}"


def _file(member: Member, at: str) -> etree._Element:
    return E.file(
        _linked(E.FLocat(LOCTYPE="URL"), member.path),
        ID=member.id,
        MIMETYPE=member.media_type,
        SIZE=str(member.size),
        CREATED=at,
        CHECKSUM=member.sha256,
        CHECKSUMTYPE="SHA-256",
    )


def _structure(told: Described) -> etree._Element:
    more: dict[str, Any] = {"ADMID": told.preservation.id}
    if told.descriptive:
        more["DMDID"] = told.descriptive.id
    divisions = [E.div(ID="bagian-0", LABEL="Metadata", **more)]
    for number, use in enumerate(told.groups, start=1):
        inner = _points_to(told, use, number)
        divisions.append(E.div(inner, ID=f"bagian-{number}", LABEL=use))
    whole = E.div(*divisions, ID="paket", LABEL=told.object_id)
    return E.structMap(whole, ID="susunan", TYPE="PHYSICAL", LABEL="CSIP")


def _points_to(told: Described, use: str, number: int) -> etree._Element:
    if use not in told.pointers:
        return E.fptr(FILEID=_group_id(number))
    found = _linked(E.mptr(LOCTYPE="URL"), told.pointers[use])
    found.set(f"{{{XLINK}}}title", _group_id(number))
    return found
