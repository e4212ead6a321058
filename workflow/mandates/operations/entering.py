"""Entering and ending mandates, and putting the customary table in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound, StateForbids
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from workflow.mandates.custom import customary_mandates
from workflow.mandates.forms import MANDATED_FORMS, AuthorityForm
from workflow.mandates.models import SigningMandate, is_under
from workflow.mandates.queries.register import load_givers
from workflow.mandates.trail_acts import MandateAct


class MandateOver(StateForbids):
    """It has ended already."""

    code = "mandate_over"
    message = _("This mandate has ended already. Enter a new one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateInput:
    """A line as it is entered; `letter_types` and `codes` empty: all."""

    giver: Position
    receiver: Position
    forms: tuple[str, ...]
    from_on: date
    basis: str
    letter_types: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    to_on: date | None = None


@transaction.atomic
def enter_mandate(*, actor: Actor, content: MandateInput) -> SigningMandate:
    """Write a line into the register, in force from its first day.

    Raises:
        NotFound: not an administrator.
        Invalid: days, forms or giver do not fit, or another line says otherwise.
    """
    actor = access.require_administrator(actor)
    receiver = _locked(content.receiver.pk)
    mandate = SigningMandate(
        giver=content.giver,
        receiver=receiver,
        letter_types=sorted(set(content.letter_types)),
        codes=sorted({one.strip().removesuffix(".*") for one in content.codes}),
        forms=[form for form in MANDATED_FORMS if form in content.forms],
        from_on=content.from_on,
        to_on=content.to_on,
        basis=content.basis.strip(),
        entered_by=actor.official,
    )
    faults = [*_own_faults(mandate), *_giver_faults(mandate)]
    if not faults:
        faults = [_contradiction(one) for one in contradicting(mandate)]
    if faults:
        raise Invalid(faults)
    mandate.save(force_insert=True)
    _record(MandateAct.ENTERED, mandate, actor)
    return mandate


def _locked(position_id: UUID) -> Position:
    """Lock the receiver: two who enter at once would not see each other's line."""
    rows = Position.objects.select_for_update(no_key=True)
    found = rows.filter(pk=position_id, closed_on=None).first()
    if found is None:
        raise NotFound
    return found


def _own_faults(mandate: SigningMandate) -> Iterable[Fault]:
    if not mandate.forms:
        text = _("Choose at least one form.")
        yield Fault(field="forms", code="required", message=text)
    if not mandate.basis:
        text = _("Name the regulation or decree the mandate rests on.")
        yield Fault(field="basis", code="required", message=text)
    if mandate.to_on is not None and mandate.to_on < mandate.from_on:
        text = _("The last day lies before the first.")
        yield Fault(field="to", code="date_order", message=text)
    if mandate.to_on is not None and mandate.to_on < timezone.localdate():
        text = _("A mandate is entered for today and later, not for the past.")
        yield Fault(field="to", code="date_past", message=text)


def _giver_faults(mandate: SigningMandate) -> Iterable[Fault]:
    """Yield why this giver cannot give it: one level, passed on at most once more."""
    receiver = mandate.receiver
    load_givers(receiver)
    nearest = receiver.mandate_giver
    above = nearest.mandate_giver if nearest is not None else None
    if AuthorityForm.UB in mandate.forms and above is None:
        text = _("%(title)s cannot sign u.b.: nobody stands above its giver.")
        told = text % {"title": receiver.title}
        yield Fault(field="forms", code="form_not_in_use", message=told)
    fits = {nearest.pk} if nearest is not None else set()
    if mandate.forms == [AuthorityForm.UB] and above is not None:
        fits.add(above.pk)
    if mandate.giver_id not in fits:
        text = _(
            "A mandate is given by the giver of the position: %(giver)s. Change that on"
            " the page of the position first."
        )
        told = text % {"giver": nearest.title if nearest else "–"}
        yield Fault(field="giver", code="not_its_giver", message=told)


def contradicting(mandate: SigningMandate) -> list[SigningMandate]:
    """Return the lines that say something else of the same letters and days."""
    others = SigningMandate.objects.not_over(mandate.from_on)
    others = others.filter(receiver=mandate.receiver_id).select_related("giver")
    if mandate.to_on is not None:
        others = others.filter(from_on__lte=mandate.to_on)
    return [
        one
        for one in others
        if set(one.forms) != set(mandate.forms) and _overlap(one, mandate)
    ]


def _overlap(one: SigningMandate, other: SigningMandate) -> bool:
    types = set(one.letter_types), set(other.letter_types)
    if all(types) and types[0].isdisjoint(types[1]):
        return False
    if not one.codes or not other.codes:
        return True
    return any(is_under(a, b) or is_under(b, a) for a in one.codes for b in other.codes)


def _contradiction(other: SigningMandate) -> Fault:
    text = _(
        "Another mandate says something else of the same letters: %(forms)s in the name"
        " of %(giver)s, from %(day)s (%(basis)s). End that one first, or choose other"
        " letter types, codes or days."
    )
    told = text % {
        "forms": ", ".join(other.form_words),
        "giver": other.giver.title,
        "day": date_format(other.from_on, "j F Y"),
        "basis": other.basis,
    }
    return Fault(field="receiver", code="contradicts", message=told)


@transaction.atomic
def end_mandate(
    *, actor: Actor, mandate_id: UUID, on: date | None, reason: str = ""
) -> SigningMandate:
    """End a mandate with its last day, or at once (`on` is None); it stays on record.

    Raises:
        NotFound: not an administrator, or no such mandate.
        MandateOver: it has ended.
        Invalid: the last day lies in the past or after the planned end.
    """
    actor = access.require_administrator(actor)
    rows = SigningMandate.objects.select_for_update(no_key=True, of=("self",))
    mandate = rows.select_related("giver", "receiver").filter(pk=mandate_id).first()
    if mandate is None:
        raise NotFound
    today = timezone.localdate()
    is_over = mandate.to_on is not None and mandate.to_on < today
    if mandate.ended_at_once or is_over:
        raise MandateOver
    if on is not None:
        _check_last_day(mandate, on, today)
    mandate.to_on = on or _last_day_at_once(mandate, today)
    mandate.ended_at_once = on is None
    mandate.ended_at, mandate.ended_by = timezone.now(), actor.official
    mandate.end_reason = reason.strip()[:200]
    mandate.save(
        update_fields=["to_on", "ended_at_once", "ended_at", "ended_by", "end_reason"]
    )
    _record(MandateAct.ENDED, mandate, actor)
    return mandate


def _check_last_day(mandate: SigningMandate, on: date, today: date) -> None:
    if on < max(today, mandate.from_on):
        text = _("The last day is today or later, and not before the first day.")
        raise Invalid([Fault(field="on", code="date_past", message=text)])
    if mandate.to_on is not None and on > mandate.to_on:
        text = _("It ends before that already. Enter a new mandate to go on.")
        raise Invalid([Fault(field="on", code="date_order", message=text)])


def _last_day_at_once(mandate: SigningMandate, today: date) -> date:
    # A line that never began ends on its first day; `ended_at_once` says the rest.
    return max(mandate.from_on, today - timedelta(days=1))


@transaction.atomic
def put_customary_table_in(*, actor: Actor) -> list[SigningMandate]:
    """Add the customary lines of positions that never had one; return those added.

    Positions whose lines were ended are left alone: somebody decided that.

    Raises:
        NotFound: not an administrator.
    """
    actor = access.require_administrator(actor)
    positions = Position.objects.select_for_update(no_key=True, of=("self",))
    without = positions.filter(mandates_received=None, closed_on=None).order_by("pk")
    rows = without.select_related("unit", "mandate_giver")
    added = customary_mandates(SigningMandate, rows, timezone.localdate())
    for one in added:
        one.entered_by = actor.official
    SigningMandate.objects.bulk_create(added)
    trail.record_many(
        ((MandateAct.ENTERED, one, _told(one)) for one in added), actor=actor
    )
    return added


def _record(act: MandateAct, mandate: SigningMandate, actor: Actor) -> None:
    trail.record(act, mandate, actor=actor, **_told(mandate))


def _told(mandate: SigningMandate) -> dict[str, object]:
    return {
        "giver_id": str(mandate.giver_id),
        "receiver_id": str(mandate.receiver_id),
        "forms": list(mandate.forms),
        "types": list(mandate.letter_types),
        "codes": list(mandate.codes),
        "from": mandate.from_on.isoformat(),
        "to": mandate.to_on.isoformat() if mandate.to_on else None,
    }
