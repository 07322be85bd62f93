# SPDX-License-Identifier: BSL-1.0
# adze_warnings: what the project's own code is compiled with. Users of adze::adze never see it.
add_library(adze_warnings INTERFACE)
target_compile_options(adze_warnings INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)

# clang 19 with -march=native warns about the features of its own choice on processors with AVX10.1. May go when the
# oldest clang supported has learned them (20).
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 19)
  target_compile_options(adze_warnings INTERFACE -Wno-invalid-feature-combination)
endif()
