"""Queries over several tables: SQL queries, cross joins."""
