"""Words that are right in this office though no dictionary has them."""

import re
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from eoffice.organisation.models import Official, Position, Unit
from eoffice.policies.policy import (
    OfficePolicy,
    PolicyShape,
    Told,
    register_policy,
)

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NAMES = ((Unit, "name"), (Position, "title"), (Official, "name"))


class OwnWords(PolicyShape):
    """What the spelling check takes for right."""

    words: Annotated[
        tuple[str, ...],
        Told(
            _("Words, one a line"),
            _("Abbreviations, names of programmes, words of the region"),
        ),
    ] = Field(
        default=("bimtek", "rakor", "raker", "stunting", "posyandu"), max_length=2000
    )


OWN_WORDS = register_policy(
    OfficePolicy(
        name="own_words",
        label=_("Own words"),
        purpose=_("Which words the spelling check does not question."),
        shape=OwnWords,
        default=OwnWords(),
        order=70,
    )
)


def own_words() -> set[str]:
    """Return the office's words in small letters, with those of its names."""
    known = {word.casefold() for word in OWN_WORDS.current().words}
    for model, field in _NAMES:
        # `iterator`: names are read once and not kept as rows.
        for name in model.objects.values_list(field, flat=True).order_by().iterator():
            known.update(word.casefold() for word in WORD.findall(name))
    return known
