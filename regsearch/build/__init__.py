"""A corpus becomes an index."""
