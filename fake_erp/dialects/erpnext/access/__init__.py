"""API keys, cookies and CSRF tokens."""
