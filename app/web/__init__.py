"""The glue to Flask: database, transaction, problems, actor, headers, base templates."""
