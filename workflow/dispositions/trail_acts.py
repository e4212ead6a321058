"""Acts on dispositions, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class DispositionAct(TrailAct):
    """What is done with a disposition."""

    GIVEN = "disposition.given", _("Disposition given")
    PREPARED = "disposition.prepared", _("Disposition prepared")
    ISSUED = "disposition.issued", _("Prepared disposition given")
    DROPPED = "disposition.dropped", _("Prepared disposition dropped")
    UNUSED = "disposition.draft_unused", _("Prepared disposition not used")
    READ = "disposition.read", _("Disposition read")
    PROGRESS = "disposition.progress", _("Report on a disposition")
    COMPLETED = "disposition.completed", _("Disposition completed")
    RECALLED = "disposition.recalled", _("Disposition recalled")
    REOPENED = "disposition.reopened", _("Disposition sent back for more")
