# SPDX-License-Identifier: BSL-1.0
# Installs the headers and the package files that make find_package(adze) define adze::adze.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(adze_package_dir ${CMAKE_INSTALL_DATADIR}/cmake/adze) # headers only: the same files on every architecture

install(TARGETS adze EXPORT adzeTargets FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT adzeTargets NAMESPACE adze:: DESTINATION ${adze_package_dir})

configure_package_config_file(
  ${CMAKE_CURRENT_LIST_DIR}/adzeConfig.cmake.in ${PROJECT_BINARY_DIR}/adzeConfig.cmake
  INSTALL_DESTINATION ${adze_package_dir}
  NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/adzeConfigVersion.cmake
  COMPATIBILITY SameMinorVersion # until 1.0 a minor version may change the interface
  ARCH_INDEPENDENT)
install(
  FILES ${PROJECT_BINARY_DIR}/adzeConfig.cmake ${PROJECT_BINARY_DIR}/adzeConfigVersion.cmake
  DESTINATION ${adze_package_dir})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
