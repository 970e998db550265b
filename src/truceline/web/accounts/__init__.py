"""People, their roles and compartments, and what each role may do."""
