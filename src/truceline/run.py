"""The whole pipeline, one readable function."""
