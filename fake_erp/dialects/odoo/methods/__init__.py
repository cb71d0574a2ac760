"""Methods that every model has, and how arguments bind to them."""
