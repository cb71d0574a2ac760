"""SAP S/4HANA: OData V2 and V4 services of the A2X kind, with CSRF tokens, ETags and message classes."""
