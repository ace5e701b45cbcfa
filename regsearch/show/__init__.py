"""Output: replies, regulations, documents and indexes as text, JSON values or Markdown."""
