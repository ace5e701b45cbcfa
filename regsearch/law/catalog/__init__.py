"""The catalogue of instruments: numbers, names, dates, relations."""
