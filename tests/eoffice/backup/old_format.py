"""A backup as format 1 wrote it: sealed objects in plain, one witness, no seals."""

import hashlib
import json
from dataclasses import asdict

from eoffice.backup.folder import BackupFolder
from eoffice.backup.witnesses import WITNESS
from eoffice.crypto_fields import cipher
from eoffice.objects.models import StoredObject
from eoffice.objects.store import default_store

NEW = ("seal", "is_destroyed", "kept_sha256", "kept_size")


def as_format_1(folder: BackupFolder) -> None:
    """Turn a finished backup of this office into what the version before wrote."""
    lines = []
    for kept in folder.objects():
        facts = {name: v for name, v in asdict(kept).items() if name not in NEW}
        if kept.seal:
            content = default_store().get_bytes(StoredObject.objects.get(pk=kept.row))
            assert hashlib.sha256(content).hexdigest() == kept.sha256
            folder.bytes_of(kept).unlink()
            plain = folder.path / "objects" / kept.sha256[:2] / kept.sha256
            plain.parent.mkdir(parents=True, exist_ok=True)
            plain.write_bytes(content)
        lines.append(json.dumps(facts, sort_keys=True) + "\n")
    folder.file("objects.jsonl").write_text("".join(lines))
    facts = folder.read_json("backup.json")
    del facts["witnesses"]
    facts["format"] = 1
    facts["witness"] = cipher().encrypt(WITNESS).decode()
    folder.write_json("backup.json", facts)
    folder.finish()
