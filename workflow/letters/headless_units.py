"""Letters to a unit that nobody heads: nobody would get them, so nobody signs them."""

from django.utils.translation import gettext as _

from eoffice.organisation.queries.holders import head_of, holding_of
from workflow.letters.models import LetterRecipient


def headless_words(recipient: LetterRecipient) -> str:
    """Return why the unit gets no letter today, and the remedy; empty: it does.

    A letter to a unit lies on its head's desk (tata naskah 6.2).
    """
    if recipient.unit is None or recipient.position is not None:
        return ""
    head = head_of(recipient.unit)
    if head is not None and holding_of(head) is not None:
        return ""
    text = _(
        "Nobody heads %(unit)s today, so nobody would get the letter. Name the position"
        " that is to get it, or have somebody act as head (Plt. or Plh.)."
    )
    return text % {"unit": recipient.unit.name}
