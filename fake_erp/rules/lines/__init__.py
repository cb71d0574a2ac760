"""Rules about order lines, their items and quantities."""
