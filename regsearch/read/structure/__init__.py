"""Lines become bab, pasal, ayat, huruf, angka, annexes and explanations."""
