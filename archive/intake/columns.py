"""Columns of a foreign table: which field each is, guessed by its words, and read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.records.models import DevelopmentLevel, Medium
from workflow.security_class import SecurityClass

#: field -> its name for people, and the words heads of other programs use for it
FIELDS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "source_id": (gettext_lazy("Id in the source"), ("id", "uuid", "id naskah")),
    "number": (
        gettext_lazy("Number"),
        ("nomor naskah", "nomor surat", "nomor", "no surat", "number"),
    ),
    "record_date": (
        gettext_lazy("Date"),
        ("tanggal naskah", "tanggal surat", "tanggal", "tgl", "date"),
    ),
    "description": (
        gettext_lazy("Description"),
        ("uraian informasi", "uraian", "hal", "perihal", "judul", "subject"),
    ),
    "party": (
        gettext_lazy("Sender or receiver"),
        ("pengirim", "asal naskah", "asal", "tujuan", "penerima"),
    ),
    "classification_code": (
        gettext_lazy("Classification code"),
        ("kode klasifikasi", "klasifikasi", "kode"),
    ),
    "security_class": (
        gettext_lazy("Security class"),
        ("klasifikasi keamanan", "sifat naskah", "sifat", "keamanan"),
    ),
    "document_type": (gettext_lazy("Type"), ("jenis naskah", "jenis")),
    "development": (
        gettext_lazy("Development level"),
        ("tingkat perkembangan", "perkembangan"),
    ),
    "medium": (gettext_lazy("Medium"), ("media", "medium")),
    "quantity": (gettext_lazy("Quantity"), ("jumlah", "quantity")),
    "file": (gettext_lazy("File in the zip"), ("berkas digital", "file", "lampiran")),
}
NEEDED = ("source_id", "record_date", "description")
DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
PLAIN = re.compile(r"[^a-z0-9]+")
MEDIA = {"kertas": Medium.PAPER, "elektronik": Medium.ELECTRONIC}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row as fields of a record; `fault` says why it cannot be one."""

    source_id: str
    facts: Mapping[str, Any]
    file: str
    fault: str


def guessed(heads: Sequence[str]) -> dict[str, int]:
    """Return field -> place of its column, by the words of the heads."""
    plain = [PLAIN.sub(" ", head.lower()).strip() for head in heads]
    found: dict[str, int] = {}
    for field, (_label, words) in FIELDS.items():
        for word in words:
            if word in plain and plain.index(word) not in found.values():
                found[field] = plain.index(word)
                break
    return found


def read_row(cells: Sequence[str], columns: Mapping[str, int]) -> ReadRow:
    """Return the row by fields; a cell nobody can read is named in `fault`."""
    told = {
        field: cells[place].strip()
        for field, place in columns.items()
        if place < len(cells) and cells[place].strip()
    }
    missing = [str(FIELDS[one][0]) for one in NEEDED if one not in told]
    if missing:
        text = _("Missing: %(fields)s.") % {"fields": ", ".join(missing)}
        return ReadRow(source_id="", facts={}, file="", fault=text)
    source_id, file = told.pop("source_id")[:120], told.pop("file", "")
    facts: dict[str, Any] = {}
    for field, cell in told.items():
        try:
            facts[field] = _READERS.get(field, str)(cell)
        except ValueError:
            text = _("%(field)s cannot be read: %(cell)s") % {
                "field": FIELDS[field][0],
                "cell": cell[:60],
            }
            return ReadRow(source_id=source_id, facts={}, file=file, fault=text)
    return ReadRow(source_id=source_id, facts=facts, file=file, fault="")


def _day(cell: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(cell[:10], form).date()  # noqa: DTZ007  a day alone
        except ValueError:
            continue
    raise ValueError(cell)


def _class(cell: str) -> SecurityClass:
    plain = PLAIN.sub("_", cell.lower()).strip("_")
    by_letter = {one.letter.lower(): one for one in SecurityClass}
    return by_letter.get(plain) or SecurityClass(plain)


def _development(cell: str) -> DevelopmentLevel:
    return DevelopmentLevel(cell.lower())


def _medium(cell: str) -> Medium:
    return MEDIA.get(cell.lower()) or Medium(cell.lower())


_READERS: dict[str, Any] = {
    "record_date": _day,
    "security_class": _class,
    "development": _development,
    "medium": _medium,
    "quantity": int,
}
