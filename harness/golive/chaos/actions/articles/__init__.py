"""Articles that get another SKU, are deleted, or come under a SKU that another one had."""
