"""Who a row's letter goes to: a position by title or NIP, or somebody outside."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.organisation.models import Position, TermOfOffice
from workflow.contacts.mail_address import mail_faults
from workflow.contacts.outside_party import outside_party
from workflow.letters.models import RecipientKind
from workflow.letters.operations.drafting import RecipientInput
from workflow.merging import columns
from workflow.merging.gaps import folded

LONGEST = 300  # of a name, and of an address
Refusal = tuple[str, str, str]  # part of the addressee, code, words


@dataclass(slots=True, kw_only=True)
class Directory:
    """Open positions of today by title, and by the NIP of who holds them."""

    by_title: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    by_nip: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of_today(cls) -> "Directory":
        """Read the organisation: two queries, whatever the table asks."""
        found = cls()
        open_ones = Position.objects.filter(closed_on__isnull=True)
        for pk, title in open_ones.values_list("pk", "title"):
            found.by_title[folded(title)].append(pk)
        terms = TermOfOffice.objects.in_force(timezone.localdate()).filter(
            position__closed_on__isnull=True, official__is_active=True
        )
        # The main position first: a person may hold more than one.
        rows = terms.order_by("-is_main", "from_on")
        for nip, pk in rows.values_list("official__nip", "position"):
            if nip:
                found.by_nip[nip].append(pk)
        return found


@dataclass(slots=True, kw_only=True)
class Addressed:
    """The addressee of a row, or why there is none."""

    recipient: RecipientInput | None = None
    refused: list[Refusal] = field(default_factory=list)


def addressed(parts: Mapping[str, str], directory: Directory) -> Addressed:
    """Return the addressee that the parts of a row name (`columns.PARTS`)."""
    nip = "".join(parts.get(columns.NIP, "").split()).strip("'")
    title, name = parts.get(columns.TITLE, ""), parts.get(columns.NAME, "")
    if nip:
        return _by_nip(nip, directory)
    if title:
        return _by_title(title, directory)
    if name:
        return _outside(parts)
    told = _("This row names nobody to whom its letter goes.")
    return _no(_first(parts), "required", told)


def _first(parts: Mapping[str, str]) -> str:
    return next(part for part in columns.PARTS if part in parts)


def _by_nip(nip: str, directory: Directory) -> Addressed:
    found = directory.by_nip.get(nip)
    if not found:
        told = _("Nobody with this NIP holds a position today.")
        return _no(columns.NIP, "unknown_addressee", told)
    return _inside(found[0])


def _by_title(title: str, directory: Directory) -> Addressed:
    found = directory.by_title.get(folded(title), [])
    if len(found) == 1:
        return _inside(found[0])
    if found:
        told = _("%(count)d positions have this title. Name the holder by NIP.")
        message = told % {"count": len(found)}
        return _no(columns.TITLE, "ambiguous_addressee", message)
    told = _("There is no position with this title.")
    return _no(columns.TITLE, "unknown_addressee", told)


def _inside(position_id: UUID) -> Addressed:
    to = RecipientInput(kind=RecipientKind.TO, position_id=position_id)
    return Addressed(recipient=to)


def _outside(parts: Mapping[str, str]) -> Addressed:
    lines = parts.get(columns.ADDRESS, "").replace("|", "\n")
    email = parts.get(columns.EMAIL, "")
    party = outside_party(parts[columns.NAME], lines, email, {})
    told = _("At most %(most)d characters fit.") % {"most": LONGEST}
    refused: list[Refusal] = [
        (part, "too_long", told)
        for part, text in (
            (columns.NAME, party.name),
            (columns.ADDRESS, party.address),
        )
        if len(text) > LONGEST
    ]
    refused += [
        (columns.EMAIL, fault.code, str(fault.message))
        for fault in mail_faults(party.email, columns.EMAIL)
    ]
    to = RecipientInput(
        kind=RecipientKind.TO,
        external=party.name,
        address=party.address,
        email=party.email,
    )
    return Addressed(recipient=None if refused else to, refused=refused)


def _no(part: str, code: str, message: str) -> Addressed:
    return Addressed(refused=[(part, code, message)])
