"""Records of earlier runs."""
