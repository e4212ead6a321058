"""Loading the office's reference data from `workflow/seed/`: types, instructions.

Idempotent: the same file twice changes nothing. Called by data migrations, with
historical models.
"""

import csv
from pathlib import Path
from typing import Any

SEED = Path(__file__).parent / "seed"
NUMBER_PATTERNS = {
    "nota_dinas": "{klasifikasi}/{urut}/{unit}/ND/{tahun}",
}
TEMPLATES = {"surat_dinas": "surat_dinas", "nota_dinas": "nota_dinas"}


def _rows(name: str) -> list[dict[str, str]]:
    with (SEED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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
            "default_classification": row["default_classification"],
            "required_fields": [f for f in row["required_fields"].split(",") if f],
            "template": TEMPLATES.get(row["code"], ""),
        }
        if row["code"] in NUMBER_PATTERNS:
            values["number_pattern"] = NUMBER_PATTERNS[row["code"]]
        model.objects.update_or_create(
            code=row["code"], defaults=values
        )  # locks the key: a migration, nobody works meanwhile
    return len(rows)


def load_instructions(model: Any) -> int:
    """Write the instructions of the disposition slip; return how many there are."""
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
