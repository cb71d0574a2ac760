"""SAP Business One, as its clients see it."""
