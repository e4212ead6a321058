"""Loading classification codes and the retention schedule from `archive/seed/`.

Idempotent. The schedule is one province's and a draft to edit (see its README);
rules in force are never rewritten, only added where a code has none.
"""

import csv
from pathlib import Path
from typing import Any

SEED = Path(__file__).parent / "seed"
FATES = {"musnah": "destroy", "permanen": "permanent", "dinilai_kembali": "review"}
BATCH = 1000


def _rows(name: str) -> list[dict[str, str]]:
    with (SEED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_classification_codes(model: Any) -> int:
    """Write the codes that are not there yet, parents first; return the row count."""
    # Parents first: a code is written with the id of the one above it.
    rows = sorted(_rows("classification-codes.csv"), key=lambda row: int(row["level"]))
    there = dict(model.objects.values_list("code", "pk"))
    parents = {row["parent"] for row in rows}
    for level in sorted({int(row["level"]) for row in rows}):
        new = [
            model(
                code=row["code"],
                name=row["name"],
                short_name=row["short_name"][:300],
                parent_id=there.get(row["parent"]),
                level=level,
                is_leaf=row["code"] not in parents,
                source=row["source"],
            )
            for row in rows
            if int(row["level"]) == level and row["code"] not in there
        ]
        # A statement for each level: thousands of codes stand in every installation.
        for made in model.objects.bulk_create(new, batch_size=BATCH):
            there[made.code] = made.pk
    return len(rows)


def load_retention_rules(codes: Any, rules: Any) -> int:
    """Write a rule for every code of the schedule that has none; return the rows."""
    rows = _rows("retention-schedule.csv")
    code_ids = dict(codes.objects.values_list("code", "pk"))
    ruled = set(rules.objects.values_list("classification_id", flat=True))
    new = [
        rules(
            classification_id=code_ids[row["classification_code"]],
            description=row["description"],
            active_years=int(row["active_years"]),
            inactive_years=int(row["inactive_years"]),
            counted_from=row["active_counted_from"],
            trigger_text=row["active_trigger_text"],
            final_disposition=FATES[row["final_disposition"]],
            disposition_exception=row["disposition_exception"],
            source=row["source"],
        )
        for row in rows
        # What the office has set stands; the seeded draft never replaces it.
        if code_ids[row["classification_code"]] not in ruled
    ]
    rules.objects.bulk_create(new, batch_size=BATCH)
    return len(rows)
