"""E-ARK packages, judged by the schemas of their makers."""

import io
import zipfile
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest
from lxml import etree

from archive.exchange.making import ExportInput, make_export
from archive.exchange.selecting import Selection
from archive.models import ExportKind
from eoffice.objects import store
from eoffice.outbox.relay import drain
from tests.archive.exchange.test_exports import record
from tests.office.kabupaten import actor
from tests.office.records import make_record

__all__ = ["record"]
pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parent / "schemas"
METS = "{http://www.loc.gov/METS/}"
HREF = "{http://www.w3.org/1999/xlink}href"


def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / name))


@pytest.mark.parametrize(("kind", "told"), [("eark_sip", "SIP"), ("eark_aip", "AIP")])
def test_packages_are_valid_and_name_every_file_with_its_hash(
    office, record, kind, told
):
    # A record without a file is a package all the same, whatever its subject holds.
    bare = make_record(office, "Undangan\x0brapat\ufffe")
    selection = Selection(records=[record.pk, bare.pk])
    wanted = ExportInput(kind=ExportKind(kind), selection=selection)
    made = make_export(actor=actor(office.setda_archivist), wanted=wanted)
    drain()
    made.refresh_from_db()

    assert (made.state, made.why) == ("ready", "")
    whole = zipfile.ZipFile(io.BytesIO(store.get_bytes(made.stored)))
    files = {name: whole.read(name) for name in whole.namelist()}
    mets, premis = schema("mets.xsd"), schema("premis.xsd")
    named = set()
    for name, content in files.items():
        if name.endswith("METS.xml"):
            document = etree.fromstring(content)
            mets.assertValid(document)
            named |= check_members(name, document, files)
        if name.endswith("premis.xml"):
            premis.assertValid(etree.fromstring(content))
    roots = {f"eark-{made.pk}/{one.pk}/METS.xml" for one in (record, bare)}
    assert set(files) - named == roots
    root = etree.fromstring(files[f"eark-{made.pk}/{record.pk}/METS.xml"])
    header = root.find(f"{METS}metsHdr")
    assert told in header.attrib.values()
    events = files[f"eark-{made.pk}/{record.pk}/metadata/preservation/premis.xml"]
    assert b"record.captured" in events
    described = files[f"eark-{made.pk}/{bare.pk}/metadata/descriptive/dc.xml"]
    assert b"<dc:title>Undanganrapat</dc:title>" in described
    assert sum(1 for one in files if "/data/" in one) == record.contents.count()


def check_members(name: str, document: etree._Element, files: dict) -> set[str]:
    """Compare each file that the METS names with its hash; return their names."""
    folder, found = PurePosixPath(name).parent, set()
    for one in document.iter(f"{METS}mdRef", f"{METS}file"):
        place = one if one.get(HREF) else one.find(f"{METS}FLocat")
        path = str(folder / place.get(HREF))
        assert sha256(files[path]).hexdigest() == one.get("CHECKSUM")
        assert len(files[path]) == int(one.get("SIZE"))
        found.add(path)
    return found
