"""Lines of text out of PDF, HTML, plain text and scanned pages."""
