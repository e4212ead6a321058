"""The list of a programme with its columns, as text (tata naskah 9.8).

Vital: jenis arsip, unit, kurun waktu, media, jumlah, jangka simpan, lokasi, metode
pelindungan, keterangan (PP 28/2012 Ps 50). Protected: the field and when it was
reported and handed over stand in their place (Ps 51). Records are counted as the
person may see them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Min
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.programmes.access import programmes_visible_to
from archive.programmes.models import ProgrammeFile, ProgrammeKind
from archive.records.access import records_visible_to
from archive.records.models import Medium
from eoffice.organisation.actor import Actor
from eoffice.spreadsheets import sheet_of

MOST_LINES = 10_000  # of a list that is answered at once
#: What each list is called as a file.
NAMES = {ProgrammeKind.VITAL: "vital", ProgrammeKind.PROTECTED: "terjaga"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What lies in a file: how many records, of which years, on what."""

    count: int
    first: date
    last: date
    media: Sequence[str]

    @property
    def years(self) -> str:
        """Return the kurun waktu."""
        return "-".join(str(one) for one in sorted({self.first.year, self.last.year}))

    @property
    def media_words(self) -> str:
        """Return the media in words."""
        return ", ".join(str(Medium(one).label) for one in sorted(self.media))


def programme_heads(kind: str) -> Sequence[str]:
    """Return the heads of a programme's list."""
    common = (
        _("Classification code"),
        _("Kind of records"),
        _("Processing unit"),
        _("Period"),
        _("Medium"),
        _("Quantity"),
    )
    if kind == ProgrammeKind.VITAL:
        own = (_("Kept for"), _("Place"), _("Way of protection"), _("Reviewed on"))
    else:
        own = (
            _("Field it concerns"),
            _("Reported to ANRI on"),
            _("Copy handed over on"),
            _("Letter"),
        )
    return (*common, *own, _("Remarks"))


def programme_lines(
    actor: Actor, entries: Iterable[ProgrammeFile]
) -> list[Sequence[str]]:
    """Return the lines; one query tells what lies in all of the files."""
    given = list(entries)
    inside = _inside(actor, [one.record_file_id for one in given])
    return [_line(one, inside.get(one.record_file_id)) for one in given]


def sheet_of_programme(actor: Actor, kind: ProgrammeKind) -> bytes:
    """Return the list of what the person sees of a programme, as XLSX."""
    rows = programmes_visible_to(actor).filter(kind=kind)
    ordered = rows.order_by("record_file__unit__name", "record_file__number")
    lines = programme_lines(actor, ordered[:MOST_LINES])
    return sheet_of(str(kind.label), programme_heads(kind), lines)


def _inside(actor: Actor, files: Sequence[UUID]) -> dict[UUID, Inside]:
    rows = records_visible_to(actor).filter(record_file__in=files).order_by()
    counted = rows.values("record_file").annotate(
        n=Count("pk"),
        first=Min("record_date"),
        last=Max("record_date"),
        media=ArrayAgg("medium", distinct=True),
    )
    return {
        row["record_file"]: Inside(
            count=row["n"], first=row["first"], last=row["last"], media=row["media"]
        )
        for row in counted
    }


def _line(entry: ProgrammeFile, inside: Inside | None) -> Sequence[str]:
    berkas = entry.record_file
    common = (
        berkas.classification.code,
        berkas.title,
        berkas.unit.name,
        inside.years if inside else "",
        inside.media_words if inside else "",
        str(inside.count) if inside else "0",
    )
    if entry.kind == ProgrammeKind.VITAL:
        own = (entry.kept_for, entry.place, entry.method, _day(entry.reviewed_on))
    else:
        reported, copied = _day(entry.reported_on), _day(entry.copied_on)
        own = (entry.get_field_display(), reported, copied, entry.letter)
    return (*common, *own, _remarks(entry))


def _remarks(entry: ProgrammeFile) -> str:
    if not entry.duty or entry.due_on is None:
        return entry.duty
    told = _("%(duty)s by %(day)s")
    return told % {"duty": entry.duty, "day": _day(entry.due_on)}


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
