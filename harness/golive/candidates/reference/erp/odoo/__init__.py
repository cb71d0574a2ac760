"""The ERP as Odoo."""
