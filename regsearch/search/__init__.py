"""A question becomes answers."""
