"""A result as the page shows it: title, where it opens, tag."""

from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from search.engines.contract import Hit
from search.finding.fallback import PlainHit
from search.kinds import KINDS
from workflow.security_class import SecurityClass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHit:
    """One row. `title` and `snippets` are safe HTML, words found in <mark>."""

    url: str
    title: SafeString
    kind_label: str
    icon: str
    number: str
    sender: str
    date: date | None
    snippets: tuple[SafeString, ...] = ()
    page: int | None = None


def shown_hit(hit: Hit) -> ShownHit:
    """Return the row of a result; the engine has escaped its words already."""
    veiled = tuple(SecurityClass)[hit.security].is_confidential
    kind = KINDS[hit.kind]
    return ShownHit(
        url=kind.address(hit.id),
        title=_veil() if veiled else mark_safe(hit.subject_html or escape(hit.subject)),  # noqa: S308  escaped by the engine's contract
        kind_label=str(kind.label),
        icon=kind.icon,
        number=hit.number,
        sender="" if veiled else hit.sender,
        date=hit.letter_date or hit.received_on,
        snippets=() if veiled else tuple(mark_safe(one) for one in hit.snippets),  # noqa: S308  escaped by the engine's contract
        page=hit.page,
    )


def plain_row(hit: PlainHit) -> ShownHit:
    """Return the row of a result from the database."""
    veiled = SecurityClass(hit.security_class).is_confidential
    kind = KINDS[hit.kind]
    return ShownHit(
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
