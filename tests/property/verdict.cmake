compliance_probe(verdict)
target_sources(probe-verdict PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/memory_files.cpp)
target_include_directories(probe-verdict PRIVATE ${PROJECT_SOURCE_DIR})
compliance_property(verdict verdict_property.py)
