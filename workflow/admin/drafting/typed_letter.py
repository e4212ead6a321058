"""What was typed in the editor's form, as an operation takes it.

Chosen things arrive as `position:<id>`, `unit:<id>` or `external:<name>`, followed by
lines of address and `mailto:<e-mail>`; what is malformed is left out here and missed by
the rules of the letter, which say so.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.http import QueryDict

from eoffice.identifiers import as_uuid
from workflow.admin.drafting.pickers import MAIL
from workflow.admin.drafting.typed_body import typed_body
from workflow.admin.drafting.wished_day import typed_day
from workflow.letters.models import AuthorityForm, StepKind
from workflow.letters.operations.drafting import LetterInput, RecipientInput, StepInput
from workflow.security_class import SecurityClass
from workflow.urgency import Urgency

FIELDS = frozenset(
    {
        "subject",
        "classification_code",
        "urgency",
        "security_class",
        "authority",
        "signatory",
        "body",
        "recipients",
        "references",
        "attachments",
        "route",
    }
)


def _ids(texts: Iterable[str]) -> list[UUID]:
    found = (as_uuid(text) for text in texts)
    return [pk for pk in found if pk is not None]


def _recipients(kind: str, chosen: Iterable[str]) -> Iterator[RecipientInput]:
    for value in chosen:
        sort, _colon, rest = value.partition(":")
        pk = as_uuid(rest)
        if sort == "position" and pk:
            yield RecipientInput(kind=kind, position_id=pk)
        elif sort == "unit" and pk:
            yield RecipientInput(kind=kind, unit_id=pk)
        elif sort == "external" and rest.strip():
            yield _outside(kind, *rest.strip().splitlines())


def _outside(kind: str, name: str, *rest: str) -> RecipientInput:
    lines = [line.strip() for line in rest]
    mails = [line.removeprefix(MAIL) for line in lines if line.startswith(MAIL)]
    address = [line for line in lines if line and not line.startswith(MAIL)]
    return RecipientInput(
        kind=kind,
        external=name.strip()[:300],
        address="\n".join(address)[:300],
        email="".join(mails[:1]),
    )


def _one_of(choices: Iterable[str], given: str) -> str:
    known = list(choices)
    return given if given in known else known[0]


def _route(chosen: Iterable[str]) -> list[StepInput]:
    # Each position once: it initials a version once.
    ids = dict.fromkeys(_ids(value.removeprefix("position:") for value in chosen))
    return [
        StepInput(order=order, kind=StepKind.HIERARCHICAL, position_id=pk)
        for order, pk in enumerate(ids, start=1)
    ]


def typed_content(form: QueryDict) -> LetterInput:
    """Return the content of the form.

    Raises:
        Invalid: the body is not what the editor writes.
    """
    # a form without the text leaves the text as it is
    given = FIELDS if "body" in form else FIELDS - {"body"}
    day = typed_day(form)
    return LetterInput(
        given=given | day.keys(),
        subject=" ".join(form.get("subject", "").split())[:300],
        classification_code=form.get("classification_code", "").strip()[:40],
        urgency=_one_of(Urgency.values, form.get("urgency", "")),
        security_class=_one_of(SecurityClass.values, form.get("security_class", "")),
        authority=_one_of(AuthorityForm.values, form.get("authority", "")),
        signatory_position_id=as_uuid(form.get("signatory", "")),
        body=typed_body(form.get("body", "")) if "body" in form else [],
        recipients=[
            *_recipients("to", form.getlist("to")),
            *_recipients("cc", form.getlist("cc")),
        ],
        references=_ids(form.getlist("references")),
        attachments=_ids(form.getlist("attachments")),
        route=_route(form.getlist("route")),
        **day,
    )


def typed_version(form: QueryDict, header: str | None = None) -> int:
    """Return the row version the reader saw (`If-Match` or the hidden field)."""
    told = (header or "").strip('W/" ') or form.get("row_version", "")
    # 0 is nobody's version: a form without one is told that it is stale.
    return int(told) if told.isascii() and told.isdigit() else 0
