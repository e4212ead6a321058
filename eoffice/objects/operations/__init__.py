"""Acts on uploads and on stored bytes."""

from eoffice.objects.operations.checking import check_upload
from eoffice.objects.operations.receiving import receive_upload
from eoffice.objects.operations.sealing import seal_object

__all__ = ["check_upload", "receive_upload", "seal_object"]
