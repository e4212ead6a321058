"""Shapes of partial changes: every field may be left out."""

from typing import Any

from pydantic import Field, create_model

from eoffice.api.organisation.shapes import Change


def partial(model: type[Change], name: str) -> Any:
    """Return `model` with every field optional; what is left out stays as it is.

    A field that is named must be valid; null counts only where the field allows it.
    """
    fields: dict[str, Any] = {}
    for field_name, field in model.model_fields.items():
        copy: Any = Field(default=None, alias=field.alias, examples=field.examples)
        # the bounds stay: what is named must be valid
        copy.metadata = field.metadata
        fields[field_name] = (field.annotation, copy)
    made = create_model(name, __base__=Change, **fields)
    made.__doc__ = f"{model.__doc__} What is left out stays."
    return made
