"""Acts on uploads and on stored bytes."""

from eoffice.files.checking import check_upload
from eoffice.files.encrypting import encrypt_object
from eoffice.files.receiving import receive_upload

__all__ = ["check_upload", "encrypt_object", "receive_upload"]
