"""How the database is used by all: locks of a session, acts that collide."""
