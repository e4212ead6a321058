"""The forms of authority, and how a position held for another is printed."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.organisation.models import ActingKind


class AuthorityForm(models.TextChoices):
    """In whose name the signatory signs (UU 30/2014 Ps 13-14)."""

    OWN = "own", _("In own authority")
    AN = "an", _("a.n. (by mandate of the superior)")
    UB = "ub", _("u.b. (mandate passed on)")
    PLT = "plt", _("Plt.")
    PLH = "plh", _("Plh.")
    PJ = "pj", _("Pj.")


#: What a mandate may give; the others say how the position is held today.
MANDATED_FORMS = (AuthorityForm.OWN, AuthorityForm.AN, AuthorityForm.UB)
ACTING_FORMS: dict[str, str] = {
    ActingKind.ACTING_VACANT: AuthorityForm.PLT,
    ActingKind.ACTING_ABSENT: AuthorityForm.PLH,
    ActingKind.ACTING_HEAD: AuthorityForm.PJ,
    ActingKind.ACTING_HEAD_TEMP: AuthorityForm.PJ,
}
PREFIX: dict[str, str] = {
    ActingKind.ACTING_VACANT: "Plt.",
    ActingKind.ACTING_ABSENT: "Plh.",
    ActingKind.ACTING_HEAD: "Pj.",
    ActingKind.ACTING_HEAD_TEMP: "Pjs.",
}


def mandated_form(form: str) -> str:
    """Return the form a mandate is asked for: a Plh. signs by the seat's own right."""
    return form if form in MANDATED_FORMS else AuthorityForm.OWN


def held_title(title: str, kind: str) -> str:
    """Return the title as it is held: `Plh. Kepala Dinas X`."""
    prefix = PREFIX.get(kind)
    return f"{prefix} {title}" if prefix else title


def form_words(forms: Iterable[str]) -> list[str]:
    """Return the forms as people say them."""
    words = {"own": str(_("own authority")), "an": "a.n.", "ub": "u.b."}
    return [words[form] for form in forms]
