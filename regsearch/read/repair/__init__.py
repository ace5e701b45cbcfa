"""Page furniture, torn words and glued markers, mended before anything is parsed."""
