"""A question becomes one parsed query: citations, subject, stage, election, concepts."""
