"""The title on a page: what the type says, with who signs and the region in it."""

from django.conf import settings

from eoffice.organisation.models import Position
from workflow.letter_types.models import LetterTypeVersion

GAP = "…"


def page_title(version: LetterTypeVersion, signatory: Position | None) -> str | None:
    """Return the title in capitals; none: the layout has one of its own.

    `{jabatan}` is the signatory's title, `{daerah}` "KABUPATEN X", `{wilayah}` "X".
    """
    region = settings.AGENCY_NAME
    words = {
        "{jabatan}": signatory.title if signatory else GAP,
        "{daerah}": region,
        "{wilayah}": region.split(maxsplit=1)[-1],
    }
    title = version.title
    for token, said in words.items():
        title = title.replace(token, said)
    return title.upper() or None
