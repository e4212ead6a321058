"""`/number-registers`: registers, their ledgers, their proof, and their rules."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status

from eoffice.accounts.tokens import TokenScope
from eoffice.api.authentication import needs_scope
from eoffice.api.requests import ApiRequest
from eoffice.audit.access import is_auditor
from eoffice.errors import NotFound
from eoffice.listing import Listed, ListQuery, SortOrders, page_of
from eoffice.organisation import access
from workflow.letters.queries.number_patterns import type_patterns
from workflow.numbering.changing import (
    RegisterRuleInput,
    SignerInput,
    add_register_rule,
    change_register_rule,
)
from workflow.numbering.ending import RuleEnding, end_register_rule
from workflow.numbering.models import LedgerNumber, NumberState, Register
from workflow.numbering.proof import prove_registers
from workflow.numbering.registers import (
    RegisterFacts,
    facts_of,
    registers_visible_to,
    with_counts,
)
from workflow.numbering.rule_model import RegisterRule
from workflow.rights import one_of
from workflow.signing.operations.voiding import void_reserved_number

router = Router()
BY_OWNER = SortOrders(
    columns={"owner": "unit__code", "series": "series", "year": "year"},
    default="owner",
)
BY_VALUE = SortOrders(columns={"value": "value"}, default="value")
BY_ORDER = SortOrders(columns={"order": "order"}, default="order")


class Owner(Schema):
    """The unit whose register it is."""

    id: UUID
    code: str = Field(..., examples=["SETDA-UM"])
    name: str


class NumberRegister(Schema):
    """A register of a year; `next` is what its next number would look like."""

    id: UUID
    owner: Owner
    series: str = Field(..., examples=["outgoing"])
    series_label: str
    year: int
    pattern: str = Field(..., description="The usual one; others in `patterns`.")
    patterns: list[str]
    next: str = Field(..., examples=["000.1.5/13/SETDA-UM/2026"])
    rule: str
    last_number: int
    last_on: date | None
    used: int
    reserved: int
    void: int


class NumberRegisterList(Listed[NumberRegister]):
    """A page of registers."""


class NumberRegisterQuery(ListQuery):
    """Filters."""

    year: int | None = Field(None, ge=1, le=9999)
    series: str | None = Field(None, max_length=20)


class RegisterNumber(Schema):
    """A number of a register: reserved for its letter, used, or void with a reason."""

    id: UUID
    value: int
    number: str
    date: date | None
    state: str = Field(..., examples=["used"])
    state_label: str
    reason: str
    reserved_at: datetime
    decided_at: datetime | None


class RegisterNumberList(Listed[RegisterNumber]):
    """A page of a ledger."""


class RegisterNumberQuery(ListQuery):
    """Filters."""

    state: NumberState | None = None


class NumberProof(Schema):
    """What a look through all registers found: nothing, where all is well."""

    registers: int
    gaps: list[dict[str, Any]]
    duplicates: list[dict[str, Any]]
    out_of_order: list[dict[str, Any]]


class VoidInput(Schema):
    """Why a number is given up."""

    reason: str = Field(..., max_length=300)


class RuleSigners(Schema):
    """Whose letters: any that fits; all four empty: everybody's."""

    kinds: list[str] = []
    unit_kinds: list[str] = []
    units: list[UUID] = Field([], description="These units and all below them.")
    positions: list[UUID] = []


class Rule(Schema):
    """Whose register numbers which letters; the first that fits counts."""

    id: UUID
    code: str
    name: str
    order: int
    letter_types: list[str] = Field(..., description="Empty: all types.")
    signers: RuleSigners
    owner: str = Field(..., examples=["named"])
    owner_unit: Owner | None
    series: str
    pattern: str = Field(..., description="Empty: the pattern of the type.")
    valid_from: date | None
    valid_to: date | None
    reason: str


class RuleList(Listed[Rule]):
    """A page of rules, former and planned ones too."""


class RuleChange(Schema):
    """A rule as it holds from the day on; `id` is the version that was read."""

    id: UUID | None = None
    name: str = Field("", max_length=120, description="Empty: as it is.")
    order: int | None = Field(None, description="Null: as it is; 1 to 999.")
    signers: RuleSigners | None = Field(None, description="Null: as they are.")
    owner: str = Field(..., examples=["named"])
    owner_unit: UUID | None = None
    series: str = Field(..., examples=["outgoing"])
    pattern: str = Field("", max_length=120)
    letter_types: list[str] = []
    effective_from: date | None = Field(None, description="Without it: from today on.")
    reason: str = Field(..., max_length=300)


class RuleEnd(Schema):
    """From which day a rule holds no more; `id` is the version that was read."""

    id: UUID | None = None
    effective_from: date | None = Field(None, description="Without it: from today on.")
    reason: str = Field(..., max_length=300)


def _owner(unit: Any) -> Owner:
    return Owner(id=unit.pk, code=unit.code, name=unit.name)


def _shown(row: Register, facts: RegisterFacts) -> NumberRegister:
    same = ("series", "year", "last_on", "used", "reserved", "void")
    return NumberRegister(
        **{name: getattr(row, name) for name in same},
        id=row.pk,
        owner=_owner(row.unit),
        series_label=row.get_series_display(),
        pattern=facts.usual,
        patterns=list(facts.patterns),
        next=facts.next_text,
        rule=facts.rule,
        last_number=row.last_value,
    )


@router.get("/number-registers", response=NumberRegisterList, summary="Registers")
def list_number_registers(
    request: ApiRequest, query: Annotated[NumberRegisterQuery, Query()]
) -> Any:
    """For administrators; record clerks see those of their unit."""
    rows = registers_visible_to(request.actor)
    wanted = {"year": query.year, "series": query.series}
    rows = rows.filter(**{k: v for k, v in wanted.items() if v is not None})
    page = page_of(with_counts(rows), query, BY_OWNER)
    facts = facts_of(page.items, type_patterns())
    return page.shown(lambda row: _shown(row, facts[row.pk]))


@router.get(
    "/number-registers/proof", response=NumberProof, summary="Proof over all registers"
)
def get_number_proof(request: ApiRequest) -> Any:
    """For administrators and auditors: gaps, duplicates, numbers before their day."""
    if not (access.is_administrator(request.actor) or is_auditor(request.actor)):
        raise NotFound
    return prove_registers()


@router.get("/number-registers/rules", response=RuleList, summary="Rules of registers")
def list_register_rules(
    request: ApiRequest, query: Annotated[ListQuery, Query()]
) -> Any:
    """For administrators."""
    access.require_administrator(request.actor)
    rows = RegisterRule.objects.select_related("owner_unit")
    return page_of(rows, query, BY_ORDER).shown(_rule)


def _rule(row: RegisterRule) -> Rule:
    same = ("code", "name", "order", "letter_types", "owner", "series", "pattern")
    return Rule(
        **{name: getattr(row, name) for name in same},
        id=row.pk,
        signers=RuleSigners(
            kinds=row.signer_kinds,
            unit_kinds=row.signer_unit_kinds,
            units=row.signer_units,
            positions=row.signer_positions,
        ),
        owner_unit=_owner(row.owner_unit) if row.owner_unit else None,
        valid_from=row.valid_from_on,
        valid_to=row.valid_to_on,
        reason=row.reason,
    )


def _given(payload: RuleChange) -> RegisterRuleInput:
    signers = payload.signers
    lists = (
        {name: tuple(told) for name, told in signers.dict().items()} if signers else {}
    )
    return RegisterRuleInput(
        name=payload.name,
        order=payload.order,
        signers=SignerInput(**lists) if signers else None,
        owner=payload.owner,
        owner_unit_id=payload.owner_unit,
        series=payload.series,
        pattern=payload.pattern,
        letter_types=tuple(payload.letter_types),
        from_on=payload.effective_from or timezone.localdate(),
        reason=payload.reason,
    )


@router.post(
    "/number-registers/rules", response={201: Rule}, summary="Add a register rule"
)
@needs_scope(TokenScope.ADMINISTER)
def add_rule(request: ApiRequest, payload: RuleChange) -> Any:
    """For administrators: `name` and `order` are needed; nothing is renumbered."""
    rule = add_register_rule(
        actor=request.actor, given=_given(payload), type_patterns=type_patterns()
    )
    return Status(201, _rule(rule))


@router.post(
    "/number-registers/rules/{code}",
    response=Rule,
    summary="Change a register rule",
    openapi_extra={"x-problems": (412,)},
)
@needs_scope(TokenScope.ADMINISTER)
def change_rule(request: ApiRequest, code: str, payload: RuleChange) -> Any:
    """For administrators: another version from a day on; nothing is renumbered.

    `id` names the version that was read; one that is no longer the latest: 412.
    """
    rule = change_register_rule(
        actor=request.actor,
        code=code,
        given=_given(payload),
        type_patterns=type_patterns(),
        read=payload.id,
    )
    return _rule(rule)


@router.post(
    "/number-registers/rules/{code}/end",
    response=Rule,
    summary="End a register rule",
    openapi_extra={"x-problems": (412,)},
)
@needs_scope(TokenScope.ADMINISTER)
def end_rule(request: ApiRequest, code: str, payload: RuleEnd) -> Any:
    """For administrators: it holds no more from the day on; nothing is renumbered."""
    ending = RuleEnding(
        code=code,
        from_on=payload.effective_from or timezone.localdate(),
        reason=payload.reason,
        read=payload.id,
    )
    rule = end_register_rule(
        actor=request.actor, ending=ending, type_patterns=type_patterns()
    )
    return _rule(rule)


@router.get(
    "/number-registers/{uuid:register_id}/numbers",
    response=RegisterNumberList,
    summary="The ledger of a register",
)
def list_register_numbers(
    request: ApiRequest,
    register_id: UUID,
    query: Annotated[RegisterNumberQuery, Query()],
) -> Any:
    """Every number from 1 on, void ones with their reason."""
    register = one_of(registers_visible_to(request.actor), register_id)
    rows = register.numbers.all()
    if query.state is not None:
        rows = rows.filter(state=query.state)
    return page_of(rows, query, BY_VALUE, name=str(register_id)).shown(_number)


def _number(row: LedgerNumber) -> RegisterNumber:
    same = ("value", "state", "reserved_at", "decided_at")
    return RegisterNumber(
        **{name: getattr(row, name) for name in same},
        id=row.pk,
        number=row.text,
        date=row.dated_on,
        state_label=row.get_state_display(),
        reason=row.reason_words,
    )


@router.post(
    "/number-registers/{uuid:register_id}/numbers/{uuid:number_id}/void",
    response=RegisterNumber,
    summary="Give up a reserved number",
)
def void_register_number(
    request: ApiRequest, register_id: UUID, number_id: UUID, payload: VoidInput
) -> Any:
    """For the record clerk of the register; its letter gets another number."""
    one_of(registers_visible_to(request.actor), register_id)
    number = void_reserved_number(
        actor=request.actor, number_id=number_id, reason=payload.reason
    )
    return _number(number)
