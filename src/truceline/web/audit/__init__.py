"""Who did what: an append-only chain, one entry a write or batch, written in the same transaction."""
