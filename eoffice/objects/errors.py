"""What can go wrong with stored bytes and with uploads."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import OfficeError, ServiceDown


class StoreUnavailable(ServiceDown):
    """The object store does not answer, or refuses our key."""

    code = "store_unavailable"
    message = _(
        "The file store does not answer right now. Nothing was lost; try again."
    )


class ObjectMissing(OfficeError):
    """A row points to a version that the store does not have."""

    code = "object_missing"
    status = 500
    message = _("This file cannot be found in the file store. Tell the administrator.")


class ContentKeyGone(ObjectMissing):
    """The key of an encrypted object was destroyed, or no present key unwraps it."""

    code = "content_key_gone"


class ObjectAltered(OfficeError):
    """Bytes in the store differ from the hash kept in the database."""

    code = "object_altered"
    status = 500
    message = _("This file is not what was stored. Tell the administrator.")


class LockHolds(OfficeError):
    """The store refused to remove or to loosen a locked version."""

    code = "lock_holds"
    status = 409
    message = _("This file is locked and cannot be removed.")


class UploadTooLarge(OfficeError):
    """More bytes than allowed (RFC 9110 section 15.5.14)."""

    code = "upload_too_large"
    status = 413
    message = _("This file is too large.")


class UploadTypeRefused(OfficeError):
    """Content and name are not one of the allowed kinds (RFC 9110 15.5.16)."""

    code = "upload_type_refused"
    status = 415
    message = _("Files of this kind are not accepted.")


class UploadEmpty(OfficeError):
    """A file without content."""

    code = "upload_empty"
    status = 422
    message = _("This file is empty.")


class PartRefused(OfficeError):
    """A part that is not of the file it names: its number, its length, or the file."""

    code = "part_refused"
    status = 422
    message = _("This part does not belong to the file. Choose the file again.")


class TooManyParted(OfficeError):
    """More files or bytes under way by parts than one person may have."""

    code = "too_many_parted"
    status = 409
    message = _(
        "Too many or too large files are still on their way. Choose the same files"
        " again to let them arrive, or wait until tomorrow."
    )


class PartsBusy(ServiceDown):
    """Another part of the same file is being taken in."""

    code = "parts_busy"


class ScannerAway(ServiceDown):
    """The virus scanner does not answer; the upload stays in quarantine."""

    code = "scanner_away"
