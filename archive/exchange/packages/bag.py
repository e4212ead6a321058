"""A BagIt package (RFC 8493) written into a zip file, part by part.

Bytes go through once: hashed, counted and written; nothing is held but the list of
hashes. Names are ours, so that no system they are unpacked on takes one for a path.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import IO

PLAIN = re.compile(r"[^A-Za-z0-9._-]+")
LONGEST_NAME, LONGEST_ENDING = 80, 8
#: Already compressed, most of them: a second time costs minutes and wins nothing.
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
WORDS = (".json", ".csv", ".txt", ".xml", ".py")


def plain_file_name(name: str) -> str:
    """Return a name of plain signs, at most `LONGEST_NAME`, with its ending."""
    clean = PLAIN.sub("-", name).strip("-.") or "berkas"
    stem, dot, ending = clean.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        return clean[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


class ZipFolder:
    """A zip file with one folder at its root; knows the hash of all that it took."""

    def __init__(self, out: IO[bytes], root: str, at: datetime) -> None:
        """Begin the file; `at` stands on every member."""
        self._zip = zipfile.ZipFile(out, "w", STORED, allowZip64=True)
        self.root, self._at = root, at
        #: path below the root -> SHA-256
        self.hashes: dict[str, str] = {}
        self.sizes: dict[str, int] = {}

    def add(self, path: str, chunks: Iterable[bytes]) -> str:
        """Write a member and return its SHA-256."""
        if path in self.hashes:
            raise ValueError(path)
        member = zipfile.ZipInfo(f"{self.root}/{path}", self._at.timetuple()[:6])
        member.compress_type = DEFLATED if path.endswith(WORDS) else STORED
        member.external_attr = 0o644 << 16
        digest, size = hashlib.sha256(), 0
        # The length is not known before: room for more than 4 GB is kept.
        with self._zip.open(member, "w", force_zip64=True) as target:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
        self.hashes[path], self.sizes[path] = digest.hexdigest(), size
        return self.hashes[path]

    def add_text(self, path: str, text: str) -> str:
        """Write a member of words (UTF-8)."""
        return self.add(path, [text.encode()])

    def close(self) -> None:
        """Write the directory of the file."""
        self._zip.close()


class BagWriter:
    """Payload under `data/`, then the manifests over it."""

    def __init__(self, folder: ZipFolder) -> None:
        """Write into this folder, which holds nothing yet."""
        self._folder = folder
        self._tags: dict[str, str] = {}

    def add(self, path: str, chunks: Iterable[bytes]) -> str:
        """Add a file of the payload; return its SHA-256."""
        return self._folder.add(f"data/{path}", chunks)

    def add_text(self, path: str, text: str) -> str:
        """Add words to the payload."""
        return self.add(path, [text.encode()])

    def add_tag(self, path: str, text: str) -> None:
        """Add a file beside the payload: how to read the package."""
        self._tags[path] = text

    def finish(self, info: Mapping[str, str]) -> None:
        """Write the declaration, `info` as bag-info.txt, and both manifests."""
        payload = self._folder.hashes
        octets = sum(self._folder.sizes.values())
        told = {**info, "Payload-Oxum": f"{octets}.{len(payload)}"}
        lines = "".join(f"{payload[one]}  {one}\n" for one in sorted(payload))
        tags = {
            **self._tags,
            "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
            "bag-info.txt": "".join(f"{k}: {v}\n" for k, v in told.items()),
            "manifest-sha256.txt": lines,
        }
        hashes = {
            path: self._folder.add_text(path, text) for path, text in tags.items()
        }
        lines = "".join(f"{hashes[one]}  {one}\n" for one in sorted(hashes))
        self._folder.add_text("tagmanifest-sha256.txt", lines)
        self._folder.close()
