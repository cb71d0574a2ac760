"""The catalogue: products, categories, attributes."""
