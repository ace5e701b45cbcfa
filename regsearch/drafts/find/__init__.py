"""Find the citations of a draft, and what each elliptic one stands for."""
