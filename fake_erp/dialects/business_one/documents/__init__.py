"""Documents: orders and what follows from them, as the product names and numbers them."""
