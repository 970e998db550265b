"""What instruments make due: commitments, their dates by source, and where they stand at a state of knowledge."""
