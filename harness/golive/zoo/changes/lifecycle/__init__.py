"""Changes of the reference in states, parcels and refunds."""
