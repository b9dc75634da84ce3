# `cmake --install` puts the library, its headers, a CMake package, a pkg-config file, the program and the man
# pages in place. tests/parity compares the installed files with a list.
include(CMakePackageConfigHelpers)

install(TARGETS libcompliance EXPORT compliance FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT compliance NAMESPACE compliance:: FILE complianceTargets.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/compliance)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/complianceConfig.cmake.in complianceConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/compliance)
write_basic_package_version_file(complianceConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/complianceConfig.cmake ${PROJECT_BINARY_DIR}/complianceConfigVersion.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/compliance)
# The prefix is told from where the file stands, so that `cmake --install --prefix` may choose another.
file(RELATIVE_PATH COMPLIANCE_PREFIX_FROM_PC
  ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
configure_file(${CMAKE_CURRENT_LIST_DIR}/compliance.pc.in compliance.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/compliance.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(TARGETS compliance)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
