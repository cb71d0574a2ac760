"""Causes: payments, cancellations, shipments and stock that were not passed on."""
