"""The number pattern of each letter type, for the rooms that show registers."""

from workflow.letter_types.models import LetterTypeVersion


def type_patterns() -> dict[str, str]:
    """Return the patterns by the code of the type; empty: it bears no number."""
    rows = LetterTypeVersion.objects.current()
    return dict(rows.values_list("letter_type__code", "number_pattern"))
