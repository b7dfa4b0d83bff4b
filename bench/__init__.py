"""Measured speed: ``make bench``. Every figure is a ratio to a reference measured in the same run."""
