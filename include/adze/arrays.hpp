#pragma once
// SPDX-License-Identifier: BSL-1.0
// Everything for arrays: std::vector, std::span, views and tensors as arguments, index notation, prepare, at_points.
// (Apart from adze.hpp, since it includes xsimd where that is installed, which takes a second to compile.)

#include <adze/adze.hpp>
#include <adze/array_describe.hpp>
#include <adze/array_hessian.hpp>
#include <adze/array_jacobian.hpp>
#include <adze/array_products.hpp>
#include <adze/array_results.hpp>
#include <adze/at_points.hpp>
#include <adze/check/array_gradient.hpp>
#include <adze/diff/matrix_lines.hpp>
#include <adze/expr/fold.hpp>
#include <adze/expr/kernel.hpp>
#include <adze/prepare.hpp>
