"""Memeriksa paket arsip ini tanpa jaringan dan tanpa perangkat lunak lain.

Pakai: python3 verifikasi.py [folder paket]
Hasil: 0 bila semuanya cocok, 1 bila ada yang berubah, 2 bila bukan paket arsip.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
CHUNK = 1 << 20


class Checked:
    """Faults in the order they were found, and what was looked at."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.files = self.records = self.links = 0
        self.redacted = self.withheld = 0

    def add(self, text: str) -> None:
        """Keep a fault, as it is told to the reader."""
        self.faults.append(text)


def sha256_of(path: Path) -> str:
    """Return the hash of a file, read in parts."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def lines_of(root: Path, name: str) -> dict[str, str]:
    """Return path -> hash of a manifest; a path may not lead out of the package."""
    found = {}
    for line in (root / name).read_text(encoding="utf-8").splitlines():
        digest, _, path = line.partition("  ")
        parts = Path(path).parts
        if not path or Path(path).is_absolute() or ".." in parts:
            raise ValueError(path)
        found[path] = digest
    return found


def check_manifest(root: Path, name: str, found: Checked) -> dict[str, str]:
    """Compare each file that the manifest names with its hash."""
    named = lines_of(root, name)
    for path, digest in named.items():
        file = root / path
        if file.is_symlink() or not file.is_file():
            found.add(f"hilang: {path}")
        elif sha256_of(file) != digest:
            found.add(f"berubah: {path}")
        found.files += 1
    return named


def check_no_more(root: Path, named: dict[str, str], found: Checked) -> None:
    """Refuse a file of the payload that no manifest names."""
    for file in sorted((root / "data").rglob("*")):
        path = file.relative_to(root).as_posix()
        if (file.is_file() or file.is_symlink()) and path not in named:
            found.add(f"tidak terdaftar: {path}")


def read_json(path: Path) -> Any:
    """Return what a JSON file says."""
    return json.loads(path.read_text(encoding="utf-8"))


def check_record(folder: Path, found: Checked) -> None:
    """Compare the contents with the hashes that stood in the archive's database."""
    facts = read_json(folder / "metadata.json")
    hashes = set()
    for content in facts["contents"]:
        file = folder / content["path"]
        own = sha256_of(file) if file.is_file() else ""
        hashes.add(own)
        if own != content["sha256"]:
            found.add(f"isi arsip {facts['number']} berubah: {content['name']}")
    for signature in read_json(folder / "tanda-tangan.json"):
        if signature["sha256"] not in hashes:
            signer = signature["signer"]
            found.add(
                f"arsip {facts['number']}: naskah bertanda tangan {signer} hilang"
            )
    check_events(folder, facts, found)
    found.records += 1


def check_events(folder: Path, facts: dict[str, Any], found: Checked) -> None:
    """Compute each link of the audit trail again from the text of its event."""
    before: dict[str, Any] | None = None
    events = read_json(folder / "riwayat.json")
    linked = [one for one in events if one["hash"]]
    for event in sorted(linked, key=lambda one: one["sequence"]):
        found.links += 1
        if event["redacted"]:
            found.redacted += 1
        elif event["withheld"]:
            found.withheld += 1
        elif link_hash(event) != event["hash"]:
            found.add(f"jejak arsip {facts['number']} berubah: {event['sequence']}")
        if not says_the_same(event):
            found.add(f"jejak arsip {facts['number']} berlainan: {event['sequence']}")
        if before and not follows(before, event):
            found.add(f"rantai arsip {facts['number']} putus: {event['sequence']}")
        before = event


def link_hash(event: dict[str, Any]) -> str:
    """Return the hash of the link, as the agency's database computed it."""
    text = "\n".join([event["previous_hash"], event["id"], event["payload"]])
    return hashlib.sha256(text.encode()).hexdigest()


def says_the_same(event: dict[str, Any]) -> bool:
    """Tell whether what is shown of the event is what the chain holds of it."""
    payload = json.loads(event["payload"])
    names = ("action", "object_type", "object_id")
    return all(payload[name] == event[name] for name in names)


def follows(before: dict[str, Any], event: dict[str, Any]) -> bool:
    """Tell whether neighbours of the chain are joined."""
    if event["sequence"] != before["sequence"] + 1:
        return True
    return bool(event["previous_hash"] == before["hash"])


def check_list(root: Path, folders: list[Path], found: Checked) -> None:
    """Compare the list of records with the folders there are."""
    with (root / "data" / "daftar.csv").open(encoding="utf-8-sig", newline="") as rows:
        listed = {row["id"] for row in csv.DictReader(rows, delimiter=";")}
    for name in sorted(listed ^ {one.name for one in folders}):
        found.add(f"daftar dan isi paket berlainan: {name}")


def recomputed(found: Checked) -> int:
    """Return of how many links the text of the event was at hand."""
    return found.links - found.redacted - found.withheld


def check_package(root: Path) -> Checked:
    """Return what was found in the package."""
    found = Checked()
    check_manifest(root, TAG_MANIFEST, found)
    check_no_more(root, check_manifest(root, MANIFEST, found), found)
    records = root / "data" / "arsip"
    folders = sorted(one for one in records.iterdir() if one.is_dir())
    check_list(root, folders, found)
    for folder in folders:
        check_record(folder, found)
    return found


def main(arguments: list[str]) -> int:
    """Check, tell, and return the exit code."""
    root = Path(arguments[0] if arguments else Path(__file__).parent)
    say = sys.stdout.write
    try:
        found = check_package(root)
    except (OSError, ValueError, KeyError) as error:
        say(f"BUKAN PAKET YANG UTUH: {type(error).__name__}: {error}\n")
        return 2
    for fault in found.faults:
        say(f"- {fault}\n")
    say(f"Berkas diperiksa: {found.files}; arsip: {found.records}; ")
    say(f"jejak audit dihitung ulang: {recomputed(found)}")
    say(f", rincian tetap di instansi: {found.withheld}")
    say(f", dihapus menurut daftar musnah: {found.redacted}.\n")
    say("HASIL: ADA YANG BERUBAH\n" if found.faults else "HASIL: COCOK SEMUA\n")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
