"""An answer becomes output."""
