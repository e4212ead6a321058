"""How a letter is named where passers-by may read along: lists, tabs, bells.

The subject of a confidential letter stands on its own page and nowhere else
(tata naskah 5.2); a slip on such a letter is named like it. Whoever sees only the
entry of an incoming letter is not told the subject anywhere.
"""

from django.utils.translation import gettext as _

from eoffice.organisation.actor import Actor
from workflow.incoming import access
from workflow.models.disposition import Disposition
from workflow.models.incoming import IncomingLetter
from workflow.models.letter import Letter
from workflow.security_class import SecurityClass

VEILED = frozenset({SecurityClass.RAHASIA, SecurityClass.SANGAT_RAHASIA})


def is_ordinary(thing: Letter | IncomingLetter | None) -> bool:
    """Tell whether mail may name it; a matter without a letter has no class."""
    return thing is None or thing.security_class == SecurityClass.BIASA


def shown_title(letter: Letter) -> str:
    """Return the subject, or for confidential letters the bare kind."""
    if letter.security_class in VEILED:
        return _("Confidential letter")
    return letter.subject.strip() or _("(no subject yet)")


def shown_incoming(incoming: IncomingLetter, actor: Actor) -> str:
    """Return the subject as lists show it to the person."""
    if incoming.security_class in VEILED:
        return _("Confidential letter")
    return own_subject(incoming, actor)


def own_subject(incoming: IncomingLetter, actor: Actor) -> str:
    """Return the subject for the letter's own page: to whom may read the content."""
    if not access.reads(actor, incoming):
        return _("Classed letter")
    return incoming.subject


def is_veiled(slip: Disposition) -> bool:
    """Tell whether the slip is on a confidential letter."""
    return slip.incoming is not None and slip.incoming.security_class in VEILED


def shown_matter(slip: Disposition) -> str:
    """Return what the slip is about, or for confidential letters the bare kind."""
    return _("Confidential letter") if is_veiled(slip) else str(slip)


def shown_words(slip: Disposition, text: str) -> str:
    """Return a note or an answer of the slip as lists show it; empty when veiled."""
    return "" if is_veiled(slip) else text
