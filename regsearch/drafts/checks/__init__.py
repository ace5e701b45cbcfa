"""What the law says of each citation: existence, force, quotations, claims."""
