"""Acts on dispatches, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class DispatchAct(TrailAct):
    """What is done to get a letter to somebody outside."""

    LISTED = "dispatch.made", _("Put on the list of what is to be sent")
    WAY_CHOSEN = "dispatch.way_chosen", _("Way of sending chosen")
    SENT = "dispatch.sent", _("Sent out")
    MAIL_QUEUED = "dispatch.mail_queued", _("Mail given to the mail server's lane")
    MAIL_UNKNOWN = (
        "dispatch.mail_unknown",
        _("Not known whether the mail left"),
    )
    BOUNCED = "dispatch.bounced", _("Came back")
    HANDED_OVER = "dispatch.handed_over", _("Handed over")
    PROOF_ADDED = "dispatch.proof_added", _("Picture of the receipt added")
    REVOKED = "dispatch.revoked", _("Sending taken back")
    LINK_SHOWN = "dispatch.link_shown", _("Link and code shown")
    LINK_OPENED = "dispatch.link_opened", _("Opened by its link")
    LINK_CLOSED = "dispatch.link_closed", _("Link closed after wrong codes")
    RECEIPT = "dispatch.receipt", _("Receipt given by its link")
    PRINTED = "dispatch.printed", _("Papers for sending printed")
    BOOK_PRINTED = "dispatch.book_printed", _("Delivery book printed")
