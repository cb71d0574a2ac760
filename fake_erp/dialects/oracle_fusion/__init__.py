"""Oracle Fusion Cloud Order Management: ADF REST resources, orders by their key in the source system."""
