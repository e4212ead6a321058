"""Mail merge: one draft with named gaps and a table make many letters."""
