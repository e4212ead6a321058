"""The workbook of the organisation: sheets, columns, and what each cell may hold.

One XLSX with four sheets, or one CSV whose first column names the sheet. Headers are
Indonesian; sheets and optional columns may be left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from eoffice.importing import cells
from eoffice.organisation.models import (
    ActingKind,
    PositionDuty,
    PositionKind,
    UnitKind,
)

UNITS, POSITIONS, PEOPLE, ACTING = "Unit", "Jabatan", "Pejabat", "Penugasan"
UNIT_KINDS = {
    "pemerintah daerah": UnitKind.GOVERNMENT,
    "sekretariat": UnitKind.SECRETARIAT,
    "perangkat daerah": UnitKind.AGENCY,
    "bidang": UnitKind.DIVISION,
    "bagian": UnitKind.DIVISION,
    "seksi": UnitKind.SECTION,
    "subbagian": UnitKind.SECTION,
    "upt": UnitKind.TECHNICAL_UNIT,
    "kecamatan": UnitKind.DISTRICT,
    "kelurahan": UnitKind.VILLAGE,
}
POSITION_KINDS = {
    "kepala daerah": PositionKind.REGIONAL_HEAD,
    "wakil kepala daerah": PositionKind.DEPUTY_HEAD,
    "sekretaris daerah": PositionKind.REGIONAL_SECRETARY,
    "struktural": PositionKind.STRUCTURAL,
    "fungsional": PositionKind.FUNCTIONAL,
    "pelaksana": PositionKind.STAFF,
}
DUTIES = {
    "konseptor": PositionDuty.DRAFTER,
    "penandatangan": PositionDuty.SIGNATORY,
    "pimpinan": PositionDuty.LEADER,
    "pencatat surat": PositionDuty.RECORD_CLERK,
    "arsiparis": PositionDuty.ARCHIVIST,
    "admin": PositionDuty.ADMIN,
    "auditor": PositionDuty.AUDITOR,
    "pembantu meja pimpinan": PositionDuty.DESK_HELPER,
}
ACTING_KINDS = {
    "plt": ActingKind.ACTING_VACANT,
    "plh": ActingKind.ACTING_ABSENT,
    "pj": ActingKind.ACTING_HEAD,
    "pjs": ActingKind.ACTING_HEAD_TEMP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its header, the field it fills, and how its text is read."""

    header: str
    field: str
    read: Callable[[str], Any]
    required: bool = False
    example: str = ""
    identifies: bool = False  # a number cell or a day is no text of it


def _identifier(
    header: str,
    field: str,
    read: Callable[[str], Any],
    example: str = "",
    *,
    required: bool = False,
) -> Column:
    """Return a column of identifiers: they never pass through a number."""
    return Column(
        header=header,
        field=field,
        read=read,
        example=example,
        required=required,
        identifies=True,
    )


def _column(
    header: str,
    field: str,
    read: Callable[[str], Any],
    example: str = "",
    *,
    required: bool = False,
) -> Column:
    return Column(
        header=header, field=field, read=read, example=example, required=required
    )


DECREE = (
    _column("sejak", "from_on", cells.day, "2026-01-05", required=True),
    _column("sampai", "to_on", cells.day, ""),
    _identifier("nomor_sk", "decree_number", cells.text(80), "821.2/15/2026"),
    _column("tanggal_sk", "decree_on", cells.day, "2026-01-02"),
)
SHEETS: dict[str, tuple[Column, ...]] = {
    UNITS: (
        _identifier("kode", "code", cells.text(40), "DINKES", required=True),
        _column("nama", "name", cells.text(200), "Dinas Kesehatan", required=True),
        _column(
            "jenis", "kind", cells.choice(UNIT_KINDS), "perangkat daerah", required=True
        ),
        _identifier("kode_induk", "parent", cells.text(40), "KAB"),
        _column("nama_singkat", "short_name", cells.text(80), "Dinkes"),
        _column("punya_agenda", "keeps_register", cells.yes_or_no, "ya"),
        _column(
            "kop_surat",
            "letterhead_lines",
            cells.lines(120),
            "PEMERINTAH KABUPATEN | DINAS KESEHATAN",
        ),
        _column("alamat", "address_lines", cells.lines(200), "Jalan Merdeka 1"),
        _column("tempat", "place", cells.text(80), "Wanasari"),
        _column("ditutup", "closed_on", cells.day, ""),
    ),
    POSITIONS: (
        _identifier("kode", "code", cells.text(60), "DINKES-KEPALA", required=True),
        _column(
            "nama_jabatan",
            "title",
            cells.text(200),
            "Kepala Dinas Kesehatan",
            required=True,
        ),
        _identifier("kode_unit", "unit", cells.text(40), "DINKES", required=True),
        _identifier("kode_atasan", "superior", cells.text(60), "SEKDA"),
        _identifier("kode_pemberi_mandat", "mandate_giver", cells.text(60), "BUPATI"),
        _column("jenis", "kind", cells.choice(POSITION_KINDS), "struktural"),
        _column("eselon", "echelon", cells.text(5), "II.b"),
        _column("kepala_unit", "is_head", cells.yes_or_no, "ya"),
        _column("tugas", "duties", cells.choices(DUTIES), "penandatangan"),
        _column("ditutup", "closed_on", cells.day, ""),
    ),
    PEOPLE: (
        _identifier("nip", "nip", cells.nip, "198003122005011003"),
        _column("nama", "name", cells.text(120), "Widya Kusumaningrum", required=True),
        _column("gelar_depan", "title_before", cells.text(40), "Ir."),
        _column("gelar_belakang", "title_after", cells.text(60), "M.T."),
        _identifier("nik", "nik", cells.nik, ""),
        _column("pangkat", "rank", cells.text(60), "Pembina Utama Muda"),
        _column("golongan", "grade", cells.text(10), "IV/c"),
        _column("surel", "email", cells.text(254), ""),
        _identifier("nama_akun", "username", cells.account_name, "widya.k"),
        _identifier("kode_jabatan", "position", cells.text(60), "DINKES-KEPALA"),
        _column("utama", "is_main", cells.yes_or_no, "ya"),
        _column("sejak", "from_on", cells.day, "2026-01-05"),
        *DECREE[1:],
    ),
    ACTING: (
        _identifier("nip", "nip", cells.nip, "198003122005011003", required=True),
        _identifier(
            "kode_jabatan", "position", cells.text(60), "DISDIK-KEPALA", required=True
        ),
        _column("jenis", "kind", cells.choice(ACTING_KINDS), "plh", required=True),
        *DECREE,
    ),
}
