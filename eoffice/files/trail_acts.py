"""Acts on files and their bytes, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class UploadAct(TrailAct):
    """What becomes of a file that was brought."""

    RECEIVED = "upload.received", _("File received")
    CLEAN = "upload.clean", _("File checked, clean")
    REFUSED = "upload.refused", _("File refused")


class ObjectAct(TrailAct):
    """What is done with stored bytes."""

    SEALED = "object.sealed", _("Bytes sealed")
