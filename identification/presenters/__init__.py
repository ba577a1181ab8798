"""Words of identification for people: what a run, a school and the rules say."""
