"""Models of master data: partners, products, prices, stock, and what Odoo keeps about itself."""
