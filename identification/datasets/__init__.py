"""The bridge from the database to the statistics."""

from identification.datasets.inputs import RunInputs, load_inputs


__all__ = ["RunInputs", "load_inputs"]
