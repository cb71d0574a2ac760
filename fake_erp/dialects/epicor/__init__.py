"""Epicor Kinetic: business objects over REST v2, as OData and by their own methods."""
