"""Staging tables in an SQL database: orders come in, states, stock and shipments go out."""
