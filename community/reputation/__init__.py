"""Standing that rewards help (RULES §1).

rules       what pays, how much, and every cap: to be read in one place
facts       which facts stand now, as rows of the tables they live in
ledger      compares facts with entries, and writes what is missing: the only door to points
rebuild     everything again from the facts, compared with what is kept
"""
