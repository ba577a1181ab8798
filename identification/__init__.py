"""Which schools need support, how that was found, and the decision about it."""
