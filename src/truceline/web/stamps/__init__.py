"""Time-stamps of the log by an authority outside it (RFC 3161): what shows that its end was cut off or written anew."""
