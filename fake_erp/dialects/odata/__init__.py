"""What OData products share: addresses, query options, filters, pages, batches and metadata, in versions 2 to 4.

How a dialect uses it:

1. `paths.path_of` splits an address below the service root into `Segment`s with their keys.
2. `queries.query_of` reads the query options of a version to a `Query`.
3. `model` describes entity types once, in a table of `Property` rows: name, kind, and how to get it from a record of
   the books. Writing, filtering, sorting and `$metadata` all follow from that table.
4. `selection.select` gives the records of a list that the options ask for. `Query.equal("Field")` is the value that
   a filter demands of a field, so that the dialect can look it up in an index and pass only those records on.
5. `writing.Writer` writes entities, lists, next links and counts as one version does.
6. `headers` reads `Prefer`, `If-Match` and makes ETags; `multipart` and `json_batch` read and write `$batch`, as a
   `fake_erp.dialects.bundle.Bundle`; `metadata.edmx` writes `$metadata`.
7. `refusals.nearest` finds code and status of a refusal in the tables of a product, `refusals.headers_of` its headers;
   a subclass of `refusals.PropertyWords` names the properties and requests that a message mentions.

Everything that cannot be read is refused with `fake_erp.errors.Malformed`, whose place is the option or `path`.
"""
