"""The security class of a letter or a record (SKKAAD): who may know of it.

The one home of the two questions that everything else asks of a class: is it above
the ordinary one (*classed*: read by positions, leaves as a reading copy), and is it
confidential (*confidential*: its subject is veiled, its bytes are encrypted).
"""

from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _


class SecurityClass(models.TextChoices):
    """Klasifikasi keamanan (SKKAAD): who may know."""

    BIASA = "biasa", _("Ordinary")
    TERBATAS = "terbatas", _("Restricted")
    RAHASIA = "rahasia", _("Confidential")
    SANGAT_RAHASIA = "sangat_rahasia", _("Secret")

    @property
    def level(self) -> int:
        """Return 0 for ordinary up to 3 for secret."""
        return list(SecurityClass).index(self)

    @property
    def and_below(self) -> list["SecurityClass"]:
        """Return the classes no higher than this one."""
        return list(SecurityClass)[: self.level + 1]

    @property
    def letter(self) -> str:
        """Return the letter that numbers and entries bear: B, T, R or SR."""
        return "".join(word[0] for word in self.value.split("_")).upper()

    @property
    def is_classed(self) -> bool:
        """Tell whether it is above the ordinary class (tata naskah 5.2)."""
        return self is not SecurityClass.BIASA

    @property
    def is_confidential(self) -> bool:
        """Tell whether it is rahasia or above (tata naskah 5.2)."""
        return self.level >= SecurityClass.RAHASIA.level


#: For queries: `security_class__in=CONFIDENTIAL`, `=ORDINARY` for what is not classed.
CONFIDENTIAL = frozenset(one for one in SecurityClass if one.is_confidential)
ORDINARY = frozenset(one for one in SecurityClass if not one.is_classed)


class WithClass(Protocol):
    """A row that has a security class: a letter in or out, a record."""

    @property
    def security_class(self) -> str:
        """Return the value of its class."""


def is_classed(thing: WithClass) -> bool:
    """Tell whether the thing is above the ordinary class."""
    return SecurityClass(thing.security_class).is_classed


def is_confidential(thing: WithClass) -> bool:
    """Tell whether the thing is rahasia or above: named by its bare kind in lists."""
    return SecurityClass(thing.security_class).is_confidential


def is_ordinary(thing: WithClass | None) -> bool:
    """Tell whether mail may name it; a matter without a letter has no class."""
    return thing is None or not is_classed(thing)
