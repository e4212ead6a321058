"""Elasticsearch 8.19 as search engine."""

from search.elastic.connection import ElasticServer
from search.elastic.engine import ElasticEngine

__all__ = ["ElasticEngine", "ElasticServer"]
