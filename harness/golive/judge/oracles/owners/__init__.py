"""Oracles about records that have an owner: prices, records of no concern to an integration, ownership."""
