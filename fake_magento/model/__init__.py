"""Records of the shop."""
