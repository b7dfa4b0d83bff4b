"""For one's own machine and the demo: nothing to configure. Set DEBUG=0 to see the site as visitors will."""

from .base import *  # noqa: F403
from .base import PUBLIC_MAIL_DOMAINS, STORAGES, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="development-only-never-use-this-key-on-a-public-machine")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
INTERNAL_IPS = ["127.0.0.1"]
if not env.bool("SEARCH_LIMITED", default=False):
    SEARCH_LIMITS = {}  # One's own machine is one address, and may be measured.
if DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
PUBLIC_MAIL_DOMAINS += ["demo.invalid", "bench.invalid", "example.com"]  # the people of the demo are strangers
