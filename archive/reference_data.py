"""Loading classification codes and the retention schedule from `archive/seed/`.

Idempotent. The schedule is one province's and a draft to edit (see its README);
rules in force are never rewritten, only added where a code has none.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SEED = Path(__file__).parent / "seed"
FATES = {"musnah": "destroy", "permanen": "permanent", "dinilai_kembali": "review"}
BATCH = 1000
ORDINARY = "biasa"
#: The product's proposal until the region's own SKKAAD is entered: code, class, why.
PROPOSED_CLASSES = (
    ("400.7.31", "rahasia", "Rekam medis"),
    ("700.1.2", "terbatas", "Hasil pengawasan"),
    ("700.1.2.2", "rahasia", "Audit investigasi"),
    ("700.1.2.3", "rahasia", "Audit investigasi"),
    ("700.1.2.4", "rahasia", "Penanganan pengaduan masyarakat"),
    ("800.1.5.1", "terbatas", "Hasil penilaian kinerja perseorangan"),
    ("800.1.6.1", "terbatas", "Kode etik pegawai"),
    ("800.1.6.2", "rahasia", "Disiplin pegawai"),
    ("800.1.10.4", "terbatas", "Pengawasan kode etik dan disiplin"),
    ("800.1.12.10", "rahasia", "Rekam medis pegawai"),
    ("800.1.13", "terbatas", "Administrasi perseorangan pegawai"),
    ("800.1.14", "terbatas", "Penilaian kompetensi perseorangan"),
)


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


def load_security_rules(codes: Any, rules: Any) -> int:
    """Propose classes for codes that have no line; return how many are proposed."""
    ruled = set(rules.objects.values_list("prefix", flat=True))
    known = set(codes.objects.values_list("code", flat=True))
    new = [
        rules(prefix=code, security_class=security_class, reason=why)
        for code, security_class, why in PROPOSED_CLASSES
        if code in known - ruled
    ]
    rules.objects.bulk_create(new)
    write_default_classes(codes, rules)
    return len(new)


def write_default_classes(codes: Any, rules: Any) -> None:
    """Write on every code the class that the line of the longest code gives it."""
    in_force = rules.objects.filter(ended_at__isnull=True)
    given = dict(in_force.values_list("prefix", "security_class"))
    wrong: dict[str, list[Any]] = defaultdict(list)
    rows = codes.objects.values_list("pk", "code", "default_security_class")
    for pk, code, now in rows:
        wanted = class_by_prefix(code, given)
        if wanted != now:
            wrong[wanted].append(pk)
    for wanted, ids in wrong.items():
        codes.objects.filter(pk__in=ids).update(default_security_class=wanted)


def class_by_prefix(code: str, given: Mapping[str, str]) -> str:
    """Return the class of the nearest code upwards that has a line."""
    parts = code.split(".")
    upwards = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((given[one] for one in upwards if one in given), ORDINARY)
