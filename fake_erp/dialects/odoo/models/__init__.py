"""What a model is: fields, records and methods; domains, orders and values of fields."""
