"""Candidates are scored and ordered."""
