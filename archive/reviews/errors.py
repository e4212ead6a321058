"""Refusals of reviews."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class WrongReviewState(StateForbids):
    """The review is not where this act is possible."""

    code = "wrong_state"
    message = _("This list is further, or not so far; reload the page.")


class NothingToReview(StateForbids):
    """No file is due for review, or none is left on the list."""

    code = "nothing_due"
    message = _(
        "No record file is due for review. One is due when its retention is over and"
        " the schedule says dinilai kembali."
    )


class ReportBegun(StateForbids):
    """The berita acara tells the words as they are."""

    code = "report_begun"
    message = _(
        "The berita acara of these words is begun. Throw its draft away, or send the"
        " list back, before a word is changed."
    )


class OwnReview(StateForbids):
    """Proposing and judging are duties of different people."""

    code = "same_person"
    message = _("Whoever proposed the list neither appraises nor decides it.")
