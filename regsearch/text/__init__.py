"""Words, stems, quantities and dates of Indonesian text."""
