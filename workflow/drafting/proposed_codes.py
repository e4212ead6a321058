"""Which classification code a draft may have, and why."""

from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Count, Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eoffice.organisation.actor import Actor
from workflow.classification import ClassificationEntry, catalogue
from workflow.drafting.text_warnings import words_of
from workflow.letters.access import letters_visible_to
from workflow.letters.models import ISSUED, Letter
from workflow.security_class import CONFIDENTIAL

# Letters of the unit that are looked back at, and how alike their subjects must be.
LOOKED_BACK, ALIKE = 400, 0.3
OFFERED = 5
# The head of a text says what a letter is about; its end thanks for the attention.
TEXT_SIGNS = 1200


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedCode:
    """A leaf in force, and the reason in words."""

    entry: ClassificationEntry
    reason: str


def proposed_codes(actor: Actor, letter: Letter) -> list[ProposedCode]:
    """Return at most five codes, the likeliest first.

    By the unit's earlier letters of a like subject (those the person may see), by the
    words of subject and text, and the usual code of the type. Leaves alone.
    """
    found: dict[str, ProposedCode] = {}
    for one in (
        *_by_earlier(actor, letter),
        *_by_words(letter.subject, _("the subject says: %(words)s")),
        *_by_type(letter),
        *_by_words(words_of(letter)[:TEXT_SIGNS], _("the text says: %(words)s")),
    ):
        found.setdefault(one.entry.code, one)
    return list(found.values())[:OFFERED]


def _by_earlier(actor: Actor, letter: Letter) -> list[ProposedCode]:
    if not letter.subject.strip():
        return []
    own = letters_visible_to(actor).filter(unit=letter.unit_id, status__in=ISSUED)
    # Subjects of confidential letters are veiled, also as a reason.
    shown = own.exclude(security_class__in=CONFIDENTIAL).order_by("-pk")[:LOOKED_BACK]
    alike = (
        Letter.objects.filter(pk__in=shown.values("pk"))
        .annotate(alike=TrigramSimilarity("subject", letter.subject))
        .filter(alike__gte=ALIKE)
    )
    codes = alike.values_list("classification_code").annotate(
        times=Count("pk"), nearest=Max("alike")
    )
    found = []
    for code, times, _nearest in codes.order_by("-nearest", "-times")[:OFFERED]:
        entry = catalogue().find(code)
        if entry is not None and entry.is_leaf:
            text = ngettext(
                "your unit used it for %(times)d like letter",
                "your unit used it for %(times)d like letters",
                times,
            )
            found.append(ProposedCode(entry=entry, reason=text % {"times": times}))
    return found


def _by_words(text: str, reason: str) -> list[ProposedCode]:
    return [
        ProposedCode(entry=entry, reason=reason % {"words": led})
        for entry, led in catalogue().proposed(text, OFFERED)
    ]


def _by_type(letter: Letter) -> list[ProposedCode]:
    code = letter.type_version.default_classification
    entry = catalogue().find(code) if code else None
    if entry is None or not entry.is_leaf:
        return []
    return [ProposedCode(entry=entry, reason=_("usual for letters of this type"))]
