"""Acts on documents of archive procedures, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class PaperAct(TrailAct):
    """What is done with the documents of a procedure; told of the procedure."""

    DRAFTED = "procedure_document.drafted", _("Document drafted from the data")
    RECORDED = "procedure_document.recorded", _("Document from outside entered")
    KEPT = "procedure_document.kept", _("Document kept as a vital record")
