"""An example for each shape, from its fields: their own examples, else their kind."""

from typing import Any

MAX_DEPTH = 6
FORMATS = {
    "uuid": "019a8f6e-3c1d-7b62-9f0e-5a1c2d3e4f50",
    "date": "2026-03-02",
    "date-time": "2026-03-02T01:30:00Z",
    "email": "tata.usaha@wanasari.go.id",
    "uri": "https://eoffice.wanasari.go.id/",
    "binary": "(bytes)",
}
KINDS = {"string": "teks", "integer": 1, "number": 1.0, "boolean": False, "null": None}


def example_of(schema: dict[str, Any], schemas: dict[str, Any], depth: int = 0) -> Any:
    """Return a value of this JSON schema; `schemas` are the named ones."""
    for name in ("example", "default", "const"):
        if schema.get(name) is not None:
            return schema[name]
    for name in ("examples", "enum"):
        if schema.get(name):
            return schema[name][0]
    if depth > MAX_DEPTH:
        return None
    if "$ref" in schema:
        named = schemas.get(schema["$ref"].rsplit("/", 1)[-1], {})
        return example_of(named, schemas, depth + 1)
    return _composed(schema, schemas, depth)


def _composed(schema: dict[str, Any], schemas: dict[str, Any], depth: int) -> Any:
    for name in ("anyOf", "oneOf", "allOf"):
        if name in schema:
            return example_of(schema[name][0], schemas, depth + 1)
    if schema.get("type") == "array":
        return [example_of(schema.get("items", {}), schemas, depth + 1)]
    if schema.get("type") == "object":
        properties = schema.get("properties", {})
        return {
            name: example_of(inner, schemas, depth + 1)
            for name, inner in properties.items()
        }
    return FORMATS.get(schema.get("format", ""), KINDS.get(schema.get("type", "")))
