"""What the machine does to the ERP, by noun; each step is predicted by the model."""
