"""The demo region: invented from a seed, with nobody and no place that exists."""
