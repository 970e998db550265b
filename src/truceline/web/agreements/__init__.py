"""Agreements, actors and places to look up: read from the world the service watches, kept in no table."""
