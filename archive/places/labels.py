"""Labels of boxes as PDF: eight on a sheet, each with its QR code.

The code is the address of the box's page, which opens for those who may see it.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.places import access
from archive.places.models import RecordBox
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from workflow.rendering.pool import paper_printer
from workflow.typesetting.qr import qr_svg

MOST = 80  # ten sheets


def box_labels(*, actor: Actor, boxes: Sequence[UUID]) -> bytes:
    """Return the labels of these boxes as PDF, in their order.

    Raises:
        NotFound: a box that the person does not keep.
        Invalid: none, or more than ten sheets.
        RenderFailed: the page maker is away.
    """
    ids = list(dict.fromkeys(boxes))
    if not 1 <= len(ids) <= MOST:
        text = _("Choose 1 to %(most)d boxes.") % {"most": MOST}
        raise Invalid([Fault(field="boxes", code="required", message=text)])
    found = access.boxes_visible_to(actor).filter(pk__in=ids).in_bulk()
    if len(found) != len(ids):
        raise NotFound
    for box in found.values():
        access.require(actor, "box.carry", box)
    order = labels_order([found[pk] for pk in ids])
    return paper_printer().print_papers(order).bytes


def address_of(box: RecordBox) -> str:
    """Return the address that the QR code holds."""
    return f"{settings.BASE_URL}{reverse('box_page', args=[box.pk])}"


def labels_order(boxes: Sequence[RecordBox]) -> dict[str, Any]:
    """Return what a worker needs, as plain JSON values."""
    day = timezone.localdate()
    return {
        "template": "box_labels",
        "book": {
            "title": _("Labels of boxes"),
            "unit": boxes[0].unit.name,
            "day": {"year": day.year, "month": day.month, "day": day.day},
            "part": {"of": 1},
            "labels": [
                {
                    "code": box.code,
                    "unit": box.unit.name,
                    "place": box.place,
                    "qr_svg": qr_svg(address_of(box)),
                }
                for box in boxes
            ],
            "words": {"box": _("BOX"), "qr": _("QR code of the box's page")},
        },
    }
