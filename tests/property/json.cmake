compliance_probe(json)
compliance_property(json json_forms.py)
