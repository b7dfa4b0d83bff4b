"""The demo's settings with one more address: a constant page, the reference every page is compared with.

Every page says how many queries it took.
"""

from site_config.settings.development import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.counting.CountQueries", *MIDDLEWARE]  # noqa: F405

SEARCH_LIMITS = {}  # One client asks for hundreds of readers here.
