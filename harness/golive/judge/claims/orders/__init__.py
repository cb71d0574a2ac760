"""Claims about orders."""
