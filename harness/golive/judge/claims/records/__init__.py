"""Claims about stock, prices and the documents that follow an order."""
