"""Which files end how, for queries: by their review, else by their rule."""

from django.db.models import Q

from archive.retention.models import FinalDisposition


def ends_by(fate: FinalDisposition | str, file: str = "") -> Q:
    """Return the condition of a file with this fate; `file` is the way to it."""
    way = f"{file}__" if file else ""
    decided = Q(**{f"{way}reviewed_fate": fate})
    undecided = Q(**{f"{way}reviewed_fate": ""})
    return decided | undecided & Q(**{f"{way}retention_rule__final_disposition": fate})
