"""Microsoft Dynamics 365 Finance & Operations: data entities over OData V4 with Entra tokens."""
