"""Frozen versions by the names that programs know them by."""

from uuid import UUID

from workflow.letters.models import LetterVersion

UNKNOWN = UUID(int=0)  # no version has this id, so the act finds it changed


def version_named(letter_id: UUID, name: str | None) -> UUID | None:
    """Return the id of the letter's version with this id or content hash.

    Of versions with the same content the latest counts. A name that no version has
    gives an id that none has, so that the act itself refuses, after its rights.
    """
    if name is None:
        return None
    versions = LetterVersion.objects.filter(letter=letter_id).order_by("-number")
    known = versions.values_list("pk", "content_hash")
    return next((pk for pk, digest in known if name in {str(pk), digest}), UNKNOWN)
