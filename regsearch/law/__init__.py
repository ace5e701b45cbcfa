"""What the words of regulations mean: references, sanctions, validity, the catalogue."""
