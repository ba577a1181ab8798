"""Guardrails: what holds for the whole portal, whoever adds a page or a field."""
