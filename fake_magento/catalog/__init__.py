"""The catalogue: products, attributes, categories, prices."""
