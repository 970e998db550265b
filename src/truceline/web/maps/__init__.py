"""The map of incidents beside its list: circles for the mission, counts by district for everybody else."""
