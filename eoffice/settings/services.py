"""The services beside the process: database, broker, store, index, mail, log."""

from urllib.parse import parse_qsl, unquote, urlsplit

from eoffice.environment import environment

env = environment()
_database = urlsplit(env.DATABASE_URL)

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _database.path.lstrip("/"),
        "USER": unquote(_database.username or ""),
        "PASSWORD": unquote(_database.password or ""),
        "HOST": _database.hostname or "",
        "PORT": str(_database.port or ""),
        # Django refuses to keep connections itself where there is a pool
        "CONN_MAX_AGE": 0 if env.DATABASE_POOL_SIZE else 60,
        # one that the server closed meanwhile is noticed before an act begins on it
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **dict(parse_qsl(_database.query)),
            **(
                {"pool": {"max_size": env.DATABASE_POOL_SIZE}}
                if env.DATABASE_POOL_SIZE
                else {}
            ),
        },
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
    }
}

TASK_RUNNER = env.TASK_RUNNER
SEARCH_ENGINE = env.SEARCH_ENGINE

_mail = urlsplit(env.EMAIL_URL.get_secret_value())
if _mail.scheme == "file":
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = _mail.path
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "127.0.0.1"
    EMAIL_PORT = _mail.port or 25
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.sender

OWN_LOGGERS = ("eoffice", "workflow", "archive", "search", "demo", "django")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "eoffice.process.logs.JSONFormatter"}},
    "filters": {"trace": {"()": "eoffice.process.trace.TraceFilter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["trace"],
        }
    },
    # A library's own news are noise between our events and in an operator's terminal.
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        **{name: {"level": env.LOG_LEVEL} for name in OWN_LOGGERS},
        "django.server": {"handlers": ["console"], "propagate": False},
        "pyhanko": {"level": "ERROR"},
        "elastic_transport": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
