"""Events of files and their bytes: what other rooms may wait for."""

from eoffice.outbox.events import EventName


class UploadEvent(EventName):
    """What became of a file that was brought; each carries `upload_id`."""

    RECEIVED = "upload.received"
    CLEAN = "upload.clean"
    REFUSED = "upload.refused"


class ObjectEvent(EventName):
    """What happened to stored bytes."""

    LEFT = "object.left"
