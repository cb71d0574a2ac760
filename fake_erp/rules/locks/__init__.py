"""Rules about locks, closed periods and permissions."""
