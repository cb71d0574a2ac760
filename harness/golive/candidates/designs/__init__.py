"""Designs as data: an architecture decision in YAML, carried out by the reference integration or an architecture.

`decision` has the choices, `reading` reads them, `combinations` refuses those that contradict each other, `carrying`
turns them into an integration. `choices` has one class per choice that differs from the reference; `bundled` has the
designs that golive brings along.
"""
