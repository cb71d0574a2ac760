"""Sage 200: the REST API in front of a site, with Sage ID tokens."""
