"""How an incoming letter is named where passers-by may read along.

The person who sees only the entry of an incoming letter is not told the subject
anywhere.
"""

from django.utils.translation import gettext as _

from eoffice.organisation.actor import Actor
from workflow.incoming import access
from workflow.incoming.models import IncomingLetter
from workflow.security_class import is_confidential


def shown_incoming(incoming: IncomingLetter, actor: Actor) -> str:
    """Return the subject as lists show it to the person."""
    if is_confidential(incoming):
        return _("Confidential letter")
    return own_subject(incoming, actor)


def own_subject(incoming: IncomingLetter, actor: Actor) -> str:
    """Return the subject for the letter's own page: to whom may read the content."""
    if not access.reads(actor, incoming):
        return _("Classed letter")
    return incoming.subject
