#pragma once
// SPDX-License-Identifier: BSL-1.0
// Everything that needs no third party beyond Boost.Hana.

#include <adze/gradient.hpp>
