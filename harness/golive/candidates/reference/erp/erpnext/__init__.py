"""The ERP as ERPNext: documents to and from the neutral form, refusals, and the calls."""
