"""The classification tree as the letter room may ask it (`workflow.classification`)."""

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from archive.models import ClassificationCode
from workflow.classification import ClassificationEntry


def codes_in_force() -> QuerySet[ClassificationCode]:
    """Return the codes valid on the agency's date."""
    today = timezone.localdate()
    begun = Q(valid_from_on__isnull=True) | Q(valid_from_on__lte=today)
    not_ended = Q(valid_to_on__isnull=True) | Q(valid_to_on__gte=today)
    return ClassificationCode.objects.filter(begun & not_ended)


class ArchiveCatalogue:
    """Answers from the table of codes."""

    def find(self, code: str) -> ClassificationEntry | None:
        """Return the code in force today, or nothing."""
        found = codes_in_force().filter(code=code).first()
        return _entry(found) if found else None

    def search(self, words: str, limit: int) -> list[ClassificationEntry]:
        """Return codes whose number starts so, or whose name has all the words."""
        terms = words.split()[:8]
        by_name = Q(pk__isnull=False)
        for term in terms:
            by_name &= Q(name__icontains=term)
        matches = codes_in_force().filter(Q(code__startswith=words.strip()) | by_name)
        exact_first = Case(
            When(code=words.strip(), then=Value(0)),
            When(code__startswith=words.strip(), then=Value(1)),
            When(is_leaf=True, then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        )
        ordered = matches.annotate(rank=exact_first).order_by("rank", "code")
        return [_entry(code) for code in ordered[:limit]]


def _entry(code: ClassificationCode) -> ClassificationEntry:
    return ClassificationEntry(
        code=code.code,
        name=code.short_name,
        security_class=code.default_security_class,
        is_leaf=code.is_leaf,
    )
