"""A government with every seat that the office's table of printed forms names."""

from types import SimpleNamespace

from eoffice.organisation.models import Unit
from tests.office.kabupaten import BEGAN, Person, make_person
from tests.office.organisation import make_unit
from workflow.mandates.custom import customary_mandates
from workflow.mandates.models import SigningMandate

# name, title, unit, superior, facts of the position
HEAD = {"kind": "structural", "is_head": True}
SIGNS = {"kind": "structural", "duties": ("signatory",)}
SEATS = (
    ("bupati", "Bupati Wanasari", "root", None,
     {"kind": "regional_head", "is_head": True}),
    ("wakil", "Wakil Bupati Wanasari", "root", "bupati",
     {"kind": "deputy_head", "duties": ("signatory",)}),
    ("sekda", "Sekretaris Daerah", "setda", "bupati",
     {"kind": "regional_secretary", "is_head": True}),
    ("asisten", "Asisten Administrasi Umum", "setda", "sekda", SIGNS),
    ("kabag", "Kepala Bagian Umum", "bagian", "asisten", HEAD),
    ("kasubbag", "Kepala Subbagian Tata Usaha", "subbagian", "kabag", HEAD),
    ("sekwan", "Sekretaris DPRD", "setwan", "sekda", HEAD),
    ("kadis", "Kepala Dinas Kesehatan", "dinas", "sekda", HEAD),
    ("sekdis", "Sekretaris Dinas Kesehatan", "dinas", "kadis", SIGNS),
    ("kabid", "Kepala Bidang Pelayanan Kesehatan", "bidang", "kadis", HEAD),
    ("kasi", "Kepala Seksi Kesehatan Primer", "seksi", "kabid", HEAD),
    ("puskesmas", "Kepala Puskesmas Karangjati", "puskesmas", "kabid", HEAD),
    ("disdik", "Kepala Dinas Pendidikan", "disdik", "sekda", HEAD),
    ("smp", "Kepala SMP Negeri 1 Karangjati", "smp", "disdik", HEAD),
    ("inspektur", "Inspektur Daerah", "inspektorat", "sekda", HEAD),
    ("camat", "Camat Karangjati", "kecamatan", "sekda", HEAD),
    ("sekcam", "Sekretaris Kecamatan Karangjati", "kecamatan", "camat", SIGNS),
    ("lurah", "Lurah Sumberagung", "kelurahan", "camat", HEAD),
)  # fmt: skip
UNITS = (
    ("root", "Pemerintah Kabupaten Wanasari", "government", None),
    ("setda", "Sekretariat Daerah", "secretariat", "root"),
    ("bagian", "Bagian Umum", "division", "setda"),
    ("subbagian", "Subbagian Tata Usaha", "section", "bagian"),
    ("setwan", "Sekretariat DPRD", "secretariat", "root"),
    ("dinas", "Dinas Kesehatan", "agency", "root"),
    ("bidang", "Bidang Pelayanan Kesehatan", "division", "dinas"),
    ("seksi", "Seksi Kesehatan Primer", "section", "bidang"),
    ("puskesmas", "Puskesmas Karangjati", "technical_unit", "dinas"),
    ("disdik", "Dinas Pendidikan", "agency", "root"),
    ("smp", "SMP Negeri 1 Karangjati", "technical_unit", "disdik"),
    ("inspektorat", "Inspektorat Daerah", "agency", "root"),
    ("kecamatan", "Kecamatan Karangjati", "district", "root"),
    ("kelurahan", "Kelurahan Sumberagung", "village", "kecamatan"),
)


def build_government() -> SimpleNamespace:
    """Return every person by the name of the position, with customary mandates."""
    units: dict[str, Unit] = {}
    people: dict[str, Person] = {}
    for name, title, kind, parent in UNITS:
        units[name] = make_unit(title, units.get(parent), kind=kind)
    for name, title, unit, superior, facts in SEATS:
        people[name] = make_person(
            name,
            f"Orang {name}",
            title,
            units[unit],
            superior=people.get(superior),
            **facts,
        )
    seats = [one.position for one in people.values()]
    SigningMandate.objects.bulk_create(customary_mandates(SigningMandate, seats, BEGAN))
    return SimpleNamespace(**people)
