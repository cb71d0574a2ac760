"""A blueprint: what an integration is meant to do for each domain, tested against finished runs."""
