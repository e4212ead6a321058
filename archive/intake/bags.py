"""A bag that came in: judged by its manifests, read as records with their files."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import bagit
from django.utils.translation import gettext as _

from archive.intake.unpacking import PackageRefused, is_inside
from archive.records.models import DevelopmentLevel, Medium
from workflow.security_class import SecurityClass


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtContent:
    """One file of a record: its name as it was, where it lies, what it must hash to."""

    name: str
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtRecord:
    """A record of a package: its id there, its facts, its files."""

    source_id: str
    facts: dict[str, Any]
    contents: list[BroughtContent]


def _refused(code: str, text: str) -> PackageRefused:
    refusal = PackageRefused(text)
    refusal.code = f"package_{code}"
    return refusal


def records_of_bag(folder: Path) -> Iterator[BroughtRecord]:
    """Yield the records of an unpacked bag, after all of it agreed with its manifests.

    Raises:
        PackageRefused: no bag, a file altered, missing or added, files to be fetched
            from elsewhere, or not laid out as `docs/archive-packages.md` says.
    """
    root = _root_of(folder)
    if (root / "fetch.txt").exists():
        raise _refused("fetch", _("It names files that lie elsewhere."))
    try:
        bagit.Bag(str(root)).validate()
    except bagit.BagError as error:
        text = _("Its files do not agree with its manifests: %(why)s")
        raise _refused("altered", text % {"why": str(error)[:200]}) from error
    places = sorted((root / "data" / "arsip").glob("*/metadata.json"))
    if not places:
        raise _refused("layout", _("There is no record in it that we could read."))
    try:
        found = [_record(place) for place in places]
    except (ValueError, KeyError, TypeError) as error:
        text = _("A record in it is not described as it should be.")
        raise _refused("layout", text) from error
    yield from found


def _root_of(folder: Path) -> Path:
    found = [one.parent for one in folder.glob("*/bagit.txt")]
    if (folder / "bagit.txt").exists():
        found.append(folder)
    if len(found) != 1:
        raise _refused("no_bag", _("This is no BagIt package."))
    return found[0]


def _record(place: Path) -> BroughtRecord:
    told = json.loads(place.read_text("utf-8"))
    code = told["classification"]
    return BroughtRecord(
        source_id=str(told["id"]),
        facts={
            "number": str(told["number"]),
            "record_date": date.fromisoformat(told["date"]),
            "description": str(told["subject"]),
            "party": str(told["party"]),
            "document_type": str(told["letter_type"]),
            "classification_code": str(code["code"]) if code else "",
            "security_class": SecurityClass(told["security_class"]),
            "development": DevelopmentLevel(told["development"]),
            "medium": Medium(told["medium"]),
            "quantity": int(told["quantity"]),
        },
        contents=[_content(place.parent, one) for one in told["contents"]],
    )


def _content(folder: Path, told: dict[str, Any]) -> BroughtContent:
    if not is_inside(told["path"]) or not (folder / told["path"]).is_file():
        raise ValueError(told["path"])
    return BroughtContent(
        name=str(told["name"]), path=folder / told["path"], sha256=told["sha256"]
    )
