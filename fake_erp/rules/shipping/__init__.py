"""Rules about addresses, shipments and returns."""
