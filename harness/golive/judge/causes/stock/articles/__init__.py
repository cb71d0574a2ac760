"""Wrong quantities of articles that got another SKU or that of another one, and of sources in several stocks."""
