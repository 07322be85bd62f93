// SPDX-License-Identifier: BSL-1.0
#pragma once
// Catch2, whichever major version is installed: tests include this file and write TEST_CASE, CHECK, Approx and
// Catch::Matchers, which both versions have.

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
