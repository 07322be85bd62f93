#pragma once
// SPDX-License-Identifier: BSL-1.0
// Everything for functions of numbers. Arrays, and the same function at many points: adze/arrays.hpp.

#include <adze/check/gradient.hpp>
#include <adze/core/shape_error.hpp>
#include <adze/derivative.hpp>
#include <adze/describe.hpp>
#include <adze/dual/dual.hpp>
#include <adze/gradient.hpp>
#include <adze/hessian.hpp>
#include <adze/jacobian.hpp>
#include <adze/ops/custom.hpp>
#include <adze/products.hpp>
#include <adze/traced.hpp>
#include <adze/value.hpp>
