"""The Swagger document of the shop, and the services behind its routes."""
