#pragma once
// SPDX-License-Identifier: BSL-1.0
// Every operation against its correctly rounded values and derivatives in tests/data/op_references.txt.
// With ADZE_ULP_TABLE=file in the environment the largest errors are appended to the file, a table row per operation.

#include <support/catch.hpp>
#include <support/ops.hpp>
#include <support/references.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace adze_test {

/// What underflows may round to zero or lose digits: errors up to the least normal number are none.
inline constexpr double underflow = 2.3e-308;

inline std::vector<reference_row> const& references() {
  static auto const rows =
      read_references((std::filesystem::path(__FILE__).parent_path().parent_path() / "data/op_references.txt").string());
  return rows;
}

/// The largest error seen, and where.
struct worst {
  double ulps = 0, relative_to_bound = 0;
  std::string where{};

  void note(double error, double bound, reference_row const& row) {
    relative_to_bound = std::fmax(relative_to_bound, error / bound);
    if (!(error > ulps)) return;
    ulps = error;
    char text[64];
    where.clear();
    for (double x : row.arguments) {
      std::snprintf(text, sizeof text, "%.6g", x);
      where += (where.empty() ? "" : ", ") + std::string(text);
    }
  }
};

inline double error_in_ulps(double got, double want) {
  if (std::fabs(got - want) <= underflow) return 0;
  return ulps_between(got, want);
}

/// A partial that overflows times a zero tangent is NaN in a dual number, and reaches the tangents beside it.
inline bool duals_overflow(reference_row const& row, numbers const& reverse) {
  for (std::size_t i = 0; i < row.partials.size(); ++i) {
    if (!std::isfinite(row.partials[i]) || !std::isfinite(reverse[i])) return true;
  }
  return row.second && !std::isfinite(*row.second);
}

struct accuracy {
  worst value, first, second;
};

inline accuracy check_accuracy(erased_op const& op) {
  accuracy result;
  int rows = 0;
  for (reference_row const& row : references()) {
    if (row.op != op.name) continue;
    ++rows;
    double const* x = row.arguments.data();
    auto const compare = [&](char const* what, double got, double want, double ulps, int order, worst& most) {
      double const bound = op.bound(ulps, x, want, order), error = error_in_ulps(got, want);
      INFO(row.op << " at " << Catch::Detail::stringify(row.arguments) << ", " << what << ": got " << got << ", want "
                  << want << ", " << error << " ulp, bound " << bound);
      CHECK(error <= bound);
      if (bound < std::numeric_limits<double>::infinity()) most.note(error, bound, row);
    };
    compare("value", op.value(x), row.value, op.ulp.value, 0, result.value);
    numbers const r = op.reverse(x), f = op.forward(x), d = op.dual(x);
    bool const skip_duals = duals_overflow(row, r);
    for (std::size_t i = 0; i < op.arity; ++i) {
      compare("reverse", r[i], row.partials[i], op.ulp.first, 1, result.first);
      compare("forward", f[i], row.partials[i], op.ulp.first, 1, result.first);
      if (!skip_duals) compare("dual", d[i], row.partials[i], op.ulp.first, 1, result.first);
    }
    if (!row.second) continue;
    compare("hessian", op.hessian(x)[0][0], *row.second, op.ulp.second, 2, result.second);
    compare("taylor", op.taylor_second(x), *row.second, op.ulp.second, 2, result.second);
    if (!skip_duals) compare("nested duals", op.dual_dual(x)[0][0], *row.second, op.ulp.second, 2, result.second);
  }
  CHECK(rows >= 50);
  return result;
}

inline void check_references(std::vector<erased_op> const& family) {
  for (erased_op const& op : family) {
    accuracy const a = check_accuracy(op);
    char const* const table = std::getenv("ADZE_ULP_TABLE");
    if (table == nullptr) continue;
    auto const cells = [](worst const& w) {
      char text[64];
      std::snprintf(text, sizeof text, " %.3g | %.2f | ", w.ulps, w.relative_to_bound);
      return text + w.where + " |";
    };
    std::ofstream(table, std::ios::app) << "| " << op.name << " |" << cells(a.value) << cells(a.first)
                                        << (op.arity == 1 ? cells(a.second) : " | | |") << "\n";
  }
}

}  // namespace adze_test
