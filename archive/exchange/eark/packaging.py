"""E-ARK packages (CSIP 2.1): a folder for each record, in one zip.

    <record id>/METS.xml
                metadata/descriptive/dc.xml, metadata/preservation/premis.xml
                documentation/metadata.json, disposisi.json, tanda-tangan.json
                schemas/README.txt
                representations/asli/METS.xml, metadata/…, data/<contents>

A SIP and an AIP differ in what they declare; an AIP is what we would take back.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import IO, Any

from django.utils import timezone
from lxml import etree

from archive.exchange.eark.mets import Described, Member, mets_of
from archive.exchange.eark.premis import PackedObject, premis_of
from archive.exchange.eark.xml_text import maker
from archive.exchange.models import Export, ExportKind
from archive.exchange.packages import contents
from archive.exchange.packages.bag import ZipFolder
from archive.records.models import Record
from eoffice.objects import store
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official

DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
D = maker(DC, {"dc": DC, "oai_dc": OAI_DC})
XML, JSON, TEXT = "application/xml", "application/json", "text/plain"
REPRESENTATION = "asli"
PACKAGES = {ExportKind.EARK_SIP: "SIP", ExportKind.EARK_AIP: "AIP"}
SCHEMAS = (
    "METS 1.12: http://www.loc.gov/standards/mets/mets.xsd\n"
    "PREMIS 3.0: http://www.loc.gov/standards/premis/premis.xsd\n"
    "CSIP 2.1: https://earkcsip.dilcis.eu/schema/DILCISExtensionMETS.xsd\n"
)


def write_eark(
    export: Export,
    records: Iterable[Record],
    actor: Actor,
    out: IO[bytes],
    tell: Callable[[int], None],
) -> None:
    """Write a package for each record into `out`; `tell` hears how many are in it.

    Raises:
        ObjectMissing, ObjectAltered, StoreUnavailable.
    """
    at = timezone.localtime()
    folder = ZipFolder(out, f"eark-{export.pk}", at)
    package = PACKAGES[ExportKind(export.kind)]
    for n, record in enumerate(records, start=1):
        _Package(folder, record, actor, package, at).write()
        tell(n)
    folder.close()


class _Package:
    """One record's package inside the zip."""

    def __init__(
        self,
        folder: ZipFolder,
        record: Record,
        actor: Actor,
        package: str,
        at: datetime,
    ) -> None:
        self._folder, self._record, self._actor = folder, record, actor
        self._package, self._at, self._root = package, at, str(record.pk)
        self._count = 0

    def write(self) -> None:
        """Write data first, then what describes it, then what names both."""
        representation = self._representation()
        whole = ("intellectualEntity", self._root)
        events = _with_names(list(contents.events_of(self._record, self._actor)))
        documents = {
            "metadata.json": contents.facts_of(self._record),
            "tanda-tangan.json": contents.signature_facts(self._record),
            "disposisi.json": contents.disposition_facts(self._record, self._actor),
        }
        documentation = [
            self._add(f"documentation/{name}", _json(facts), JSON)
            for name, facts in documents.items()
        ]
        schemas = [self._add("schemas/README.txt", SCHEMAS.encode(), TEXT)]
        use = f"Representations/{REPRESENTATION}"
        told = Described(
            object_id=self._root,
            package=self._package,
            at=self._at,
            descriptive=self._add(
                "metadata/descriptive/dc.xml", _dc(self._record), XML
            ),
            preservation=self._add(
                "metadata/preservation/premis.xml", premis_of(whole, [], events), XML
            ),
            groups={
                "Documentation": documentation,
                "Schemas": schemas,
                use: [representation],
            },
            pointers={use: representation.path},
        )
        self._add("METS.xml", mets_of(told), XML)

    def _representation(self) -> Member:
        """Write the contents with their own METS; return that document."""
        place, objects, members = f"representations/{REPRESENTATION}", [], []
        for file in contents.files_of(self._record):
            path = f"data/{file.path.replace('/', '-')}"
            stream = partial(store.open_stream, file.stored)
            self._folder.add(f"{self._root}/{place}/{path}", stream())
            member = self._member(f"{place}/{path}", file.stored.media_type)
            members.append(_moved(member, path))
            objects.append(
                PackedObject(
                    path=path,
                    sha256=member.sha256,
                    size=member.size,
                    media_type=member.media_type,
                    name=file.name,
                )
            )
        whole = ("representation", REPRESENTATION)
        inner = "metadata/preservation/premis.xml"
        premis = self._add(f"{place}/{inner}", premis_of(whole, objects, []), XML)
        told = Described(
            object_id=REPRESENTATION,
            package=self._package,
            at=self._at,
            descriptive=None,
            preservation=_moved(premis, inner),
            groups={"Data": members} if members else {},
            pointers={},
        )
        return self._add(f"{place}/METS.xml", mets_of(told), XML)

    def _add(self, path: str, content: bytes, media_type: str) -> Member:
        self._folder.add(f"{self._root}/{path}", [content])
        return self._member(path, media_type)

    def _member(self, path: str, media_type: str) -> Member:
        self._count += 1
        whole = f"{self._root}/{path}"
        return Member(
            id=f"id-{self._count}",
            path=path,
            sha256=self._folder.hashes[whole],
            size=self._folder.sizes[whole],
            media_type=media_type,
        )


def _moved(member: Member, path: str) -> Member:
    """Return the member as a METS in another folder names it."""
    return Member(
        id=member.id,
        path=path,
        sha256=member.sha256,
        size=member.size,
        media_type=member.media_type,
    )


def _with_names(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add who stood behind each event; PREMIS names agents."""
    ids = {json.loads(one["payload"])["official_id"] for one in events} - {None}
    people = Official.objects.defer("nik").in_bulk(ids)
    names = {str(pk): one.full_name for pk, one in people.items()}
    return [
        {**one, "official": names.get(json.loads(one["payload"])["official_id"] or "")}
        for one in events
    ]


def _dc(record: Record) -> bytes:
    code = record.classification
    told = {
        "identifier": record.number,
        "title": record.subject,
        "date": record.record_date.isoformat(),
        "creator": record.unit.name,
        "contributor": record.party,
        "subject": f"{code.code} {code.name}" if code else "",
        "type": record.letter_type,
        "rights": record.security_class,
    }
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"dc": DC, "oai_dc": OAI_DC})
    root.extend(getattr(D, name)(text) for name, text in told.items() if text)
    content: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True
    )
    return content


def _json(facts: Any) -> bytes:
    return json.dumps(facts, ensure_ascii=False, indent=1).encode()
