"""Jobs of accounting."""
