"""Legal knowledge as data that a lawyer can review (TOML)."""
