"""Sage X3: SOAP web services of objects, and SData over REST."""
