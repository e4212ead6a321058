"""The second store, as the settings name it."""

from functools import lru_cache

from eoffice.environment import environment
from eoffice.objects.client import connect
from eoffice.objects.store import Store


@lru_cache(maxsize=4)
def _store(url: str, access_key: str, secret_key: str, prefix: str) -> Store:
    return Store(connect(url, access_key, secret_key), prefix)


def second_store() -> Store | None:
    """Return the store of the second copies; nothing: there is none."""
    env = environment()
    if not env.S3_COPY_URL:
        return None
    secret = env.S3_COPY_SECRET_KEY.get_secret_value()
    return _store(env.S3_COPY_URL, env.S3_COPY_ACCESS_KEY, secret, env.S3_BUCKET_PREFIX)
