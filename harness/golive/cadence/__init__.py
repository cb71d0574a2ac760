"""The cadence of stock updates that each article needs, from how fast it sells and how much of it there is."""
