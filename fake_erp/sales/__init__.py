"""Sales: customers, prices, orders."""
