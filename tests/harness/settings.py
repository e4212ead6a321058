"""The product's settings, save that static files are served as they lie.

No test depends on their hashed names, so none waits for `collectstatic`.
"""

from eoffice.settings import *  # noqa: F403  settings are a namespace
from eoffice.settings import STORAGES as PRODUCT_STORAGES

STORAGES = {
    **PRODUCT_STORAGES,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
