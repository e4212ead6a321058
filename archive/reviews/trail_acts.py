"""Acts on reviews, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class ReviewAct(TrailAct):
    """What is done with a review and with the files on it."""

    PROPOSED = "review.proposed", _("Review proposed")
    SUBMITTED = "review.submitted", _("Review submitted to the committee")
    APPRAISED = "review.appraised", _("Files of a review appraised")
    RETURNED = "review.returned", _("Review sent back")
    APPROVED = "review.approved", _("Review decided")
    ABORTED = "review.aborted", _("Review called off")
    DROPPED = "review.files_dropped", _("Files left the review")
    FILE_DECIDED = "record_file.reviewed", _("Fate of the file decided by review")
