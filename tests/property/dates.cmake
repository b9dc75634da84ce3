compliance_probe(dates)
compliance_property(dates dates_property.py)
