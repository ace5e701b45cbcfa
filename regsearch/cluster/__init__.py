"""An index in an OpenSearch cluster: reading, searching, loading, switching the alias."""
