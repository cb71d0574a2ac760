"""Actions on customers of the shop."""
