# SPDX-License-Identifier: BSL-1.0
# Passes when SOURCE does not compile and the first error line contains the text of each of its `// expect: <text>`
# lines, and when SOURCE does compile with ADZE_CONTROL defined: the control is the same program without the mistake,
# so a program cannot be rejected for a reason that has nothing to do with it.
#
# usage: cmake -D SOURCE=file.cpp -P check_reject.cmake -- <compiler> <flags>...
cmake_minimum_required(VERSION 3.25)

# Prints the text as it is (FATAL_ERROR would wrap the compiler's lines) and ends the test.
function(fail text)
  message("${text}")
  message(FATAL_ERROR "see above")
endfunction()

set(compile)
set(collecting FALSE)
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(i RANGE ${last})
  if(collecting)
    list(APPEND compile ${CMAKE_ARGV${i}})
  elseif(CMAKE_ARGV${i} STREQUAL "--")
    set(collecting TRUE)
  endif()
endforeach()
set(ENV{LC_ALL} C) # diagnostics in English

# Brackets and semicolons mean something in CMake lists: split the text by hand.
file(READ ${SOURCE} text)
set(expected_count 0)
while(text MATCHES "// expect: ([^\n]+)\n")
  set(expected_${expected_count} "${CMAKE_MATCH_1}")
  math(EXPR expected_count "${expected_count} + 1")
  string(FIND "${text}" "${CMAKE_MATCH_0}" at)
  string(LENGTH "${CMAKE_MATCH_0}" length)
  math(EXPR at "${at} + ${length}")
  string(SUBSTRING "${text}" ${at} -1 text)
endwhile()
if(expected_count EQUAL 0)
  fail("${SOURCE} has no line `// expect: <text>`")
endif()
file(READ ${SOURCE} text)
if(NOT text MATCHES "ADZE_CONTROL")
  fail("${SOURCE} has no control: the program without the mistake, under #ifdef ADZE_CONTROL")
endif()

execute_process(COMMAND ${compile} -DADZE_CONTROL ${SOURCE} RESULT_VARIABLE status ERROR_VARIABLE output)
if(NOT status EQUAL 0)
  fail("the control of ${SOURCE} should compile, but:\n${output}")
endif()

execute_process(COMMAND ${compile} ${SOURCE} RESULT_VARIABLE status ERROR_VARIABLE output)
if(status EQUAL 0)
  fail("${SOURCE} should be rejected, but compiles")
endif()
if(NOT output MATCHES "(^|\n)([^\n]*error: [^\n]*)")
  fail("${SOURCE} does not compile, but there is no error line (status ${status}):\n${output}")
endif()
set(first "${CMAKE_MATCH_2}")
math(EXPR last "${expected_count} - 1")
foreach(i RANGE ${last})
  string(FIND "${first}" "${expected_${i}}" at)
  if(at EQUAL -1)
    fail("the first error should contain\n  ${expected_${i}}\nbut is\n  ${first}\nof\n${output}")
  endif()
endforeach()
message(STATUS "${first}")
