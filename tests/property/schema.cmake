compliance_probe(schema)
compliance_property(schema schema_agrees.py)
