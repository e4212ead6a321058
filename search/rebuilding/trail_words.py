"""Words for the acts on the index in the audit trail."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail_words import names_by, register_acts, register_thing
from search.rebuilding.models import IndexRebuild
from search.rebuilding.trail_acts import IndexAct


def register() -> None:
    """Tell the trail."""
    register_acts(IndexAct)
    register_thing(
        "office_search.indexrebuild",
        _("Search index"),
        names_by(IndexRebuild.objects.all, "engine"),
    )
