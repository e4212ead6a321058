"""Letters that walk their route as one: those of a batch made from a table.

Told by names of fields alone, for the room that makes batches stands above this one.
A letter that was taken out of its batch is an ordinary letter again.
"""

from django.db.models import Q

#: Of steps, and of whatever has a `letter`.
GOES_TOGETHER = Q(
    letter__merge_row__submitted_at__isnull=False,
    letter__merge_row__taken_out_at__isnull=True,
)
