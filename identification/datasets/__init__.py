"""The bridge from the database to the statistics."""

from identification.datasets.inputs import RunInputs
from identification.datasets.loading import load_inputs


__all__ = ["RunInputs", "load_inputs"]
