"""The Swagger document of the shop."""
