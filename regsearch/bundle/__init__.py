"""An index is built, and travels."""
