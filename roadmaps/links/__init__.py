"""Whether an address on a school's site still opens."""
