"""Whether the keys at hand open what a backup holds, told without a key in it.

Each of FIELD_KEYS encrypts a word of its own: rows are wrapped by whichever was newest
in their time, so the newest alone opens only a part of an office.
"""

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from eoffice.backup.folder import BackupError, BackupFolder
from eoffice.crypto_fields import cipher

WITNESS = b"eoffice backup"


def witnesses() -> list[str]:
    """Return the word as each of the present keys encrypts it."""
    return [Fernet(key).encrypt(WITNESS).decode() for key in settings.FIELD_KEYS]


def check_keys(folder: BackupFolder) -> None:
    """Ask whether the present FIELD_KEYS include all that the backup was made with.

    Raises:
        BackupError: one is missing.
    """
    facts = folder.read_json("backup.json")
    kept: list[str] = facts.get("witnesses") or [facts["witness"]]  # format 1 had one
    missing = sum(not _opens(one) for one in kept)
    if missing == len(kept):
        message = "FIELD_KEYS is not that of the backup: encrypted fields stay shut"
        raise BackupError(message)
    if missing:
        message = (
            f"FIELD_KEYS lacks {missing} of the {len(kept)} keys of the backup:"
            " what an older key has sealed stays shut; add the retired keys"
        )
        raise BackupError(message)


def _opens(witness: str) -> bool:
    try:
        return cipher().decrypt(witness.encode()) == WITNESS
    except InvalidToken:
        return False
