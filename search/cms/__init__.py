"""Search in the CMS: an editor tries a search, moves what it finds, and keeps synonyms."""
