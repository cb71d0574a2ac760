"""Rules about payments."""
