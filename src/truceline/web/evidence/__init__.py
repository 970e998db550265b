"""Files that show what happened: sealed originals, working copies without metadata, and who had them in hand."""
