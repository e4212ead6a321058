"""`docs/configuration.md`, written from the typed settings so that it cannot lag."""

from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from eoffice.environment import Environment

PAGE = Path(__file__).resolve().parents[2] / "docs" / "configuration.md"
INTRODUCTION = """\
# Configuration

Every setting is an environment variable, read and checked once at start. A setting
that is missing or wrong stops the start with a message that names it. This page is
written by `eoffice document-configuration` from `eoffice/environment.py`.

`compose.yaml` sets all of these from `.env`, which `deploy/make_env.py` writes with
fresh secrets; `make demo` makes its own and keeps them in `var/demo/`.

| Variable | Value | Default | Meaning |
|---|---|---|---|
"""


def kind(field: FieldInfo) -> str:
    """Return what a value looks like, in words."""
    annotation = field.annotation
    if get_origin(annotation) is Literal:
        return " or ".join(f"`{choice}`" for choice in get_args(annotation))
    names: dict[Any, str] = {
        SecretStr: "secret",
        bool: "`true` or `false`",
        int: "whole number",
    }
    return names.get(annotation, "text") if annotation else "text"


def default(field: FieldInfo) -> str:
    """Return the default as it would be written, or that there is none."""
    if field.is_required():
        return "**required**"
    value = field.default
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, bool):
        value = str(value).lower()
    return f"`{value}`" if value != "" else "empty"


def page() -> str:
    """Return the whole page, settings in the order of their class."""
    rows = (
        f"| `{name}` | {kind(field)} | {default(field)} | {field.description or ''} |\n"
        for name, field in Environment.model_fields.items()
    )
    return INTRODUCTION + "".join(rows)
