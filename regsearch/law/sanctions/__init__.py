"""Which sanction a provision carries, and on which basis."""
