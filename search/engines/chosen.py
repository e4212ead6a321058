"""The engine this installation uses, made once per process."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from eoffice.environment import environment
from search.engines.contract import Engine


def engine() -> Engine:
    """The engine that ``SEARCH_ENGINE`` names; nothing is connected or read yet."""
    return _made(settings.SEARCH_ENGINE)


@lru_cache(maxsize=2)
def _made(name: str) -> Engine:
    env = environment()
    if name == "tantivy":
        from search.engines.embedded import EmbeddedEngine  # noqa: PLC0415  optional at run time

        return EmbeddedEngine(Path(env.SEARCH_DIR), secret=settings.SECRET_KEY)
    from search.engines.elastic import ElasticEngine, ElasticServer  # noqa: PLC0415  the same

    server = ElasticServer(
        url=env.ELASTICSEARCH_URL,
        prefix=env.SEARCH_INDEX_PREFIX,
        user=env.ELASTICSEARCH_USER,
        password=env.ELASTICSEARCH_PASSWORD.get_secret_value(),
        ca=env.ELASTICSEARCH_CA,
    )
    return ElasticEngine(server, secret=settings.SECRET_KEY)
