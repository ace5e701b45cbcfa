"""The citations of a draft are found, and what each elliptic one stands for."""
