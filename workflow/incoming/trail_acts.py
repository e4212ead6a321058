"""Acts on incoming letters, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class IncomingAct(TrailAct):
    """What is done with an incoming letter."""

    RECEIVED = "incoming.received", _("Received")
    REGISTERED = "incoming.registered", _("Registered in the agenda")
    PAGES_TURNED = "incoming.pages_turned", _("Pages turned")
    SPLIT = "incoming.split", _("Split into several letters")
    REOPENED = "incoming.reopened", _("Taken up again")
    AMENDED = "incoming.amended", _("Agenda entry corrected")
    DELIVERED = "incoming.delivered", _("Delivered inside")
    GATE_PASSED = "incoming.gate_passed", _("Passed on to the leader's desk")
    READ = "incoming.read", _("Read")
    READ_BY_MACHINE = "incoming.read_by_machine", _("Read by the computer")
    READING_GIVEN_UP = (
        "incoming.reading_given_up",
        _("Could not be read by the computer"),
    )
    COMPLETED = "incoming.completed", _("Completed")
