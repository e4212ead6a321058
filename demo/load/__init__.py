"""A seeded volume of letters, for measuring: bulk writes under the database's rules."""
