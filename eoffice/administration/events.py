"""Events of the organisation: what other rooms may wait for."""

from eoffice.outbox.events import EventName


class OrganisationEvent(EventName):
    """Who and what stands where changed; carries ids of what did."""

    CHANGED = "organisation.changed"
    IMPORTED = "organisation.imported"


class AgreementEvent(EventName):
    """An act that takes two; carries `agreement_id`."""

    ASKED = "agreement.asked"
    DECIDED = "agreement.decided"
