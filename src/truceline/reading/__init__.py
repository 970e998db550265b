"""Text to claims with character spans: deterministic, offline, explainable; nothing is ever taken as a fact."""
