"""Wrong quantities of articles that changed their SKU, or got that of another one."""
