"""An index in an OpenSearch cluster: its documents, its engine, loading and switching."""
