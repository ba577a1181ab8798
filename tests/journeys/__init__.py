"""Journeys: the processes that a person or a server starts."""
