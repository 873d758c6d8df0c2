"""Settings of the tests: the product's own, with nothing that outlives or leaves this process."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from config.environment import VARIABLES

# Each process (pytest-xdist starts several) has a directory of its own; nothing is written to
# var/, and an operator's variables in the shell do not change what the tests see.
_directory = tempfile.mkdtemp(prefix="stanceline-tests-")
atexit.register(shutil.rmtree, _directory, ignore_errors=True)
for _variable in VARIABLES:
    if _variable.name not in {"DATABASE_URL", "REDIS_URL"}:  # the pair that .ci/run chooses
        os.environ.pop(_variable.name, None)
        os.environ.pop(f"{_variable.name}_FILE", None)
os.environ["DATA_DIR"] = _directory
os.environ["SECRET_KEY"] = "the-key-of-the-tests-which-signs-nothing-real-0123456789"

from config.settings import *  # noqa: E402, F403 - after the environment is set, and all of it
from config.settings import DATABASES  # noqa: E402 - named, because it is changed below

if DATABASES["default"]["ENGINE"] == "common.sqlite":
    # A file: threads on Django's in-memory test database fail with lock errors.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_directory) / "tests.sqlite3")}
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"]["OPTIONS"],
        "init_command": DATABASES["default"]["OPTIONS"]["init_command"]
        + "; PRAGMA synchronous=OFF",
    }

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Messages stay in this process and nobody consumes them; a test may read the queue.
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
