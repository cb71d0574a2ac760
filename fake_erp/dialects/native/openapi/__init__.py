"""The OpenAPI document of the native dialect."""
