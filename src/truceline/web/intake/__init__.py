"""Reports come in: by form, by file, by program. Nothing is confirmed before it is kept."""
