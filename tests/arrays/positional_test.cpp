// SPDX-License-Identifier: BSL-1.0
// Positional notation, what is no reduction: element by element, broadcasting, products, transposes, parts.

#include "check.hpp"

using namespace adze_test;

TEST_CASE("operations on arrays are operations on their elements") {
  check([](auto x, auto y) { return sum(x * y + exp(x) / (1 + y * y) - 2 * tanh(-x)); },
        [](auto const& x, auto const& y) {
          return total(length(x), [&](auto e) {
            return at(x, e) * at(y, e) + std::exp(at(x, e)) / (1 + at(y, e) * at(y, e)) - 2 * std::tanh(-at(x, e));
          });
        },
        some(7), some(7, 1.1));
}

TEST_CASE("a number goes with every element, a vector with every row") {
  check([](auto A, auto v, auto s) { return sum(sin(A + v) * s + v / (2 + A * A)); },
        [](auto const& A, auto const& v, auto s) {
          return total(rows(A), [&](auto p) {
            return total(columns(A), [&](auto q) { return std::sin(A(p, q) + at(v, q)) * s + at(v, q) / (2 + A(p, q) * A(p, q)); });
          });
        },
        some(4, 3), some(3), 0.7);
}

TEST_CASE("where, max and min choose element by element") {
  check([](auto x, auto y) { return sum(where(x > 0.3, x * y, exp(y))) + sum(max(x, y)) - sum(min(x, 0.5 * y)); },
        [](auto const& x, auto const& y) {
          return total(length(x), [&](auto e) {
            wide const a = at(x, e), b = at(y, e);
            return (a > 0.3 ? a * b : std::exp(b)) + std::max(a, b) - std::min(a, b / 2);
          });
        },
        some(9), some(9, 1.1));
}

TEST_CASE("dot, squared_norm and norm") {
  check([](auto x, auto y) { return dot(x, y) * norm(x) + squared_norm(y); },
        [](auto const& x, auto const& y) {
          auto const sum_of_squares = [](auto const& v) { return total(v, [](wide e) { return e * e; }); };
          return total(length(x), [&](auto e) { return at(x, e) * at(y, e); }) * std::sqrt(sum_of_squares(x)) + sum_of_squares(y);
        },
        some(6), some(6, 0.8));
}

TEST_CASE("norm and dot of matrices are Frobenius'") {
  check([](auto A, auto B) { return norm(A) + dot(A, B); },
        [](auto const& A, auto const& B) {
          return std::sqrt(total(A, [](wide e) { return e * e; })) + total(A.size(), [&](auto e) { return A.data()[e] * B.data()[e]; });
        },
        some(3, 4), some(3, 4, 0.9));
}

TEST_CASE("matmul: matrix and matrix") {
  check([](auto A, auto B) { return sum(sin(matmul(A, B))); },
        [](auto const& A, auto const& B) { return total(product(A, B), [](wide e) { return std::sin(e); }); }, some(3, 4), some(4, 2, 0.9));
}

TEST_CASE("matmul: matrix and vector, vector and matrix, two vectors") {
  check([](auto A, auto x, auto y) { return sum(sin(matmul(A, x))) + sum(exp(matmul(y, A))) + matmul(x, x) + matmul(y, matmul(A, x)); },
        [](auto const& A, auto const& x, auto const& y) {
          wide_vector const ax = product(A, x);
          return total(ax, [](wide e) { return std::sin(e); }) + total(product(transposed(A), y), [](wide e) { return std::exp(e); }) +
                 total(x, [](wide e) { return e * e; }) + total(length(y), [&](auto e) { return at(y, e) * at(ax, e); });
        },
        some(3, 4), some(4), some(3, 0.9));
}

TEST_CASE("transpose and outer") {
  check([](auto A, auto x, auto y) { return sum(tanh(transpose(A) * outer(x, y))) + sum(square(outer(y, y) - matmul(A, transpose(A)))); },
        [](auto const& A, auto const& x, auto const& y) {
          wide_matrix const aa = product(A, transposed(A));
          return total(length(x), [&](auto p) { return total(length(y), [&](auto q) { return std::tanh(A(q, p) * at(x, p) * at(y, q)); }); }) +
                 total(length(y), [&](auto p) {
                   return total(length(y), [&](auto q) { return std::pow(at(y, p) * at(y, q) - aa(p, q), 2); });
                 });
        },
        some(3, 4), some(4), some(3, 0.9));
}

TEST_CASE("diag of a matrix and of a vector, trace") {
  check([](auto A, auto x) { return sum(exp(diag(A)) * x) + trace(A) * sum(sin(matmul(diag(x), A))); },
        [](auto const& A, auto const& x) {
          auto const n = length(x);
          return total(n, [&](auto e) { return std::exp(A(e, e)) * at(x, e); }) +
                 total(n, [&](auto e) { return A(e, e); }) *
                     total(n, [&](auto p) { return total(n, [&](auto q) { return std::sin(at(x, p) * A(p, q)); }); });
        },
        some(4, 4), some(4));
}

TEST_CASE("quadratic_form with one vector and with two") {
  check([](auto x, auto A, auto y) { return quadratic_form(x, A) + square(quadratic_form(x, A, y)); },
        [](auto const& x, auto const& A, auto const& y) {
          auto const form = [&](auto const& u, auto const& v) {
            wide_vector const av = product(A, v);
            return total(length(u), [&](auto e) { return at(u, e) * at(av, e); });
          };
          return form(x, x) + std::pow(form(x, y), 2);
        },
        some(4), some(4, 4), some(4, 0.9));
}

TEST_CASE("slices: from both ends, and of fixed length") {
  check([](auto x) {
          auto const all_but_last = adze::slice<0, -1>(x), all_but_first = adze::slice<1, 0>(x);
          return sum(square(all_but_first - square(all_but_last))) + sum(exp(adze::slice<2, 5>(x))) * sum(adze::slice<1, -2>(x));
        },
        [](auto const& x) {
          auto const n = length(x);
          return total(n - 1, [&](auto e) { return std::pow(at(x, e + 1) - at(x, e) * at(x, e), 2); }) +
                 total(3, [&](auto e) { return std::exp(at(x, e + 2)); }) * total(n - 3, [&](auto e) { return at(x, e + 1); });
        },
        some(8));
}

TEST_CASE("gather: indices may repeat, and some elements may not be selected") {
  check_in(std::index_sequence<0, 1>{}, [](auto table, auto w, auto ids) { return sum(w * sin(gather(table, ids))) + sum(square(gather(table, ids))); },
           [](auto const& table, auto const& w, auto const& ids) {
             return total(length(w), [&](auto e) {
               wide const t = at(table, ids[static_cast<size_t>(e)]);
               return at(w, e) * std::sin(t) + t * t;
             });
           },
           some(5), some(6, 0.8), std::vector<int>{0, 2, 2, 4, 0, 2});
}

TEST_CASE("gather from what is computed") {
  check_in(std::index_sequence<0, 1>{}, [](auto A, auto x, auto ids) { return sum(exp(gather(matmul(A, x), ids))); },
           [](auto const& A, auto const& x, auto const& ids) {
             wide_vector const y = product(A, x);
             return total(length(ids), [&](auto e) { return std::exp(at(y, ids[static_cast<size_t>(e)])); });
           },
           some(4, 3), some(3), std::vector<int>{3, 0, 3, 1, 1});
}

TEST_CASE("an element at a constant place") {
  check([](auto x, auto A) { return x(3) * x[0] + sum(x * x(2)) + exp(A(1, 2)) * A(0, 0); },
        [](auto const& x, auto const& A) {
          return at(x, 3) * at(x, 0) + total(x, [&](wide e) { return e * at(x, 2); }) + std::exp(A(1, 2)) * A(0, 0);
        },
        some(5), some(2, 3));
}
