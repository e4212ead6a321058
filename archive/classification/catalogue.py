"""The classification tree as the letter room may ask it (`workflow.classification`)."""

from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from archive.classification.former_codes import branches_now, codes_now
from archive.classification.models import ClassificationCode
from workflow.classification import ClassificationEntry


def code_today(code: str) -> ClassificationCode | None:
    """Return the code if it is in force on the agency's date."""
    codes = ClassificationCode.objects.in_force(timezone.localdate())
    return codes.filter(code=code).first()


class ArchiveCatalogue:
    """Answers from the table of codes."""

    def find(self, code: str) -> ClassificationEntry | None:
        """Return the code in force today, or nothing."""
        found = code_today(code)
        return _entry(found) if found else None

    def search(self, words: str, limit: int) -> list[ClassificationEntry]:
        """Return codes whose number starts so, or whose name has all the words."""
        ordered = self.matching(words).order_by("rank", "code")
        return [_entry(code) for code in ordered[:limit]]

    def matching(self, words: str, on: date | None = None) -> QuerySet[Any]:
        """Return the matches in force on the day, with their `rank` (0 is best).

        Codes of the former classification (005, 800) find those of now.
        """
        terms = words.split()[:8]
        # True of every row, so that words can be joined to it one by one.
        by_name = Q(pk__isnull=False)
        for term in terms:
            by_name &= Q(name__icontains=term)
        # On the day asked for: old letters keep codes that nobody may choose today.
        codes = ClassificationCode.objects.in_force(on or timezone.localdate())
        former = branches_now(words)
        matches = codes.filter(Q(code__startswith=words.strip()) | by_name | former)
        # A code as typed, then its branch, then names: who knows the code is quickest.
        exact_first = Case(
            When(code=words.strip(), then=Value(0)),
            When(code__startswith=words.strip(), then=Value(1)),
            When(code__in=codes_now(words), then=Value(1)),
            When(is_leaf=True, then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        )
        return matches.annotate(rank=exact_first)

    def leaves_of(self, code: str, limit: int) -> list[ClassificationEntry]:
        """Return the deepest codes in force below the code, in their order."""
        codes = ClassificationCode.objects.in_force(timezone.localdate())
        below = codes.filter(is_leaf=True, code__startswith=f"{code}.").order_by("code")
        return [_entry(one) for one in below[:limit]]

    def entry(self, row: ClassificationCode) -> ClassificationEntry:
        """Return a row of `matching` as a letter needs it."""
        return _entry(row)


def _entry(code: ClassificationCode) -> ClassificationEntry:
    return ClassificationEntry(
        code=code.code,
        name=code.short_name,
        security_class=code.default_security_class,
        is_leaf=code.is_leaf,
        valid_from_on=code.valid_from_on,
        valid_to_on=code.valid_to_on,
    )
