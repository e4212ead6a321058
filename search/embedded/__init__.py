"""tantivy, embedded: search where no server runs."""

from search.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
