"""Acts on uploads and on stored bytes."""

from eoffice.files.checking import check_upload
from eoffice.files.receiving import receive_upload
from eoffice.files.sealing import seal_object

__all__ = ["check_upload", "receive_upload", "seal_object"]
