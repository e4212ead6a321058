"""The forms a signatory may use today, and what is wrong with one that was chosen.

The drafting page, the check, signing and the API ask here, so they never disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault
from eoffice.organisation.models import Position
from eoffice.organisation.queries.givers import givers_above
from eoffice.organisation.queries.holders import Holding
from workflow.mandates.forms import (
    ACTING_FORMS,
    MANDATED_FORMS,
    AuthorityForm,
    form_words,
    mandated_form,
)
from workflow.mandates.printed_forms import authority_lines
from workflow.mandates.queries.register import Allowance, Subject, allowance
from workflow.mandates.strategic import strategic_warning

FIELD = "signatory.authority"
#: How many givers a form needs above the signatory (tata naskah 3.4).
LEVELS: dict[str, int] = {AuthorityForm.AN: 1, AuthorityForm.UB: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedForm:
    """A form that may be chosen, as it would be printed."""

    form: str
    printed: tuple[str, ...]
    warning: str | None = None


def offered_forms(
    position: Position, holding: Holding, subject: Subject, day: date | None = None
) -> list[OfferedForm]:
    """Return the forms in which the position may sign such a letter."""
    allowed = allowance(position, subject, day or timezone.localdate())
    warning = strategic_warning(holding, subject.code)
    return [
        OfferedForm(
            form=form,
            printed=tuple(authority_lines(position, form, holding)),
            warning=warning,
        )
        for form in MANDATED_FORMS
        if not list(_faults(position, form, subject, allowed))
    ]


def proposed_form(position: Position, holding: Holding, subject: Subject) -> str:
    """Return the form a letter begins with: own authority, else the first mandated."""
    offered = offered_forms(position, holding, subject)
    return offered[0].form if offered else AuthorityForm.OWN


def form_faults(
    position: Position, form: str, holding: Holding, subject: Subject
) -> list[Fault]:
    """Return what is wrong with the form of authority for this signatory today."""
    # Plt., Plh. and Pj. say how the position is held today; nobody claims them else.
    if form in ACTING_FORMS.values() and form != ACTING_FORMS.get(holding.kind):
        text = _("%(title)s is not held in this way today; choose another authority.")
        told = text % {"title": position.title}
        return [Fault(field=FIELD, code="authority", message=told)]
    allowed = allowance(position, subject, timezone.localdate())
    return list(_faults(position, mandated_form(form), subject, allowed))


def _faults(
    position: Position, form: str, subject: Subject, allowed: Allowance
) -> Iterator[Fault]:
    # A note from desk to desk is the sender's own word; nobody sends one for another.
    if form not in subject.forms:
        text = _("On letters of this type this form is not in use. Choose: %(forms)s.")
        told = text % {"forms": ", ".join(form_words(sorted(subject.forms)))}
        yield Fault(field=FIELD, code="form_not_in_use", message=told)
        return
    above = givers_above(position, LEVELS.get(form, 0))
    if len(above) < LEVELS.get(form, 0) or any(one.closed_on for one in above):
        yield Fault(field=FIELD, code="mandate", message=_nobody_gives(form, position))
    elif not allowed.gives(position, form):
        yield Fault(field=FIELD, code="mandate", message=_refusal(position, form))


def _nobody_gives(form: str, position: Position) -> str:
    if form == AuthorityForm.UB:
        text = _(
            "%(title)s cannot sign u.b.: that form is for those below somebody who"
            " signs a.n. himself. Choose own authority or a.n."
        )
    else:
        text = _(
            "There is nobody in whose name %(title)s could sign. Choose own authority."
        )
    return text % {"title": position.title}


def _refusal(position: Position, form: str) -> str:
    if form == AuthorityForm.OWN:
        text = _(
            "By the register of mandates %(title)s does not sign such letters in own"
            " authority. Choose another form, or another signatory."
        )
        return text % {"title": position.title}
    text = _(
        "%(title)s has no mandate in force to sign such letters %(form)s %(giver)s"
        " (UU 30/2014 Ps 14). Choose another form or signatory, or ask the"
        " administrator to enter the mandate under Settings, Mandates."
    )
    above = givers_above(position, LEVELS[form])[-1]
    short = {AuthorityForm.AN: "a.n.", AuthorityForm.UB: "u.b., a.n."}[
        AuthorityForm(form)
    ]
    return text % {"title": position.title, "form": short, "giver": above.title}
