"""The watch over formats: what lies in the archive, how long it will open, what to do.

An original is never converted or replaced. Beside an office file lies its view as PDF/A
(`workflow.reading_views`, by the content's hash), which opens without its program.
"""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q, Sum
from django.utils.translation import gettext_lazy as _

from archive.records.access import records_readable_by
from archive.records.models import Record, RecordContent
from eoffice.errors import NotFound
from eoffice.objects.kinds import KINDS
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty
from workflow.models import ReadingView

RECORDS_SHOWN = 50


class Durability(models.TextChoices):
    """How a format is judged for keeping over decades.

    Open, published and read by many programs: durable. Published, but laid out anew by
    each program: watched. Anything else: at risk.
    """

    DURABLE = "durable", _("Durable")
    WATCHED = "watched", _("Watched: has a PDF/A beside it")
    AT_RISK = "at_risk", _("At risk")


_DURABLE = frozenset(
    {"application/pdf", "image/png", "image/jpeg", "image/tiff", "text/csv"}
)
_OFFICE = ("openxmlformats-officedocument", "oasis.opendocument")
_CODES = {kind.media_type: kind.code.upper() for kind in KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatLine:
    """Files of one format among the records somebody may read.

    `with_pdfa` counts those with a PDF/A beside them; only office files need one.
    """

    media_type: str
    name: str
    durability: Durability
    files: int
    size: int
    oldest_on: date | None
    with_pdfa: int

    @property
    def without_pdfa(self) -> int:
        """Return how many lack the PDF/A that their format needs."""
        if self.durability != Durability.WATCHED:
            return 0
        return self.files - self.with_pdfa


def durability_of(media_type: str) -> Durability:
    """Judge a format by its media type."""
    if media_type in _DURABLE:
        return Durability.DURABLE
    if any(name in media_type for name in _OFFICE):
        return Durability.WATCHED
    return Durability.AT_RISK


def watches_formats(actor: Actor | None) -> bool:
    """Tell whether the watch over formats is the person's business."""
    duties = (PositionDuty.ARCHIVIST, PositionDuty.AUDITOR)
    return actor is not None and any(actor.has_duty(one) for one in duties)


def formats_seen_by(actor: Actor | None) -> list[FormatLine]:
    """Return the formats among the records the person may read, what is at risk first.

    Raises:
        NotFound: neither archivist nor auditor.
    """
    if not watches_formats(actor):
        raise NotFound
    views = ReadingView.objects.filter(
        sha256=OuterRef("stored__sha256"), pdf__isnull=False
    )
    rows = (
        RecordContent.objects.filter(record__in=records_readable_by(actor))
        .annotate(has_pdfa=Exists(views))
        .order_by()
        .values("stored__media_type")
        .annotate(
            files=Count("pk"),
            size=Sum("stored__size"),
            oldest_on=Min("record__record_date"),
            with_pdfa=Count("pk", filter=Q(has_pdfa=True)),
        )
    )
    lines = [_line(**row) for row in rows]
    order = [Durability.AT_RISK, Durability.WATCHED, Durability.DURABLE]
    return sorted(lines, key=lambda one: (order.index(one.durability), -one.files))


def _line(*, stored__media_type: str, **counted: object) -> FormatLine:
    return FormatLine(
        media_type=stored__media_type,
        name=_CODES.get(stored__media_type, stored__media_type),
        durability=durability_of(stored__media_type),
        **counted,  # type: ignore[arg-type]
    )


def records_in_format(actor: Actor | None, media_type: str) -> list[Record]:
    """Return the latest records with a file of this format that the person may read.

    Raises:
        NotFound: neither archivist nor auditor.
    """
    if not watches_formats(actor):
        raise NotFound
    having = RecordContent.objects.filter(
        record=OuterRef("pk"), stored__media_type=media_type
    )
    rows = records_readable_by(actor).filter(Exists(having)).select_related("unit")
    return list(rows.order_by("-id")[:RECORDS_SHOWN])
