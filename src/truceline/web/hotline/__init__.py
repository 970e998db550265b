"""The hotline: calls as they were taken, who called kept apart, and what became of each."""
