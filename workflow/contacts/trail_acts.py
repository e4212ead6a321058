"""Acts on the contact register, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class ContactAct(TrailAct):
    """What is done with a contact."""

    ADDED = "contact.added", _("Contact added")
    CHANGED = "contact.changed", _("Contact changed")
    MERGED = "contact.merged", _("Contacts merged")
    IMPORTED = "contact.imported", _("Contacts imported")
