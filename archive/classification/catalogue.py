"""The classification tree as the letter room may ask it (`workflow.classification`)."""

import re
from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from archive.classification.code_words import said_as
from archive.classification.former_codes import branches_now, codes_now
from archive.classification.models import ClassificationCode
from archive.classification.proposing import proposed_by_words
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
        terms = [said_as(term) for term in words.split()[:8]]
        # On the day asked for: old letters keep codes that nobody may choose today.
        codes = ClassificationCode.objects.in_force(on or timezone.localdate())
        typed, former = Q(code__startswith=words.strip()), branches_now(words)
        matches = codes.filter(typed | _all_said("name__icontains", terms) | former)
        begun = [tuple(rf"\m{re.escape(way)}\M" for way in term) for term in terms]
        short = _all_said("short_name__iregex", begun)
        whole = _all_said("name__iregex", begun)
        # A code as typed, then its branch, then names: who knows the code is quickest.
        # Among names whole words: `rapat` is no use of a room, `desa` no Desain.
        exact_first = Case(
            When(code=words.strip(), then=Value(0)),
            When(typed, then=Value(1)),
            When(code__in=codes_now(words), then=Value(1)),
            When(short & Q(is_leaf=True), then=Value(2)),
            When(whole & Q(is_leaf=True), then=Value(3)),
            When(is_leaf=True, then=Value(4)),
            default=Value(5),
            output_field=IntegerField(),
        )
        return matches.annotate(rank=exact_first)

    def leaves_of(self, code: str, limit: int) -> list[ClassificationEntry]:
        """Return the deepest codes in force below the code, in their order."""
        codes = ClassificationCode.objects.in_force(timezone.localdate())
        below = codes.filter(is_leaf=True, code__startswith=f"{code}.").order_by("code")
        return [_entry(one) for one in below[:limit]]

    def proposed(self, text: str, limit: int) -> list[tuple[ClassificationEntry, str]]:
        """Return the deepest codes a text speaks of, with the words that say so."""
        return [(_entry(one), led) for one, led in proposed_by_words(text, limit)]

    def entry(self, row: ClassificationCode) -> ClassificationEntry:
        """Return a row of `matching` as a letter needs it."""
        return _entry(row)


def _all_said(lookup: str, terms: Sequence[tuple[str, ...]]) -> Q:
    """Return the condition that each term is met, in any of its ways of saying."""
    # True of every row, so that terms can be joined to it one by one.
    said = Q(pk__isnull=False)
    for ways in terms:
        said &= reduce(or_, (Q(**{lookup: way}) for way in ways))
    return said


def _entry(code: ClassificationCode) -> ClassificationEntry:
    return ClassificationEntry(
        code=code.code,
        name=code.short_name,
        security_class=code.default_security_class,
        is_leaf=code.is_leaf,
        valid_from_on=code.valid_from_on,
        valid_to_on=code.valid_to_on,
    )
