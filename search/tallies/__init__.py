"""How often something happened to the index on a day: numbers, nothing else."""
