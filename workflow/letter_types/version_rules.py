"""Why a version of a type may not be activated: every reason at once.

A type that nobody may sign, whose number cannot be printed or whose own example breaks
its own rules would be met by the drafter, too late.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from eoffice.errors import Fault
from eoffice.organisation.models import Position
from workflow.classification import catalogue, heading_words
from workflow.letter_types.content_rules import block_faults, content_faults
from workflow.letter_types.models import LetterTypeVersion
from workflow.letter_types.places import HEAD, LETTER, parts_of
from workflow.letter_types.signers import may_sign_type, signer_words
from workflow.mandates.queries.signatories import signs_letters
from workflow.numbering.patterns import pattern_faults
from workflow.rendering.body import GAPS, parse_body
from workflow.rendering.errors import BodyFaulty

Body = list[dict[str, Any]]


def version_faults(version: LetterTypeVersion) -> list[Fault]:
    """Return everything that keeps the version from being activated."""
    return [
        *_page_faults(version),
        *_number_faults(version),
        *_code_faults(version, version.default_classification),
        *_signer_faults(version),
        *_field_faults(version),
        *_start_faults(version),
        *_example_faults(version),
    ]


def _page_faults(version: LetterTypeVersion) -> Iterator[Fault]:
    if not version.is_drawn:
        text = _("The page layout “%(layout)s” is not known. Choose another.")
        told = text % {"layout": version.layout}
        yield Fault(field="layout", code="unknown_layout", message=told)


def _number_faults(version: LetterTypeVersion) -> Iterator[Fault]:
    for words in pattern_faults(version.number_pattern):
        yield Fault(field="number_pattern", code="pattern", message=words)


def _code_faults(version: LetterTypeVersion, code: str) -> Iterator[Fault]:
    if not code:
        return
    entry = catalogue().find(code)
    if entry is None:
        text = _("The classification code %(code)s is not in force. Choose another.")
        told = text % {"code": code}
        yield Fault(field="default_classification", code="unknown_code", message=told)
    elif not entry.is_leaf:
        told = heading_words(entry)
        yield Fault(field="default_classification", code="heading_code", message=told)


def _signer_faults(version: LetterTypeVersion) -> Iterator[Fault]:
    rows = Position.objects.filter(closed_on=None).select_related("unit")
    if any(may_sign_type(version, one) and signs_letters(one) for one in rows):
        return
    text = _("No position of the office could sign it: %(signers)s.")
    told = text % {"signers": signer_words(version)}
    yield Fault(field="signer_kinds", code="nobody_signs", message=told)


def _field_faults(version: LetterTypeVersion) -> Iterator[Fault]:
    for index, row in enumerate(version.fields):
        kind, name = parts_of(row["place"]) or ("", "")
        block = name.partition(":")[0]
        known = {"letter": name in HEAD, "row": "fields" in version.blocks}
        if known.get(kind, block in version.blocks):
            continue
        text = _("“%(label)s” stands at a place that letters of this type do not have.")
        told = text % {"label": row["label"]}
        if kind != LETTER:
            told += " " + _("Allow that part, or choose another place.")
        yield Fault(field=f"rows.{index}.place", code="unknown_place", message=told)


def _start_faults(version: LetterTypeVersion) -> Iterator[Fault]:
    if not version.start:
        text = _("There is no body to begin with. Take it from a letter.")
        yield Fault(field="start", code="required", message=text)
    for fault in [*block_faults(version, version.start), *_parsed(version.start)]:
        # A body to begin with has gaps by intent.
        if fault.code not in GAPS:
            yield _named(fault, "start", _("Body at the start: %(fault)s"))


def _example_faults(version: LetterTypeVersion) -> Iterator[Fault]:
    example: dict[str, Any] = version.example
    body: Body = example.get("body") or []
    if not body:
        text = _("There is no example. Take it from a letter that is in order.")
        yield Fault(field="example", code="required", message=text)
        return
    head = {"copies": bool(example.get("cc")), "attachments": False}
    faults = [
        *content_faults(version, body, head | {"references": False}),
        *_parsed(body),
        *_code_faults(version, example.get("classification_code", "")),
    ]
    for fault in faults:
        yield _named(fault, "example", _("Example: %(fault)s"))


def _parsed(body: Body) -> list[Fault]:
    try:
        parse_body(body)
    except BodyFaulty as refusal:
        return list(refusal.faults)
    return []


def _named(fault: Fault, field: str, words: str) -> Fault:
    told = words % {"fault": fault.message}
    return Fault(field=field, code=fault.code, message=told)
