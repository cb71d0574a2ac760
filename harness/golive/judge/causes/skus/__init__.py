"""The timeline of one SKU in both systems, and the calls that moved stock, for the causes of wrong quantities."""
