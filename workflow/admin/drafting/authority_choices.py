"""The forms of authority that the editor offers: those the check would let pass.

The first of them is what the mandates propose (`mandates.queries.offered`).
"""

from django.utils.translation import gettext as _

from eoffice.organisation.queries.holders import holding_of
from workflow.letters.checks import subject_of
from workflow.letters.models import AuthorityForm, Letter
from workflow.mandates.queries.offered import offered_forms


def authority_choices(letter: Letter) -> list[dict[str, str | bool]]:
    """Return value and words of each form, as it would be printed.

    What was chosen before stays in the list, marked: nothing changes unseen.
    """
    position = letter.signatory_position
    holding = holding_of(position) if position is not None else None
    found: list[dict[str, str | bool]] = []
    if position is not None and holding is not None:
        for one in offered_forms(position, holding, subject_of(letter)):
            printed = " / ".join(one.printed).rstrip(",")
            label = str(AuthorityForm(one.form).label)
            told = f"{label}: {printed}"
            found.append({"value": one.form, "label": told, "offered": True})
    if letter.authority not in {one["value"] for one in found}:
        label = str(AuthorityForm(letter.authority).label)
        if found and letter.authority in {AuthorityForm.AN, AuthorityForm.UB}:
            label = _("%(form)s (no mandate)") % {"form": label}
        found.append({"value": letter.authority, "label": label, "offered": False})
    return found
