"""Acts on batches of letters, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class MergeAct(TrailAct):
    """What is done with a batch of letters."""

    CHECKED = "merge.checked", _("Table of a batch checked")
    CREATING = "merge.creating", _("Making the letters of a batch begun")
