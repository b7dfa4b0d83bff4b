"""For the test suite: fast password hashing, mail kept in memory, tasks run by hand, an index of its own."""

import os
import tempfile

os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="stoa-test-"))
os.environ["EMAIL_URL"] = "memorymail://"

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES, VAR_DIR, env

SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# A file, so that tests of races have connections of their own; TEST_DATABASE_NAME with --reuse-db keeps it.
in_a_file = str(VAR_DIR / "test.sqlite3") if "sqlite3" in DATABASES["default"]["ENGINE"] else ""
if name := env.str("TEST_DATABASE_NAME", default=in_a_file):
    DATABASES["default"]["TEST"] = {"NAME": name}
