"""Rules about an order as a whole."""
