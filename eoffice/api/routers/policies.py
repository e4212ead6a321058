"""`/settings`: what the office decides for itself; for administrators."""

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from ninja import Field, Router, Schema

from eoffice.accounts.tokens import TokenScope
from eoffice.api.authentication import needs_scope
from eoffice.api.conditional import required_version, set_etag
from eoffice.api.requests import ApiRequest
from eoffice.errors import NotFound
from eoffice.organisation import access
from eoffice.policies.changing import change_policy, last_number
from eoffice.policies.models import PolicyVersion
from eoffice.policies.policy import OfficePolicy, policies, policy_named

router = Router()
SHOWN_VERSIONS = 50


class SettingRef(Schema):
    """One rule of the office, by name."""

    name: str = Field(..., examples=["due_hours"])
    label: str
    purpose: str = Field(..., description="What it is for, in one sentence.")
    version: int = Field(..., description="0: as delivered.")


class SettingVersion(Schema):
    """One state of a rule."""

    version: int
    value: Any
    effective_from: date
    reason: str
    entered_by: str | None
    entered_at: datetime


class Setting(SettingRef):
    """A rule with its value in force today and its history, newest first."""

    value: Any = Field(..., description="In force today.")
    versions: list[SettingVersion] = Field(..., description="The newest 50.")


class SettingList(Schema):
    """All of them; there are few, so they are one page."""

    items: list[SettingRef]


class SettingChange(Schema):
    """Another value, from a day on."""

    value: Any
    effective_from: date | None = Field(None, description="Without it: from today on.")
    reason: str = Field(..., max_length=300, examples=["Perbup 12/2026"])


def _reference(policy: OfficePolicy[Any], version: int) -> dict[str, Any]:
    return {
        "name": policy.name,
        "label": str(policy.label),
        "purpose": str(policy.purpose),
        "version": version,
    }


def _shown(policy: OfficePolicy[Any]) -> Setting:
    rows = PolicyVersion.objects.filter(name=policy.name).order_by("-number")
    versions = [
        SettingVersion(
            version=row.number,
            value=row.value,
            effective_from=row.effective_from,
            reason=row.reason,
            entered_by=row.entered_by.full_name if row.entered_by else None,
            entered_at=row.entered_at,
        )
        for row in rows.select_related("entered_by")[:SHOWN_VERSIONS]
    ]
    value = policy.current().model_dump(mode="json")
    last = versions[0].version if versions else 0
    return Setting(**_reference(policy, last), value=value, versions=versions)


@router.get("/settings", response=SettingList, summary="Rules the office sets")
def list_settings(request: ApiRequest) -> Any:
    """For administrators: names, purposes and versions."""
    access.require_administrator(request.actor)
    newest = PolicyVersion.objects.newest()
    numbers = {name: row.number for name, row in newest.items()}
    items = [_reference(one, numbers.get(one.name, 0)) for one in policies()]
    return {"items": items}


@router.get(
    "/settings/{slug:name}",
    response=Setting,
    summary="One rule, its value and its history",
    openapi_extra={"x-editable": True},
)
def get_setting(request: ApiRequest, response: HttpResponse, name: str) -> Any:
    """For administrators."""
    access.require_administrator(request.actor)
    policy = policy_named(name)
    if policy is None:
        raise NotFound
    set_etag(response, last_number(name))
    return _shown(policy)


@router.patch("/settings/{slug:name}", response=Setting, summary="Change a rule")
@needs_scope(TokenScope.ADMINISTER)
def change_setting(
    request: ApiRequest, response: HttpResponse, name: str, payload: SettingChange
) -> Any:
    """For administrators; `value` as a whole, in the shape that GET answers."""
    version = change_policy(
        actor=access.require_administrator(request.actor),
        name=name,
        value=payload.value,
        effective_from=payload.effective_from,
        reason=payload.reason,
        expected_version=required_version(request),
    )
    set_etag(response, version.number)
    policy = policy_named(name)
    if policy is None:
        raise NotFound
    return _shown(policy)
