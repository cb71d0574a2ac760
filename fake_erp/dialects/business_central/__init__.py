"""Microsoft Dynamics 365 Business Central: API v2.0 and published pages over OData version 4."""
