"""Engines: each turns a parsed question into scored passage numbers, by one formula (BM25)."""
