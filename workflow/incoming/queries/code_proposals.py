"""Which classification code an incoming letter probably belongs to, and why.

From the register's own past: what the same sender wrote about, then the usual code
of the type. Only letters that the clerk may see speak, and only codes in force.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from eoffice.organisation.actor import Actor
from workflow.classification import ClassificationEntry, catalogue
from workflow.incoming import access
from workflow.incoming.models import IncomingLetter
from workflow.letter_types.models import LetterTypeVersion

# The latest letters of a sender say enough; older ones follow older habits.
LOOKED_AT = 60
SHORTEST_WORD = 4
#: Subjects that share so many words of weight are about the same matter.
ALIKE_WORDS = 2
#: A sender that wrote so often, mostly under one code, has a habit.
HABIT = 2
WORD = re.compile(r"[^\W\d_]+")
#: Words that nearly every subject has say nothing about the matter.
COMMON = frozenset(
    {
        *("permohonan", "undangan", "penyampaian", "laporan", "surat", "perihal"),
        *("tahun", "dalam", "pada", "untuk", "dengan", "rangka", "tentang"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeProposal:
    """A code with the reason as the clerk reads it."""

    entry: ClassificationEntry
    reason: str


def proposed_code(
    actor: Actor, *, sender: str, subject: str, letter_type: str
) -> CodeProposal | None:
    """Return the code to propose for a letter with these words, or nothing."""
    past = _past(actor, sender) if sender.strip() else []
    found = _alike(past, subject) or _habit(past) or _usual(letter_type)
    if found is None:
        return None
    code, reason = found
    entry = catalogue().find(code)
    if entry is None or not entry.is_leaf:
        return None
    return CodeProposal(entry=entry, reason=reason)


def _past(actor: Actor, sender: str) -> Sequence[IncomingLetter]:
    # The reason names another entry, so it must be one that the clerk may see.
    rows = access.incoming_visible_to(actor).exclude(classification_code="")
    mine = rows.filter(sender__iexact=sender.strip()).exclude(agenda_number="")
    return list(
        mine.only("subject", "classification_code", "agenda_number").order_by("-id")[
            :LOOKED_AT
        ]
    )


def _weighty(text: str) -> set[str]:
    words = {word.lower() for word in WORD.findall(text)}
    return {word for word in words if len(word) >= SHORTEST_WORD} - COMMON


def _alike(past: Iterable[IncomingLetter], subject: str) -> tuple[str, str] | None:
    wanted = _weighty(subject)
    scored = [(len(wanted & _weighty(one.subject)), one) for one in past]
    best, letter = max(scored, key=lambda pair: pair[0], default=(0, None))
    if letter is None or best < ALIKE_WORDS:
        return None
    reason = _("As %(number)s: same sender, like subject.")
    return letter.classification_code, reason % {"number": letter.agenda_number}


def _habit(past: Sequence[IncomingLetter]) -> tuple[str, str] | None:
    codes = Counter(one.classification_code for one in past)
    code, often = next(iter(codes.most_common(1)), ("", 0))
    if often < HABIT or often * 2 <= len(past):
        return None
    reason = _("%(often)d of the last %(all)d letters of this sender have it.")
    return code, reason % {"often": often, "all": len(past)}


def _usual(letter_type: str) -> tuple[str, str] | None:
    kinds = LetterTypeVersion.objects.current().filter(
        letter_type__name=letter_type.strip()
    )
    code = kinds.exclude(default_classification="").values_list(
        "default_classification", flat=True
    )
    first = code.first() if letter_type.strip() else None
    return (first, _("The usual code of this type.")) if first else None
