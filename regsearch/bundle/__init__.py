"""Signed bundles: an index packed into one file, checked and installed on another machine."""
