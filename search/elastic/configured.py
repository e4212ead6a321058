"""The search server that this installation is set to use."""

from eoffice.environment import environment
from search.elastic.connection import ElasticServer


def elastic_server() -> ElasticServer:
    """Where the settings say the search server is; nothing is connected yet."""
    env = environment()
    return ElasticServer(
        url=env.ELASTICSEARCH_URL,
        prefix=env.SEARCH_INDEX_PREFIX,
        user=env.ELASTICSEARCH_USER,
        password=env.ELASTICSEARCH_PASSWORD.get_secret_value(),
        ca=env.ELASTICSEARCH_CA,
    )
