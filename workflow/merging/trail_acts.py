"""Acts on batches of letters, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class MergeAct(TrailAct):
    """What is done with a batch of letters."""

    CHECKED = "merge.checked", _("Table of a batch checked")
    CREATING = "merge.creating", _("Making the letters of a batch begun")
    REFILLING = "merge.refilling", _("Filling the letters of a batch anew begun")
    SUBMITTING = "merge.submitting", _("Submitting the letters of a batch begun")
    APPROVING = "merge.approving", _("Batch of letters initialled as one")
    RETURNING = "merge.returning", _("Batch of letters returned as one")
    TAKEN_OUT = "merge.taken_out", _("Letters taken out of their batch")
    SIGNING = "merge.signing", _("Signing the letters of a batch begun")
