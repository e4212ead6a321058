"""The demonstration on one machine: no root, no container engine.

`eoffice demo start` runs the product's own processes on an embedded PostgreSQL and an
embedded object store, all data under `var/demo/`. The product does not know: it reads
the same settings as anywhere.
"""
