"""Changes after which what worked before does not: new master data, new limits."""
