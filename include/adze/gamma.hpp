#pragma once
// SPDX-License-Identifier: BSL-1.0
// The gamma family, which needs Boost.Math: lgamma, tgamma, digamma, polygamma.

#include <adze/evaluate.hpp>
#include <adze/ops/gamma.hpp>
