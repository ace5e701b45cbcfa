"""Lines of text out of PDF, HTML, plain text and pictures."""
