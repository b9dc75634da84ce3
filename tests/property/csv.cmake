add_executable(csv_dump csv_dump.cpp)
target_link_libraries(csv_dump PRIVATE libcompliance compliance_settings compliance_warnings)
add_test(NAME property/csv
  COMMAND Python3::Interpreter ${CMAKE_CURRENT_SOURCE_DIR}/csv_property.py $<TARGET_FILE:csv_dump>)
set_tests_properties(property/csv PROPERTIES LABELS property TIMEOUT 300)
