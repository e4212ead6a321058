"""The office's reference data: in force on a day, loaded from `workflow/seed/`.

Loading is idempotent: the same file twice changes nothing. Data migrations call it,
with historical models.
"""

import csv
from datetime import date
from pathlib import Path
from typing import Any, Self

from django.db import models
from django.db.models import Q

SEED = Path(__file__).parent / "seed"
TEMPLATES = {"surat_dinas": "surat_dinas", "nota_dinas": "nota_dinas"}


class ReferenceRows(models.QuerySet[Any]):
    """Types, codes or rules with `valid_from_on` and `valid_to_on`: no day, no end."""

    def in_force(self, day: date) -> Self:
        """Those valid on the day; the first and the last day belong to it."""
        begun = Q(valid_from_on__isnull=True) | Q(valid_from_on__lte=day)
        lasting = Q(valid_to_on__isnull=True) | Q(valid_to_on__gte=day)
        return self.filter(begun & lasting)


def _rows(name: str) -> list[dict[str, str]]:
    with (SEED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fields_of(row: dict[str, str]) -> list[str]:
    """Return what a letter of the type must hold; parts stand in brackets: `a[b,c]`."""
    return [field.strip() for field in row["required_fields"].split(";") if field]


def load_letter_types(model: Any) -> int:
    """Write the 40 letter types; return how many rows there are."""
    rows = _rows("letter-types.csv")
    for row in rows:
        values = {
            "name": row["name_id"],
            "family": row["family"],
            "subfamily": row["subfamily"],
            "scope": row["scope"],
            "letterhead": row["letterhead"],
            "number_style": row["number_style"],
            "number_pattern": row["number_pattern"],
            "default_classification": row["default_classification"],
            "required_fields": fields_of(row),
            "template": TEMPLATES.get(row["code"], ""),
        }
        model.objects.update_or_create(
            code=row["code"], defaults=values
        )  # locks the key: a migration, nobody works meanwhile
    return len(rows)


def correct_letter_types(model: Any) -> None:
    """Write fields and usual codes again, where types were loaded wrongly before.

    The usual code is left alone where the office has set another than `former`.
    """
    former = {"surat_perjanjian": "100.3.7", "sttpp": "800.2"}
    for row in _rows("letter-types.csv"):
        known = model.objects.filter(code=row["code"])
        known.update(required_fields=fields_of(row))
        wrong = known.filter(default_classification=former.get(row["code"], "-"))
        wrong.update(default_classification=row["default_classification"])


def load_number_patterns(model: Any) -> None:
    """Write the pattern of each type where it has still the one they all had."""
    everybodys = "{klasifikasi}/{urut}/{unit}/{tahun}"
    for row in _rows("letter-types.csv"):
        types = model.objects.filter(code=row["code"], number_pattern=everybodys)
        types.update(number_pattern=row["number_pattern"])


def load_register_rules(model: Any, *, from_on: date | None = None) -> None:
    """Write the shipped rules of the registers, in force from the day on."""
    for row in _rows("register-rules.csv"):
        model.objects.create(
            code=row["code"],
            name=row["name"],
            order=int(row["order"]),
            letter_types=row["letter_types"].split(),
            signer_kinds=row["signer_kinds"].split(),
            signer_unit_kinds=row["signer_unit_kinds"].split(),
            owner=row["owner"],
            owner_name=row["owner_name"],
            series=row["series"],
            valid_from_on=from_on,
        )


def load_instructions(model: Any) -> int:
    """Write the instructions of the disposition form; return how many there are."""
    rows = _rows("disposition-instructions.csv")
    for order, row in enumerate(rows):
        model.objects.update_or_create(
            code=row["code"],
            defaults={
                "text": row["text_id"],
                "kind": row["kind"],
                "expects_follow_up": row["expects_follow_up"] == "yes",
                "order": order,
            },
        )  # locks the key: a migration, nobody works meanwhile
    return len(rows)
