"""The editor's form as its script sends it: the state of a body as posted fields."""

from typing import Any

from django.http import QueryDict
from wagtail import blocks
from wagtail.blocks import StreamValue

from workflow.models import Letter

BODY = Letter.body.field.stream_block


def posted(stream: StreamValue) -> QueryDict:
    """Return what the browser would send for a body it has opened."""
    form = QueryDict(mutable=True)
    _post(form, "body", BODY, BODY.get_form_state(stream))
    return form


def _post(form: QueryDict, prefix: str, block: blocks.Block, state: Any) -> None:
    if isinstance(block, blocks.StreamBlock | blocks.ListBlock):
        _post_children(form, prefix, block, state)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            _post(form, f"{prefix}-{name}", child, state[name])
    elif not isinstance(block, blocks.StaticBlock):
        form[prefix] = "" if state is None else str(state)


def _post_children(form: QueryDict, prefix: str, block: Any, state: Any) -> None:
    form[f"{prefix}-count"] = str(len(state))
    for index, entry in enumerate(state):
        at = f"{prefix}-{index}"
        form[f"{at}-deleted"] = ""
        form[f"{at}-order"] = str(index)
        form[f"{at}-id"] = entry.get("id") or ""
        child = getattr(block, "child_block", None)
        if child is None:
            form[f"{at}-type"] = entry["type"]
            child = block.child_blocks[entry["type"]]
        _post(form, f"{at}-value", child, entry["value"])
