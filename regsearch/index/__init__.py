"""The index on disk: its files, their formats, reading them, and whether they are intact."""
