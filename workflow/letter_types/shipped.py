"""The 40 types the product ships: one file each in `workflow/seed/letter-types/`.

Everything a version holds stands there, its example included. Migrations call it with
historical models; loading is idempotent.
"""

import json
from typing import Any

from workflow.reference_data import SEED

FOLDER = SEED / "letter-types"
#: Parts of a text that an office's own type may have before it says otherwise.
PLAIN_BLOCKS = (
    "paragraph",
    "heading",
    "numbered_list",
    "table",
    "people_table",
    "fields",
    "page_break",
)
#: What an office may have set itself before there were versions; it stands.
OFFICES_OWN = ("name", "number_pattern", "default_classification")
#: Types that could be drafted before there were versions.
FORMERLY_DRAFTED = frozenset({"surat_dinas", "nota_dinas"})
KEPT = (*OFFICES_OWN, "family", "subfamily", "scope", "letterhead", "number_style")


def shipped_types() -> dict[str, dict[str, Any]]:
    """Return what is shipped of each type, by its code."""
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.json"))
    }


def load_first_versions(types: Any, versions: Any) -> None:
    """Make version 1 of each type that has none, in force as the type was.

    `types`: rows as they were before there were versions. Where the office had set a
    name, a pattern or a usual code, that stays.
    """
    shipped = shipped_types()
    for row in types.objects.exclude(pk__in=versions.objects.values("letter_type")):
        content = shipped.get(row.code)
        if content is None:
            content = {name: getattr(row, name) for name in KEPT}
            content |= {"layout": row.template, "blocks": list(PLAIN_BLOCKS)}
        else:
            own = {name: getattr(row, name) for name in OFFICES_OWN}
            content |= {name: value for name, value in own.items() if value}
        versions.objects.create(
            letter_type=row,
            number=1,
            state="active",
            valid_from_on=row.valid_from_on,
            valid_to_on=row.valid_to_on,
            **content,
        )


def give_back(types: Any, versions: Any) -> None:
    """Write what the newest active version of each type says on the type itself."""
    said = ("number_pattern", "default_classification", *KEPT[len(OFFICES_OWN) :])
    for row in types.objects.all():
        known = versions.objects.filter(letter_type=row.pk).exclude(state="draft")
        version = known.order_by("-number").first()
        if version is None:
            continue
        for name in (*said, "valid_from_on", "valid_to_on"):
            setattr(row, name, getattr(version, name))
        row.required_fields = [one["code"] for one in version.fields if one["needed"]]
        row.template = version.layout if row.code in FORMERLY_DRAFTED else ""
        row.save()
