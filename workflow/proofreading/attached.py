"""Words that promise an attachment, in a letter that has none."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from workflow.proofreading.passages import Passage
from workflow.rendering.errors import BlockFault

_PROMISED = re.compile(
    r"\b(?:terlampir|(?:kami|saya)\s+lampirkan"
    r"|(?:sebagaimana|seperti|dalam|pada)\s+lampiran)\b",
    re.IGNORECASE,
)


def attachment_warnings(passages: Sequence[Passage]) -> Iterator[BlockFault]:
    """Yield the first passage that speaks of an attachment, where there is none."""
    for place in passages:
        found = _PROMISED.search(place.text)
        if found is not None:
            text = _("“%(words)s” stands here, but nothing is attached. Add the file.")
            yield place.fault("nothing_attached", text % {"words": found[0]}, found[0])
            return
