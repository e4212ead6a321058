"""A result as the page shows it: what it is, why it was found, where it opens."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.engines.contract import Hit
from search.finding.access import SeenFace
from search.finding.fallback import PlainHit
from search.finding.office_names import labels_for
from search.finding.reasons import Reasoner, Reasons
from search.kinds import KINDS
from search.query import SearchRequest
from workflow.security_class import SecurityClass

FIELDS: Mapping[str, Promise] = {
    "number": gettext_lazy("number"),
    "subject": gettext_lazy("subject"),
    "body": gettext_lazy("words of the text"),
    "sender": gettext_lazy("sender"),
    "elsewhere": gettext_lazy("recipient, signer or quoted number"),
}
#: The kind whose pages are pictures from the start.
SCANNED = "incoming"


#: A mass letter has a copy on a hundred desks.
MOST_FACES = 4
Others: TypeAlias = Mapping[str, tuple[SeenFace, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFace:
    """Another face of the letter: what it is, whose, and where it opens."""

    label: str
    unit: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHit:
    """One row. `title` and `snippets` are safe HTML, words found in <mark>."""

    kind: str
    id: str
    url: str
    title: SafeString
    kind_label: str
    icon: str
    number: str
    sender: str
    date: date | None
    unit: str = ""
    status: str = ""
    class_label: str = ""
    why: str = ""
    read_as: tuple[tuple[str, str], ...] = ()
    snippets: tuple[SafeString, ...] = ()
    page: int | None = None
    picture_url: str = ""
    #: The first of the other faces of the letter that the person may see.
    faces: tuple[ShownFace, ...] = ()
    more_faces: int = 0


def shown_hits(
    hits: Iterable[Hit], request: SearchRequest, text: str, others: Others
) -> list[ShownHit]:
    """Return the rows of results; `text` is what was searched for in the end.

    `others` are by a hit's id the other faces of its letter (`searching.Answer`).
    """
    given = list(hits)
    reasoner = Reasoner(request)
    named = {hit.unit for hit in given} | {
        face.unit for hit in given for face in others.get(hit.id, ())[:MOST_FACES]
    }
    units = labels_for("unit", named - {""})
    return [
        _shown(hit, reasoner.of(hit), units, text, others.get(hit.id, ()))
        for hit in given
    ]


def _shown(
    hit: Hit,
    reasons: Reasons,
    units: Mapping[str, str],
    text: str,
    others: tuple[SeenFace, ...],
) -> ShownHit:
    secrecy, kind = tuple(SecurityClass)[hit.security], KINDS[hit.kind]
    always = {
        "kind": hit.kind,
        "id": hit.id,
        "kind_label": str(kind.label),
        "icon": kind.icon,
        "number": hit.number,
        "date": hit.letter_date or hit.received_on,
        "unit": units.get(hit.unit, ""),
        "status": str(kind.states.get(hit.status, "")),
        "class_label": str(secrecy.label) if secrecy.is_classed else "",
        "faces": tuple(_face(one, units) for one in others[:MOST_FACES]),
        "more_faces": max(0, len(others) - MOST_FACES),
    }
    if secrecy.is_confidential:
        # number, day and unit tell them apart for those who may open them
        return ShownHit(**always, url=kind.address(hit.id), title=_veil(), sender="")  # type: ignore[arg-type]
    is_scan = hit.kind == SCANNED and hit.page is not None
    page = hit.page if is_scan else None
    return ShownHit(
        **always,  # type: ignore[arg-type]
        url=_opened_at(kind.address(hit.id), text, page),
        title=mark_safe(hit.subject_html or escape(hit.subject)),  # noqa: S308  escaped by the engine's contract
        sender=hit.sender,
        why=", ".join(str(FIELDS[field]) for field in reasons.fields),
        read_as=reasons.read_as,
        snippets=tuple(mark_safe(one) for one in hit.snippets),  # noqa: S308  escaped by the engine's contract
        page=page,
        picture_url=_picture(hit.id, page) if page else "",
    )


def _face(face: SeenFace, units: Mapping[str, str]) -> ShownFace:
    kind = KINDS[face.kind]
    return ShownFace(
        label=str(kind.label), unit=units.get(face.unit, ""), url=kind.address(face.id)
    )


def _opened_at(address: str, text: str, page: int | None) -> str:
    """The address of the page with the words, and the words to be marked there."""
    told = {"cari": text, "halaman": page}
    given = urlencode({name: value for name, value in told.items() if value})
    return f"{address}?{given}" if given else address


def _picture(pk: str, page: int) -> str:
    return f"{reverse('incoming_page', args=[pk, page])}?kecil=1"


def plain_row(hit: PlainHit) -> ShownHit:
    """Return the row of a result from the database."""
    veiled = SecurityClass(hit.security_class).is_confidential
    kind = KINDS[hit.kind]
    return ShownHit(
        kind=hit.kind,
        id=hit.id,
        url=kind.address(hit.id),
        title=_veil() if veiled else escape(hit.subject),
        kind_label=str(kind.label),
        icon=kind.icon,
        number=hit.number,
        sender="" if veiled else hit.sender,
        date=hit.date,
    )


def _veil() -> SafeString:
    return escape(_("Confidential letter"))
