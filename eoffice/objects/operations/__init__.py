"""Acts on uploads."""

from eoffice.objects.operations.checking import check_upload
from eoffice.objects.operations.receiving import receive_upload

__all__ = ["check_upload", "receive_upload"]
