"""Results, rules, runs and the decision: which schools need support."""
