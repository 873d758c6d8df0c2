"""Django's settings. Everything that differs between installations comes from `environment`."""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
from django.utils.translation import gettext_lazy as _

from config import data_directory, logs, schedule
from config.databases import SQLITE, sqlite_entry
from config.environment import WrongVariableError, read_environment

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

try:
    _environment = read_environment(os.environ)
except WrongVariableError as _error:
    sys.exit(f"stanceline: {_error}")

# Where things are. Nothing is created here: a command that only reads must leave no traces.
DATA_DIR = BASE_DIR / Path(_environment["DATA_DIR"]).expanduser()
PORT: int = _environment["PORT"]
SITE_URL: str = _environment["SITE_URL"] or f"http://127.0.0.1:{PORT}"

# Secrets. An empty SECRET_KEY is refused by Django wherever something needs it.
try:
    SECRET_KEY: str = _environment["SECRET_KEY"] or data_directory.read_kept(
        DATA_DIR / data_directory.SECRET_KEY_FILE
    )
    REDIS_URL: str = _environment["REDIS_URL"] or data_directory.read_kept(
        DATA_DIR / data_directory.BROKER_URL_FILE
    )
except OSError as _error:
    sys.exit(f"stanceline: DATA_DIR cannot be read: {_error}.")
FIELD_KEYS: list[str] = _environment["FIELD_KEYS"]

# What the product does.
FETCH_ALLOWED_NETWORKS = _environment["FETCH_ALLOWED_NETWORKS"]
WEBHOOK_ALLOWED_NETWORKS = _environment["WEBHOOK_ALLOWED_NETWORKS"]
FETCH_HOST_GAP: float = _environment["FETCH_HOST_GAP"]
CONFIRM_CHANGES: str = _environment["CONFIRM_CHANGES"]
QUOTE_MAX_WORDS: int = _environment["QUOTE_MAX_WORDS"]
QUOTE_MAX_SHARE: int = _environment["QUOTE_MAX_SHARE"]
STALE_MONTHS: int = _environment["STALE_MONTHS"]
ALERT_MAX_AGE_DAYS: int = _environment["ALERT_MAX_AGE_DAYS"]
TEXT_RETENTION_DAYS: int = _environment["TEXT_RETENTION_DAYS"]
LLM_BASE_URL: str = _environment["LLM_BASE_URL"]
LLM_API_KEY: str = _environment["LLM_API_KEY"]
LLM_MODEL: str = _environment["LLM_MODEL"]
SENTRY_DSN: str = _environment["SENTRY_DSN"]
TRUSTED_PROXIES = _environment["TRUSTED_PROXIES"]

# Django itself.
DEBUG: bool = _environment["DEBUG"]
_site_host = urlsplit(SITE_URL).hostname or ""
ALLOWED_HOSTS: list[str] = [
    *(_environment["ALLOWED_HOSTS"] or [f"[{_site_host}]" if ":" in _site_host else _site_host]),
    # Health checks come from the machine itself, by these names.
    "localhost",
    "127.0.0.1",
    "[::1]",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    # Ours come first: their templates and commands win over those of the packages.
    "config",
    "alerts",
    "commentary",
    "sources",
    "common",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "simple_history",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]
MIDDLEWARE = [
    "common.request_ids.RequestIdMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "common.security_headers.SecurityHeadersMiddleware",
    "common.forwarding.ForwardedAddressMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",  # who asked: common.history
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Languages and time: every instant is UTC, the outlet's own zone stands on its row.
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ja", _("Japanese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]

# Served by WhiteNoise straight from the packages: no collectstatic before the first start.
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# An https address switches the rest of https on.
_is_https = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = _is_https
# Asked by the machine itself, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _is_https
SECURE_HSTS_PRELOAD = _is_https
SESSION_COOKIE_SECURE = _is_https
CSRF_COOKIE_SECURE = _is_https
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# Database. Never ATOMIC_REQUESTS: a transaction is as short as its service.
# Connections per process; a thread holds one only while it works.
POSTGRESQL_POOL: dict[str, Any] = {"min_size": 1, "max_size": 20, "timeout": 10}
_database: dict[str, Any] = _environment["DATABASE_URL"] or {
    "ENGINE": SQLITE,
    "NAME": str(DATA_DIR / "stanceline.sqlite3"),
}
if _database["ENGINE"] == SQLITE:
    _database = sqlite_entry(_database, checkout=BASE_DIR)
else:
    _database["OPTIONS"] = {"pool": POSTGRESQL_POOL, **_database.get("OPTIONS", {})}
    _database["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": _database}

# Cache and throttles.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "stanceline",
        # Seconds. Without limits a broker that is only silent would hold every request.
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Mail.
DEFAULT_FROM_EMAIL: str = _environment["DEFAULT_FROM_EMAIL"]
SERVER_EMAIL = DEFAULT_FROM_EMAIL
_mail: dict[str, Any] = _environment["EMAIL_URL"] or {
    "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
    "EMAIL_FILE_PATH": str(DATA_DIR / "mail"),
}
EMAIL_BACKEND: str = _mail["EMAIL_BACKEND"]
EMAIL_FILE_PATH: str = _mail.get("EMAIL_FILE_PATH", "")
EMAIL_HOST: str = _mail.get("EMAIL_HOST", "localhost")
EMAIL_PORT: int = _mail.get("EMAIL_PORT", 25)
EMAIL_HOST_USER: str = _mail.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD: str = _mail.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS: bool = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL: bool = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 15  # seconds; shorter than any lease

# Celery. It only wakes workers: what is owed stands in the database.
WAKES = schedule.WAKES
# Where no broker is known, a port that refuses at once.
CELERY_BROKER_URL = REDIS_URL or "redis://127.0.0.1:1/0"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,  # seconds; above the longest lease
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 5,
    "socket_keepalive": True,
}
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_POOL = "threads"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TASK_CREATE_MISSING_QUEUES = True
CELERY_TASK_DEFAULT_QUEUE = "read"
CELERY_TASK_ROUTES = [schedule.TASK_ROUTES]
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = schedule.BEAT_SCHEDULE
# In memory: every period is short, and a schedule file could be torn or locked by a dying beat.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"

# API. Classes of our own (errors, paging, filters, throttles) are named here by dotted path.
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["common.api.formats.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["common.api.bodies.JsonParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "common.api.formats.FormatNegotiation",
    "URL_FORMAT_OVERRIDE": None,  # common.api.formats reads it: a wrong format is a 400, not a 404
    "DEFAULT_SCHEMA_CLASS": "common.api.schema.DeclaredSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": ["common.api.access.StaffSession"],
    # Closed unless a view says otherwise; what is public is said by common.api.views.ApiView.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_THROTTLE_CLASSES": [
        "common.api.throttles.AddressThrottle",
        "common.api.throttles.WriteThrottle",
        "common.api.throttles.DailyWriteThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": "1200/min",
        "anon_write": "20/min",
        "anon_write_daily": "500/day",
        "owner": "300/min",
    },
    "NUM_PROXIES": 0,  # REMOTE_ADDR: common.forwarding has looked through our proxies already
    "EXCEPTION_HANDLER": "common.api.problems.handle_exception",
    "DEFAULT_VERSIONING_CLASS": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Stanceline API",
    "DESCRIPTION": "Dated, evidenced statements and positions of experts, and how they change.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        name: f"commentary.enums.{name}"
        for name in (
            "ChangeKind",
            "ChangeState",
            "EvidenceState",
            "OccasionKind",
            "PropositionKind",
            "PropositionState",
            "RecordKind",
            "Stance",
            "StatementType",
        )
    }
    | {name: f"sources.enums.{name}" for name in ("ErrorKind", "FeedState")}
    | {
        name: f"alerts.enums.{name}"
        for name in (
            "Channel",
            "DeliveryState",
            "EndpointState",
            "EndpointSwitch",
            "SubscriptionState",
        )
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# Logging: one line per record on stdout.
LOG_FORMAT: str = logs.format_chosen(_environment["LOG_FORMAT"])
LOGGING: dict[str, Any] = logs.logging_settings(level=_environment["LOG_LEVEL"], style=LOG_FORMAT)

# Metrics and error reports.
METRICS_ALLOWED_NETWORKS = _environment["METRICS_ALLOWED_NETWORKS"]
if SENTRY_DSN:
    from config.reporting import start_reporting  # Sentry's own modules take a while to load.

    start_reporting(SENTRY_DSN)
