# SPDX-License-Identifier: BSL-1.0
# Each way of using the library configures, builds and runs tests/consumer from nothing, as a user would.
function(add_consumer_test way)
  add_test(
    NAME consumer.${way}
    COMMAND ${CMAKE_CTEST_COMMAND}
      --build-and-test ${PROJECT_SOURCE_DIR}/tests/consumer ${CMAKE_CURRENT_BINARY_DIR}/consumer/${way}
      --build-generator ${CMAKE_GENERATOR}
      --build-options -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER} -DADZE_FROM=${way} ${ARGN}
      --test-command consumer)
  set_tests_properties(consumer.${way} PROPERTIES LABELS consumer)
endfunction()

set(prefix ${CMAKE_CURRENT_BINARY_DIR}/consumer/prefix)
add_test(
  NAME consumer.install
  COMMAND ${CMAKE_COMMAND} --install ${PROJECT_BINARY_DIR} --prefix ${prefix})
add_consumer_test(find_package -DCMAKE_PREFIX_PATH=${prefix})
set_tests_properties(consumer.install PROPERTIES LABELS consumer FIXTURES_SETUP installed)
set_tests_properties(consumer.find_package PROPERTIES FIXTURES_REQUIRED installed)
add_consumer_test(add_subdirectory -DADZE_SOURCE_DIR=${PROJECT_SOURCE_DIR})
add_consumer_test(fetch_content -DADZE_SOURCE_DIR=${PROJECT_SOURCE_DIR})
