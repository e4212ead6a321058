"""An example of a type as this person could draft it: a body of `POST /letters`.

Recipients, signatory, names and days are of the person's own organisation and of
today; drafted and submitted unchanged it breaks no rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.errors import Fault, Invalid
from eoffice.holidays.calendars import calendar_of
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import Holding, holding_of
from workflow.classification import catalogue
from workflow.letter_types.example_seats import ExampleSeats
from workflow.letter_types.example_words import DayWords, filled
from workflow.letter_types.models import LetterTypeVersion
from workflow.letter_types.signers import (
    candidates,
    may_sign_type,
    proposed_signatory,
    signer_faults,
    signer_words,
)
from workflow.mandates.forms import MANDATED_FORMS
from workflow.mandates.queries.offered import offered_forms
from workflow.mandates.queries.register import Subject
from workflow.mandates.queries.signatories import (
    may_draft_for,
    signs_letters,
)
from workflow.security_class import SecurityClass

#: Parts whose text is no markup: a sign stands there as it is.
PLAIN_PARTS = frozenset({"people_table", "signatures", "chapter"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signing:
    """Who signs the example, who holds that seat today, and in which form."""

    position: Position
    holding: Holding
    form: str


def example_of(
    version: LetterTypeVersion, drafter: Position, signatory: Position | None = None
) -> dict[str, Any]:
    """Return a whole letter of the type as JSON for `POST /letters`.

    `signatory`: who is to sign; left out: who most likely does.

    Raises:
        Invalid: that seat may not sign it, or nobody above the drafter does.
    """
    given = version.example
    signing = _signing(version, drafter, signatory, given["classification_code"])
    seats = ExampleSeats(signing.position, drafter)
    days = DayWords(timezone.localdate(), calendar_of(drafter.unit))
    words = seats.words(signing.holding.official)
    to = seats.recipients(given["recipients"])
    cc = [one for one in seats.recipients(given.get("cc", ())) if one not in to]
    return {
        "type": version.letter_type.code,
        "subject": filled(given["subject"], words, days, is_html=False),
        "classification_code": given["classification_code"],
        "urgency": given["urgency"],
        "security_class": _least_class(version, given["classification_code"]),
        "body": [
            filled(one, words, days, is_html=one["type"] not in PLAIN_PARTS)
            for one in given["body"]
        ],
        "recipients": to,
        "cc": cc,
        "signatory": {
            "position": str(signing.position.pk),
            "authority": signing.form,
        },
    }


def _least_class(version: LetterTypeVersion, code: str) -> str:
    entry = catalogue().find(code)
    classes = [version.default_class, entry.security_class if entry else "biasa"]
    return max(map(SecurityClass, classes), key=lambda one: one.level).value


def _signing(
    version: LetterTypeVersion, drafter: Position, asked: Position | None, code: str
) -> _Signing:
    if asked is not None:
        faults = list(_seat_faults(version, drafter, asked))
        if faults:
            raise Invalid(faults)
    likely = [asked] if asked else _likely(version, drafter)
    for position in likely:
        found = _fitting(version, position, code)
        if found is not None:
            return found
    text = _("Nobody above you signs letters of the type %(type)s today: %(signers)s.")
    told = text % {"type": version.name, "signers": signer_words(version)}
    raise Invalid([Fault(field="signatory", code="nobody_signs", message=told)])


def _likely(version: LetterTypeVersion, drafter: Position) -> list[Position]:
    first = proposed_signatory(version, drafter)
    return [first, *candidates(drafter)] if first else candidates(drafter)


def _seat_faults(
    version: LetterTypeVersion, drafter: Position, asked: Position
) -> Iterator[Fault]:
    if not signs_letters(asked) or not may_draft_for(drafter, asked):
        text = _("You do not draft letters for %(title)s.")
        told = text % {"title": asked.title}
        yield Fault(field="signatory", code="other_office", message=told)
        return
    yield from signer_faults(version, asked)


def _fitting(
    version: LetterTypeVersion, position: Position, code: str
) -> _Signing | None:
    if not signs_letters(position) or not may_sign_type(version, position):
        return None
    holding = holding_of(position)
    if holding is None:
        return None
    type_code, forms = version.letter_type.code, frozenset(version.forms)
    subject = Subject(type_code=type_code, code=code, forms=forms)
    offered = [
        one.form
        for one in offered_forms(position, holding, subject)
        if may_sign_type(version, position, one.form)
    ]
    form = next(iter(sorted(offered, key=MANDATED_FORMS.index)), None)
    return _Signing(position=position, holding=holding, form=form) if form else None
