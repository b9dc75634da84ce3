compliance_probe(verdict)
target_sources(probe-verdict PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/memory_files.cpp)
target_include_directories(probe-verdict PRIVATE ${PROJECT_SOURCE_DIR})
compliance_property(verdict verdict_property.py)
set_tests_properties(property/verdict PROPERTIES TIMEOUT 600)

# A property that nothing can break proves nothing. Compiles: not worth doing twice, and the instrumented link is another.
option(COMPLIANCE_ALL_MUTANTS "Also test that property/verdict notices changes of the rules; takes minutes" OFF)
if(COMPLIANCE_ALL_MUTANTS)
  add_test(NAME property/verdict-mutants
    COMMAND Python3::Interpreter -B ${PROJECT_SOURCE_DIR}/tests/traceability/mutants.py
      ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR} $<TARGET_FILE:probe-verdict>
      ${CMAKE_CURRENT_SOURCE_DIR}/verdict_mutants.yaml)
  set_tests_properties(property/verdict-mutants PROPERTIES LABELS property TIMEOUT 1200
    ENVIRONMENT "COMPLIANCE_WORLDS=1500;COMPLIANCE_SHRINK=0")
endif()
