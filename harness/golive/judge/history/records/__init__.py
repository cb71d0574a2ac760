"""The records of both systems besides orders and stock: prices, customers, products, and who wrote them."""
