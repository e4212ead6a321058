"""What a policy is, and where rooms declare theirs.

    class DueHours(PolicyShape):
        segera: Annotated[int, Told(_("Urgent, hours"))] = Field(48, ge=1, le=720)

    DUE_HOURS = register_policy(OfficePolicy(name="due_hours", shape=DueHours, ...))
    DUE_HOURS.current().segera

The value in force is read where it is needed, never kept: a change counts at once in
every process.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.utils import timezone
from django.utils.functional import Promise
from pydantic import BaseModel, ConfigDict

from eoffice.errors import Fault
from eoffice.policies.models import PolicyVersion

Choices = Sequence[tuple[str, str | Promise]]


class PolicyShape(BaseModel):
    """The value of a policy, or one row of it; unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Told:
    """How a page calls a field: `Annotated[int, Told(_("Hours"))]`.

    `choices` gives what may be chosen, where the type does not say it.
    """

    label: str | Promise
    help: str | Promise = ""
    choices: Callable[[], Choices] | None = None


Shape = TypeVar("Shape", bound=PolicyShape)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePolicy(Generic[Shape]):
    """One rule of the office's own that an administrator changes.

    `purpose` says in one sentence what it is for. `effects` tells in sentences what
    another value would change in the office; `faults` what is wrong with a value
    beyond its shape.
    """

    name: str
    label: str | Promise
    purpose: str | Promise
    shape: type[Shape]
    default: Shape
    order: int
    effects: Callable[[Shape, Shape], Iterable[str | Promise]] | None = None
    faults: Callable[[Shape], Iterable[Fault]] | None = None

    def current(self, on: date | None = None) -> Shape:
        """Return what is in force on the day (today): one query."""
        day = on or timezone.localdate()
        row = PolicyVersion.objects.in_force(self.name, day).first()
        return self.read(row)

    def read(self, row: PolicyVersion | None) -> Shape:
        """Return the value of a version; of none, what the product ships."""
        return self.default if row is None else self.shape.model_validate(row.value)


_policies: dict[str, OfficePolicy[Any]] = {}


def register_policy(policy: OfficePolicy[Shape]) -> OfficePolicy[Shape]:
    """Add a policy to the pages and the API, and return it.

    Raises:
        ValueError: the name is taken by another.
    """
    if _policies.get(policy.name, policy) is not policy:
        raise ValueError(policy.name)
    _policies[policy.name] = policy
    return policy


def policies() -> list[OfficePolicy[Any]]:
    """Return all, in their order."""
    return sorted(_policies.values(), key=lambda policy: (policy.order, policy.name))


def policy_named(name: str) -> OfficePolicy[Any] | None:
    """Return the policy, or nothing."""
    return _policies.get(name)
