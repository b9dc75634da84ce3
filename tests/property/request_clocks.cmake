# The clocks of requests for every day of receipt from 2020 to 2035, against an independent reading in Python.
compliance_probe(request_clocks)
compliance_property(request_clocks request_clocks.py)
