"""Acts of search, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class SearchAct(TrailAct):
    """What is done with results beyond looking at them."""

    EXPORTED = "search.exported", _("List of results taken out")
