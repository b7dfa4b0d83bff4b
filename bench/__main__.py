"""Measured speed: ``make bench``, or one part of it: ``make bench ONLY=search``."""

import sys

from bench import community, pages, reputation, search, simulation

PARTS = {
    "pages": pages.main,
    "search": search.main,
    "community": community.main,
    "reputation": reputation.main,
    "simulation": simulation.main,
}

for name in sys.argv[1:] or PARTS:
    PARTS[name]()
