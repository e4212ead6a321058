"""Keys, cookies, headers. What we promise about them: `SECURITY.md`."""

from eoffice.environment import environment

env = environment()

DEBUG = env.DEBUG
SECRET_KEY = env.SECRET_KEY.get_secret_value()
SECRET_KEY_FALLBACKS = env.listed("SECRET_KEY_FALLBACKS")
FIELD_KEYS = env.listed("FIELD_KEYS")
ALLOWED_HOSTS = env.listed("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [env.BASE_URL.rstrip("/")]

# With __Host- no other host of the domain can set our cookies (RFC 6265bis).
COOKIE_PREFIX = "__Host-" if env.SECURE else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}eoffice"
DEVICE_COOKIE_NAME = f"{COOKIE_PREFIX}perangkat"
SESSION_COOKIE_SECURE = env.SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "eoffice.shell.views.errors.csrf_failure"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
CSRF_COOKIE_SECURE = env.SECURE
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"

SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers then send "Origin: null" with every form, and the
# check against forged requests refuses them. Other sites still learn nothing.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if env.SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.SECURE
SECURE_HSTS_PRELOAD = env.SECURE
SECURE_SSL_REDIRECT = env.SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# Without a proxy of ours the header is whatever a stranger wrote.
if env.PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_LIMIT_BYTES = env.UPLOAD_LIMIT_BYTES
API_REQUESTS_PER_MINUTE = env.API_REQUESTS_PER_MINUTE
