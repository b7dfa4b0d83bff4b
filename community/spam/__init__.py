"""Defence against spam: traps in forms, signs in texts, a list of words, a service outside (docs/decisions)."""
