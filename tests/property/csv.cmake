compliance_probe(csv)
compliance_property(csv csv_property.py)
