"""Arrow schemas: one table, one class."""
