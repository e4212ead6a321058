"""Who acts for whom in the demo's year, and who signs with which certificate.

Made before the first letter, so that letters of those days are signed by the acting
holder: absent heads by a Plh, one vacant position by a Plt (UU 30/2014 Ps 14).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from demo.wanasari.kabupaten import SECRET, FilledPosition, Kabupaten
from eoffice.environment import environment
from eoffice.organisation.models import ActingAssignment, ActingKind, TermOfOffice
from workflow.pades.demo_authority import DemoAuthority, SignerRequest
from workflow.pades.pkcs12 import Enrolled
from workflow.signing.signers import keep_credential

EXPIRED_SIGNER = "DISPAR"  # its head's certificate ran out last month
VACANT_DAYS_AGO = 120
CERTIFICATE_DAYS = 700
LEADING = frozenset({"bupati", "wakil", "SETDA.secretary"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """One assignment; days count from today, the past ones below zero."""

    seat: str
    by: str
    kind: str
    first: int
    last: int
    decree: str


ASSIGNMENTS = (
    Acting(
        seat="DINKES.head",
        by="DINKES.secretary",
        kind=ActingKind.ACTING_ABSENT,
        first=-210,
        last=-188,
        decree="800.1.11.1/96/BKPSDM",
    ),
    Acting(
        seat="DISKOMINFO.head",
        by="DISKOMINFO.secretary",
        kind=ActingKind.ACTING_ABSENT,
        first=-80,
        last=-58,
        decree="800.1.11.1/171/BKPSDM",
    ),
    Acting(
        seat="BAPPEDA.head",
        by="BAPPEDA.secretary",
        kind=ActingKind.ACTING_VACANT,
        first=1 - VACANT_DAYS_AGO,
        last=60,
        decree="800.1.3.3/198/BKPSDM",
    ),
    Acting(
        seat="DLH.head",
        by="DLH.secretary",
        kind=ActingKind.ACTING_ABSENT,
        first=-17,
        last=11,
        decree="800.1.11.1/212/BKPSDM",
    ),
    Acting(
        seat="SETDA.secretary",
        by="SETDA.head",
        kind=ActingKind.ACTING_ABSENT,
        first=-40,
        last=-33,
        decree="800.1.11.1/219/BKPSDM",
    ),
)


@transaction.atomic
def appoint_acting(kabupaten: Kabupaten) -> None:
    """Write the year's acting assignments; the head of BAPPEDA has retired."""
    today = timezone.localdate()
    held = TermOfOffice.objects.get(position=kabupaten.seats["BAPPEDA.head"].position)
    held.to_on = today - timedelta(days=VACANT_DAYS_AGO)
    held.save()
    for acting in ASSIGNMENTS:
        first = today + timedelta(days=acting.first)
        ActingAssignment.objects.create(
            official=kabupaten.seats[acting.by].official,
            position=kabupaten.seats[acting.seat].position,
            kind=acting.kind,
            from_on=first,
            to_on=today + timedelta(days=acting.last),
            decree_number=f"{acting.decree}/{_decreed(first).year}",
            decree_on=_decreed(first),
        )


def _decreed(first: date) -> date:
    return first - timedelta(days=2)


def issue_certificates(kabupaten: Kabupaten) -> None:
    """Give every signer a certificate of the demo authority; one has run out."""
    authority = DemoAuthority.create(Path(environment().TRUST_DIR))
    stand_ins = {acting.by for acting in ASSIGNMENTS}
    for seat in kabupaten.seats.values():
        is_leading = seat.key.endswith(".head") or seat.key in LEADING
        if is_leading or seat.key in stand_ins:
            _issue(authority, seat)


def _issue(authority: DemoAuthority, seat: FilledPosition) -> None:
    now = datetime.now(UTC)
    expired = seat.key == f"{EXPIRED_SIGNER}.head"
    request = SignerRequest(
        common_name=seat.official.full_name,
        person_id=seat.official.nip or "",
        # RFC 5280, appendix A: titles and units have at most 64 characters
        title=seat.position.title[:64],
        unit=seat.position.unit.name[:64],
        # before the oldest letter of the demo, which is signed as of its day
        valid_from=now - timedelta(days=1300),
        valid_until=now + timedelta(days=-25 if expired else CERTIFICATE_DAYS),
    )
    issued = authority.issue_signer(request, SECRET)
    enrolled = Enrolled(p12=issued.p12, certificate=issued.certificate)
    with transaction.atomic():
        keep_credential(official=seat.official, enrolled=enrolled, actor=None)
    seat.signs = True
