"""Endpoints of what belongs to products: custom options, options of bundles and configurables, links."""
