"""Incidents, what the engine finds about them, and how people establish what happened."""
