"""Causes that show in several writes of one article: a factor, a constant, a change applied twice, parcels since."""
