"""The native dialect: JSON over REST under /api/v1."""
