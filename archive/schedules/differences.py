"""What a draft of the schedule changes against the rules in force, code by code."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from archive.classification.models import ClassificationCode
from archive.retention.models import CountedFrom, FinalDisposition, RetentionRule
from archive.retention.versions import ScheduleLine, ScheduleVersion

#: What makes another rule of a line; its words alone do not move a date.
TELLING = (
    "active_years",
    "inactive_years",
    "counted_from",
    "trigger_text",
    "final_disposition",
    "disposition_exception",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """A line whose rule differs: what held, and what shall hold, in words."""

    line: ScheduleLine
    before: RetentionRule

    @property
    def words(self) -> list[tuple[str, str]]:
        """Return (before, after) of all that differs."""
        pairs = [(_years(self.before), _years(self.line))]
        pairs.append((_counted(self.before), _counted(self.line)))
        pairs.append((_fate(self.before), _fate(self.line)))
        texts = [one.disposition_exception for one in (self.before, self.line)]
        pairs.append((texts[0] or "-", texts[1] or "-"))
        return [(old, new) for old, new in pairs if old != new]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """A draft against what is in force.

    `gone`: rules that end without another. `gaps`: deepest codes without any rule.
    """

    new: Sequence[ScheduleLine]
    changed: Sequence[LineChange]
    gone: Sequence[RetentionRule]
    gaps: Sequence[ClassificationCode]
    new_codes: int
    same: int


def differences_of(version: ScheduleVersion) -> Differences:
    """Return what the version changes; a few queries over some thousand rows."""
    lines = list(version.lines.order_by("code"))
    rules = rules_by_code()
    both = [(one, rules[one.code]) for one in lines if one.code in rules]
    changed = [LineChange(line=a, before=b) for a, b in both if is_other(a, b)]
    codes = {one.code for one in lines}
    missing = [rule for code, rule in sorted(rules.items()) if code not in codes]
    return Differences(
        new=[one for one in lines if one.code not in rules],
        changed=changed,
        gone=missing if version.is_complete else [],
        gaps=_gaps(version),
        new_codes=sum(one.is_new_code for one in lines),
        same=len(both) - len(changed),
    )


def rules_by_code() -> dict[str, RetentionRule]:
    """Return the rules in force, by code."""
    rows = RetentionRule.objects.filter(valid_to_on__isnull=True)
    return {
        one.classification.code: one for one in rows.select_related("classification")
    }


def is_other(line: ScheduleLine, rule: RetentionRule) -> bool:
    """Tell whether the line says anything else than the rule."""
    return any(getattr(line, name) != getattr(rule, name) for name in TELLING)


def _gaps(version: ScheduleVersion) -> list[ClassificationCode]:
    codes = ClassificationCode.objects.in_force(timezone.localdate())
    brought = version.lines.filter(code=OuterRef("code"))
    rows = codes.filter(is_leaf=True).exclude(Exists(brought))
    if not version.is_complete:
        ruled = RetentionRule.objects.filter(valid_to_on__isnull=True)
        rows = rows.exclude(Exists(ruled.filter(classification=OuterRef("pk"))))
    return list(rows.defer("name").order_by("code"))


def _years(one: RetentionRule | ScheduleLine) -> str:
    return f"{one.active_years} + {one.inactive_years}"


def _counted(one: RetentionRule | ScheduleLine) -> str:
    named = str(CountedFrom(one.counted_from).label)
    return f"{named}: {one.trigger_text}" if one.trigger_text else named


def _fate(one: RetentionRule | ScheduleLine) -> str:
    return str(FinalDisposition(one.final_disposition).label)
