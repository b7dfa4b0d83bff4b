"""For the test suite: fast password hashing, mail kept in memory, and a folder of its own for each test process."""

import atexit
import os
import shutil
import tempfile

# Parallel test processes must not share an index; what they start as subprocesses must.
if os.environ.get("STOA_TEST_PROCESS") != os.environ.get("PYTEST_XDIST_WORKER", "only"):
    os.environ["STOA_TEST_PROCESS"] = os.environ.get("PYTEST_XDIST_WORKER", "only")
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="stoa-test-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)
os.environ["EMAIL_URL"] = "memorymail://"

from .base import *  # noqa: F403
from .base import DATABASES, PUBLIC_MAIL_DOMAINS, STORAGES, VAR_DIR, env

(VAR_DIR / "static").mkdir(exist_ok=True)
SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in real life: threads and processes of a race have connections of their own.
    name = env.str("TEST_DATABASE_NAME", default=str(VAR_DIR / "test.sqlite3"))
    DATABASES["default"]["TEST"] = {"NAME": name}
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
SEARCH_LIMITS = {}  # Tests of the limits set them.
PUBLIC_MAIL_DOMAINS += ["example.com", "example.org", "demo.invalid", "bench.invalid", "ten.invalid", "members.invalid"]
