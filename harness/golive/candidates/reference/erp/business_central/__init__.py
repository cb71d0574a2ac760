"""Business Central by its API v2.0 and published pages."""
