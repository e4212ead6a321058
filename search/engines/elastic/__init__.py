"""Elasticsearch 8.19 as search engine."""

from search.engines.elastic.connection import ElasticServer
from search.engines.elastic.engine import ElasticEngine

__all__ = ["ElasticEngine", "ElasticServer"]
