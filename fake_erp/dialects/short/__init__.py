"""What the short dialects share: those of products of which only the order path is spoken.

1. `records` has a getter for every neutral field of a record of the books.
2. `fields` has tables: the name of a field in a product, the neutral field it stands for, how it is read and written.
3. `documents` makes commands of the neutral documents that tables read.
4. `lookups` finds the records that a list asks for, by index where it names a key.
5. `matching` and `base` are the match and the dialect; `sets` are lists and records over HTTP.
6. `xml` reads bounded XML, `words` words places as the fields of a product.
"""
