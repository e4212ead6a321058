"""Letters to a unit that nobody heads: nobody would get them, so nobody signs them.

A letter to a unit lies on its head's desk (tata naskah 6.2). Asked while writing, at
submit, and again at signing: the head may have left meanwhile.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from eoffice.organisation.queries.holders import head_of, holding_of
from workflow.letters.models import Letter, LetterRecipient


def headless_words(recipient: LetterRecipient) -> str:
    """Return why the unit gets no letter today, and the remedy; empty: it does."""
    if recipient.unit is None or recipient.position is not None:
        return ""
    named, head = {"unit": recipient.unit.name}, head_of(recipient.unit)
    if head is None:
        text = _(
            "%(unit)s has no head, so nobody would get the letter. Name the position"
            " that is to get it."
        )
        return text % named
    if holding_of(head) is None:
        named["head"] = head.title
        text = _(
            "%(head)s has no holder today, so nobody at %(unit)s would get the letter."
            " Name another position, or have somebody act (Plt. or Plh.)."
        )
        return text % named
    return ""


def headless_recipients(letter: Letter) -> Iterator[str]:
    """Yield for each recipient that nobody heads why, and the remedy."""
    units = letter.recipients.filter(unit__isnull=False, position=None)
    for recipient in units.select_related("unit"):
        if words := headless_words(recipient):
            yield words
