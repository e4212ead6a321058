"""The engine this installation uses, made once per process."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from eoffice.environment import environment
from search.engines.contract import Engine
from search.words.table import office_synonyms


def engine() -> Engine:
    """The engine that ``SEARCH_ENGINE`` names; nothing is connected or read yet."""
    return _made(settings.SEARCH_ENGINE)


@lru_cache(maxsize=2)
def _made(name: str) -> Engine:
    if name == "tantivy":
        from search.embedded import EmbeddedEngine  # noqa: PLC0415  optional at run time

        folder = Path(environment().SEARCH_DIR)
        return EmbeddedEngine(
            folder, secret=settings.SECRET_KEY, synonyms=office_synonyms
        )
    from search.elastic import ElasticEngine  # noqa: PLC0415  the same
    from search.elastic.configured import elastic_server  # noqa: PLC0415  the same

    return ElasticEngine(
        elastic_server(), secret=settings.SECRET_KEY, synonyms=office_synonyms
    )
