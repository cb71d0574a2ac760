"""Wire dialects: each folder translates one product's API to the operations of the ERP."""
