"""Signing in to NetSuite: token-based authentication (OAuth 1.0) and OAuth 2.0."""
