"""Items, stock, deliveries and returns in the native dialect."""
