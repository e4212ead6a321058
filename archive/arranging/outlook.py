"""What a file's retention comes to, and whether another is worse for its records.

Never silently earlier (tata naskah 9.3): a sooner end, fewer years, or a fate nearer
to destruction is a difference that somebody confirms.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.record_files.models import RecordFile
from archive.record_files.retention import FATES
from archive.retention.models import FinalDisposition

#: How far from destruction a fate is; no rule destroys nothing.
SAFETY = {
    FinalDisposition.DESTROY: 0,
    FinalDisposition.REVIEW: 1,
    FinalDisposition.PERMANENT: 2,
}
NO_RULE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortening:
    """A file whose records would end earlier, before and after in words."""

    record_file_id: UUID
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """End (of a closed file), years of the rule, and fate; empty where unknown."""

    until: date | None
    years: int | None
    fate: str

    @property
    def safety(self) -> int:
        """Return how far from destruction the fate is."""
        return SAFETY[FinalDisposition(self.fate)] if self.fate else NO_RULE

    def is_worse_than(self, before: "Outlook") -> bool:
        """Tell whether records would be worse off than before."""
        if self.safety != before.safety:
            return self.safety < before.safety
        if self.until is not None:
            # Without an end before, they waited for an event: any end is earlier.
            return before.until is None or self.until < before.until
        if before.until is not None or self.years is None or before.years is None:
            return False
        return self.years < before.years

    @property
    def words(self) -> str:
        """Return it in words."""
        fate = FATES[FinalDisposition(self.fate)] if self.fate else _("no rule")
        if self.until is not None:
            day = date_format(self.until, "j F Y")
            return _("until %(day)s, then %(fate)s") % {"day": day, "fate": fate}
        if self.years is not None:
            told = _("%(years)d years after its end, then %(fate)s")
            return told % {"years": self.years, "fate": fate}
        return str(fate)


def outlook_of(record_file: RecordFile) -> Outlook:
    """Return what the file's retention comes to now."""
    rule = record_file.retention_rule
    return Outlook(
        until=record_file.inactive_until,
        years=rule.active_years + rule.inactive_years if rule else None,
        fate=record_file.final_fate,
    )


def difference(
    record_file: RecordFile, before: Outlook, after: Outlook
) -> list[Shortening]:
    """Return the difference, where `after` is worse for what lies in the file."""
    if not after.is_worse_than(before):
        return []
    return [
        Shortening(
            record_file_id=record_file.pk,
            title=record_file.title,
            before=before.words,
            after=after.words,
        )
    ]
