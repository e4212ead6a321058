"""Acts on record files, as the trail keeps them."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.trail import TrailAct


class RecordFileAct(TrailAct):
    """What is done with a record file."""

    OPENED = "record_file.opened", _("Record file opened")
    CLOSED = "record_file.closed", _("Record file closed")
    EVENT_GIVEN = "record_file.event_given", _("Event given: the retention runs")
    PROOF_ADDED = "record_file.proof_added", _("File added that shows the event")
    MERGED = "record_file.merged", _("Record files merged")
    SPLIT = "record_file.split", _("Records parted into a file of their own")
    MOVED = "record_file.moved", _("Record file moved to another unit or code")
    REOPENED = "record_file.reopened", _("Record file reopened")
