"""Who sees grants, and who decides: who answers for the record's unit.

The class holds (tata naskah 5.2): what is terbatas or rahasia is opened by the head of
the processing unit or of one above it; what is sangat rahasia by the head of the
agency (the unit that keeps the register) or above; ordinary records also by those who
keep them. Nobody opens anything for themselves.
"""

from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet

from archive.records.grant_model import ReadingGrant
from archive.records.keepers import keeps, units_kept_by
from archive.records.models import Record
from eoffice.organisation.actor import Actor, Mandate
from eoffice.organisation.models import Unit
from eoffice.organisation.queries.upwards import register_unit_of
from workflow.rights import Rights, one_of
from workflow.security_class import ORDINARY, SecurityClass, is_classed

#: Whose names a grant tells; their NIK is nobody's business here (UU 27/2022).
PEOPLE = ("reader", "asked_by", "decided_by")


def grants_visible_to(actor: Actor | None) -> QuerySet[ReadingGrant]:
    """Return the grants one asked for or reads by, and those one answers for.

    The class holds here as in `answers_for`: a request about what is sangat rahasia
    tells of it, and a head below the agency knows of no such record.
    """
    if actor is None:
        return ReadingGrant.objects.none()
    mine = Q(reader=actor.official) | Q(asked_by=actor.official)
    rows = ReadingGrant.objects.select_related(
        "record__unit", "reader", "asked_by", "decided_by"
    ).defer("record__access_tokens", *(f"{who}__nik" for who in PEOPLE))
    return rows.filter(mine | answered_by(actor))


def answered_by(actor: Actor) -> Q:
    """Return what holds of the grants on records one answers for, as `answers_for`.

    Mandates somebody stands in for count: their holder still sees.
    """
    headed = sorted(actor.headed_unit_ids)
    secret = Q(record__security_class=SecurityClass.SANGAT_RAHASIA)
    ordinary = Q(record__security_class__in=ORDINARY)
    kept = units_kept_by(actor).values("pk")
    return (
        (Q(record__unit__path__overlap=headed) & ~secret)
        | (secret & Q(record__unit__in=_under_agencies(headed)))
        | (ordinary & Q(record__unit__in=kept))
    )


def _under_agencies(headed: list[UUID]) -> QuerySet[Unit]:
    """Return the units whose agency, or a unit above it, is one of these."""
    agencies = Unit.objects.filter(
        Q(keeps_register=True) | Q(parent=None), path__overlap=headed
    )
    return Unit.objects.filter(path__overlap=ArraySubquery(agencies.values("pk")))


def visible_grant(actor: Actor | None, grant_id: UUID | str) -> ReadingGrant:
    """Return the grant, or NotFound."""
    return one_of(grants_visible_to(actor), grant_id)


def answers_for(actor: Actor, record: Record) -> bool:
    """Tell whether the person may open the record to somebody else."""
    headed = {m.position.unit_id for m in actor.mandates if _heads_now(m)}
    # What was handed over for good is opened by those who keep it now.
    unit = _keeper(record) if _is_static(record) else record.unit
    path = unit.path or [unit.pk]
    if record.security_class == SecurityClass.SANGAT_RAHASIA:
        # From the agency up: a section's head does not open what endangers the nation.
        register = register_unit_of(unit).pk
        path = path[: path.index(register) + 1] if register in path else path[:1]
    if not headed.isdisjoint(path):
        return True
    return not is_classed(record) and keeps(actor, _keeper(record))


def _is_static(record: Record) -> bool:
    return record.record_file is not None and bool(record.record_file.static_since)


def _keeper(record: Record) -> Unit:
    berkas = record.record_file
    return (berkas.custodian if berkas is not None else None) or record.unit


def _heads_now(mandate: Mandate) -> bool:
    is_head = mandate.position.is_head
    return is_head and not mandate.stood_in_for


def _decides(actor: Actor, grant: ReadingGrant) -> bool:
    own = {grant.reader_id, grant.asked_by_id}
    return actor.official.pk not in own and answers_for(actor, grant.record)


def _ends(actor: Actor, grant: ReadingGrant) -> bool:
    return actor.official.pk == grant.reader_id or answers_for(actor, grant.record)


_RIGHTS = Rights(
    {"grant.decide": _decides, "grant.revoke": _ends, "grant.give": answers_for}
)
may, require = _RIGHTS.may, _RIGHTS.require
