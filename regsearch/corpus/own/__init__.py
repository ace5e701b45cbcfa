"""The user's own documents: what he says of them, and what they say of themselves."""
