"""Repairs of the extracted lines, before their structure is parsed."""
