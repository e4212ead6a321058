"""Papers that go with a letter on its way out: address label, cover sheet and receipt.

Nothing here is markup: names and addresses are text from strangers and are shown as
they are.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext as _

from workflow.rendering.book import breakable
from workflow.rendering.emblems import letterhead_order
from workflow.rendering.tree import Letterhead

PaperKind = Literal["label", "cover"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingPage:
    """One addressee: who, where, and what goes there."""

    addressee: str
    address: Sequence[str]
    number: str
    day_words: str
    what: str
    count: str
    security: str  # R or SR on a label would tell who carries it; empty there


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingPapers:
    """Labels (A6, one a page) or cover sheets with the receipt below (A4)."""

    kind: PaperKind
    unit: str
    day: date
    letterhead: Letterhead
    pages: Sequence[SendingPage]


def papers_order(papers: SendingPapers) -> dict[str, Any]:
    """Return what a worker needs, as plain JSON values."""
    day = papers.day
    titles = {"label": _("Address labels"), "cover": _("Cover sheet")}
    return {
        "template": "sending",
        "book": {
            "kind": papers.kind,
            "title": titles[papers.kind],
            "unit": papers.unit,
            "day": {"year": day.year, "month": day.month, "day": day.day},
            "part": {"of": 1},
            "letterhead": letterhead_order(papers.letterhead),
            "pages": [_page(one) for one in papers.pages],
            "words": {
                "from": _("Sender"),
                "to": _("Yth."),
                "number": _("Number"),
                "date": _("Date"),
                "no": _("No."),
                "what": _("Letter sent"),
                "count": _("How many"),
                "note": _("Remarks"),
                "cover": _("COVER SHEET"),
                "receipt": _("RECEIPT"),
                "please": _("For your attention."),
                "received": _("Received on"),
                "receiver": _("Receiver"),
                "name": _("Name"),
                "position": _("Position"),
                "phone": _("Telephone"),
                "signature": _("Signature and stamp"),
                "back": _("After signing, please return this half to the sender."),
                "emblem": _("Emblem of the region"),
            },
        },
    }


def _page(page: SendingPage) -> dict[str, Any]:
    shown = asdict(page)
    shown["addressee"] = breakable(page.addressee)
    shown["address"] = [breakable(line) for line in page.address]
    shown["what"] = breakable(page.what)
    return shown
