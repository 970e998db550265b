"""The whole service as one file, taken while people write, and back again into an empty folder."""
