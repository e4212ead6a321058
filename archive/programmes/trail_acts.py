"""Acts of the programmes, as the trail keeps them; each is told of its file."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class ProgrammeAct(TrailAct):
    """What is done with a file of a programme."""

    ENTERED = "programme.entered", _("Entered into a programme")
    REVIEWED = "programme.reviewed", _("Vital record reviewed")
    REPORTED = "programme.reported", _("Protected record reported to ANRI")
    LEFT = "programme.left", _("Taken out of a programme")
    COPIED = "programme.copied", _("Copy of a protected record handed over")
