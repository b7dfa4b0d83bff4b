"""The demo's settings with one more address: a constant page, the reference every page is compared with."""

from site_config.settings.development import *  # noqa: F403

ROOT_URLCONF = "bench.urls"

SEARCH_LIMITS = {}  # One client asks for hundreds of readers here.
