"""The engine this installation uses, made once per process."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from eoffice.environment import environment
from search.engines.contract import Engine

if TYPE_CHECKING:
    from search.engines.elastic import ElasticServer


def engine() -> Engine:
    """The engine that ``SEARCH_ENGINE`` names; nothing is connected or read yet."""
    return _made(settings.SEARCH_ENGINE)


@lru_cache(maxsize=2)
def _made(name: str) -> Engine:
    env = environment()
    if name == "tantivy":
        from search.engines.embedded import EmbeddedEngine  # noqa: PLC0415  optional at run time

        return EmbeddedEngine(Path(env.SEARCH_DIR), secret=settings.SECRET_KEY)
    from search.engines.elastic import ElasticEngine  # noqa: PLC0415  the same

    return ElasticEngine(elastic_server(), secret=settings.SECRET_KEY)


def elastic_server() -> "ElasticServer":
    """Where the settings say the search server is."""
    from search.engines.elastic import ElasticServer  # noqa: PLC0415  optional at run time

    env = environment()
    return ElasticServer(
        url=env.ELASTICSEARCH_URL,
        prefix=env.SEARCH_INDEX_PREFIX,
        user=env.ELASTICSEARCH_USER,
        password=env.ELASTICSEARCH_PASSWORD.get_secret_value(),
        ca=env.ELASTICSEARCH_CA,
    )
