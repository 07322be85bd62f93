// SPDX-License-Identifier: BSL-1.0
// Index notation: reductions over named indices, shifted subscripts, comparisons of indices, vector and matrix.

#include "check.hpp"

using namespace adze_test;

namespace {

namespace loops {
constexpr adze::index<"i"> i;
constexpr adze::index<"j"> j;
constexpr adze::index<"k"> k;
}  // namespace loops
using namespace loops;

}  // namespace

TEST_CASE("sum over one index and over several, in either order") {
  check([](auto A, auto x, auto y) { return sum(i, sin(x(i)) * sum(k, A(i, k) * y(k))) + sum(i, j, square(A(i, j)) * x(i)) + sum(j, i, A(i, j) * exp(y(j))); },
        [](auto const& A, auto const& x, auto const& y) {
          return total(rows(A), [&](auto p) {
            return total(columns(A), [&](auto q) {
              return std::sin(at(x, p)) * A(p, q) * at(y, q) + A(p, q) * A(p, q) * at(x, p) + A(p, q) * std::exp(at(y, q));
            });
          });
        },
        some(4, 3), some(4), some(3, 0.8));
}

TEST_CASE("prod, max and min over an index") {
  check([](auto A) { return sum(i, prod(k, 1 + A(i, k) * A(i, k))) + sum(j, max(i, A(i, j)) * min(i, sin(A(i, j)))) + max(i, j, A(i, j)); },
        [](auto const& A) {
          wide result = 0, greatest = -INFINITY;
          for (std::ptrdiff_t p = 0; p < rows(A); ++p) {
            wide product = 1;
            for (std::ptrdiff_t q = 0; q < columns(A); ++q) product *= 1 + A(p, q) * A(p, q), greatest = std::max(greatest, A(p, q));
            result += product;
          }
          for (std::ptrdiff_t q = 0; q < columns(A); ++q) {
            wide largest = -INFINITY, least = INFINITY;
            for (std::ptrdiff_t p = 0; p < rows(A); ++p) largest = std::max(largest, A(p, q)), least = std::min(least, std::sin(A(p, q)));
            result += largest * least;
          }
          return result + greatest;
        },
        some(4, 3));
}

TEST_CASE("a shifted subscript: the index runs where all of them are in range") {
  check([](auto x) { return sum(i, 100 * square(x(i + 1) - square(x(i))) + square(1 - x(i))) + sum(i, x(i - 1) * x(i + 2) + sin(x(i))); },
        [](auto const& x) {
          auto const n = length(x);
          return total(n - 1, [&](auto e) { return 100 * std::pow(at(x, e + 1) - at(x, e) * at(x, e), 2) + std::pow(1 - at(x, e), 2); }) +
                 total(n - 3, [&](auto e) { return at(x, e) * at(x, e + 3) + std::sin(at(x, e + 1)); });
        },
        some(8));
}

TEST_CASE("a shifted subscript of a matrix, and of an array of another length") {
  check([](auto A, auto x) { return sum(i, j, A(i + 1, j) * A(i, j + 1)) + sum(i, x(i) * A(i + 1, 0)) + sum(i, square(x(i + 2)) * A(0, i)); },
        [](auto const& A, auto const& x) {
          return total(rows(A) - 1, [&](auto p) { return total(columns(A) - 1, [&](auto q) { return A(p + 1, q) * A(p, q + 1); }); }) +
                 total(std::min(length(x), rows(A) - 1), [&](auto e) { return at(x, e) * A(e + 1, 0); }) +
                 total(std::min(length(x) - 2, columns(A)), [&](auto e) { return at(x, e + 2) * at(x, e + 2) * A(0, e); });
        },
        some(4, 3), some(6));
}

TEST_CASE("a shifted subscript of what is computed") {
  check([](auto A, auto x) {
          auto const h = tanh(matmul(A, x));
          return sum(i, square(h(i + 1) - h(i))) + sum(i, h(i + 2) * x(i));
        },
        [](auto const& A, auto const& x) {
          wide_vector h = product(A, x);
          for (wide& e : h) e = std::tanh(e);
          return total(length(h) - 1, [&](auto e) { return std::pow(at(h, e + 1) - at(h, e), 2); }) +
                 total(std::min(length(h) - 2, length(x)), [&](auto e) { return at(h, e + 2) * at(x, e); });
        },
        some(5, 4), some(4));
}

TEST_CASE("sums restricted by a comparison of indices") {
  check([](auto A, auto x) {
          auto const below = sum(i, square(x(i) + sum(j < i, A(i, j) * x(j))));
          auto const diagonal_too = sum(i, exp(sum(j <= i, A(i, j))));
          auto const above = sum(i, sin(sum(j > i, A(i, j) * x(j))));
          auto const others = sum(i, x(i) * sum(j != i, A(i, j)));
          return below + diagonal_too + above + others + sum(i, tanh(sum(j == i, A(i, j)))) + sum(i, square(sum(j >= i + 1, A(j, i))));
        },
        [](auto const& A, auto const& x) {
          auto const n = length(x);
          wide result = 0;
          for (std::ptrdiff_t p = 0; p < n; ++p) {
            auto const where = [&](auto const& holds, auto const& f) { return total(n, [&](auto q) { return holds(q) ? f(q) : 0.0L; }); };
            auto const times_x = [&](auto q) { return A(p, q) * at(x, q); };
            auto const plain = [&](auto q) { return A(p, q); };
            result += std::pow(at(x, p) + where([&](auto q) { return q < p; }, times_x), 2) + std::exp(where([&](auto q) { return q <= p; }, plain)) +
                      std::sin(where([&](auto q) { return q > p; }, times_x)) + at(x, p) * where([&](auto q) { return q != p; }, plain) +
                      std::tanh(A(p, p)) + std::pow(where([&](auto q) { return q >= p + 1; }, [&](auto q) { return A(q, p); }), 2);
          }
          return result;
        },
        some(5, 5), some(5));
}

TEST_CASE("prod, max and min restricted by a comparison: over nothing they are 1, -inf and +inf") {
  check([](auto A) { return sum(i, prod(j < i, A(i, j))) + sum(i, max(j <= i, A(i, j))) + sum(i, exp(-exp(min(j > i, A(i, j))))); },
        [](auto const& A) {
          wide result = 0;
          for (std::ptrdiff_t p = 0; p < rows(A); ++p) {
            wide product = 1, largest = -INFINITY, least = INFINITY;
            for (std::ptrdiff_t q = 0; q < columns(A); ++q) {
              if (q < p) product *= A(p, q);
              if (q <= p) largest = std::max(largest, A(p, q));
              if (q > p) least = std::min(least, A(p, q));
            }
            result += product + largest + std::exp(-std::exp(least));
          }
          return result;
        },
        some(4, 4));
}

TEST_CASE("select on comparisons of indices, also with constants") {
  check([](auto A, auto x) { return sum(i, j, select(i < j, A(i, j) * x(i), select(i == j, exp(A(i, j)), 2 * x(j)))) + sum(i, select(i < 2, x(i), square(x(i)))); },
        [](auto const& A, auto const& x) {
          auto const n = length(x);
          return total(n, [&](auto p) {
                   return total(n, [&](auto q) { return p < q ? A(p, q) * at(x, p) : p == q ? std::exp(A(p, q)) : 2 * at(x, q); });
                 }) +
                 total(n, [&](auto e) { return e < 2 ? at(x, e) : at(x, e) * at(x, e); });
        },
        some(4, 4), some(4));
}

TEST_CASE("vector and matrix make arrays of what is written with indices") {
  check([](auto A, auto x, auto y) {
          auto const v = adze::vector(i, x(i + 1) * sum(k, A(i, k)));
          auto const m = adze::matrix(i, j, x(i + 1) * y(j) + A(i, j));
          return sum(exp(v)) + sum(sin(matmul(transpose(m), v))) + norm(m);
        },
        [](auto const& A, auto const& x, auto const& y) {
          auto const v = [&](auto p) { return at(x, p + 1) * total(row(A, p), [](wide e) { return e; }); };
          auto const m = [&](auto p, auto q) { return at(x, p + 1) * at(y, q) + A(p, q); };
          auto const n = rows(A);
          return total(n, [&](auto p) { return std::exp(v(p)); }) +
                 total(columns(A), [&](auto q) { return std::sin(total(n, [&](auto p) { return m(p, q) * v(p); })); }) +
                 std::sqrt(total(n, [&](auto p) { return total(columns(A), [&](auto q) { return m(p, q) * m(p, q); }); }));
        },
        some(4, 3), some(5), some(3, 0.8));
}

TEST_CASE("nested sums over the same extents: twice over the same index, three deep, powers of a matrix") {
  check([](auto A, auto x) {
          return sum(i, x(i) * sum(i, x(i) * A(i, i))) + sum(i, x(i) * sum(j, A(i, j) * sum(k, A(j, k) * square(x(k))))) +
                 trace(matmul(A, matmul(A, A))) + sum(sin(matmul(transpose(A), A)));
        },
        [](auto const& A, auto const& x) {
          auto const n = length(x);
          wide_matrix const a2 = product(A, A), a3 = product(A, a2), ata = product(transposed(A), A);
          return total(n, [&](auto e) { return at(x, e); }) * total(n, [&](auto e) { return at(x, e) * A(e, e); }) +
                 total(n, [&](auto p) { return total(n, [&](auto q) { return at(x, p) * a2(p, q) * at(x, q) * at(x, q); }); }) +
                 total(n, [&](auto e) { return a3(e, e); }) + total(ata, [](wide e) { return std::sin(e); });
        },
        some(4, 4), some(4));
}

TEST_CASE("index arrays as subscripts: of a vector, of a row, of what is computed") {
  check_in(std::index_sequence<0, 1>{},
           [](auto table, auto A, auto ids) {
             return sum(i, square(table(ids(i)))) + sum(i, j, sin(A(ids(i), j)) * table(i)) + sum(i, exp(matmul(A, table)(ids(i)))) + sum(i, table(ids(i)) * A(i, ids(i)));
           },
           [](auto const& table, auto const& A, auto const& ids) {
             auto const id = [&](auto e) { return static_cast<std::ptrdiff_t>(ids[static_cast<size_t>(e)]); };
             wide_vector const y = product(A, table);
             return total(length(ids), [&](auto e) {
               return at(table, id(e)) * at(table, id(e)) + total(columns(A), [&](auto q) { return std::sin(A(id(e), q)) * at(table, e); }) +
                      std::exp(at(y, id(e))) + at(table, id(e)) * A(e, id(e));
             });
           },
           some(4), some(4, 4), std::vector<int>{2, 0, 2, 1});
}

TEST_CASE("a comparison of arrays is an array of truth values: its elements choose") {
  check([](auto A, auto x) {
          auto const mask = matmul(A, x) > 0.2;
          return sum(i, j, select(mask(i) && !mask(j), A(i, j) * x(j), exp(x(i)))) + sum(where(mask, A, square(A)));
        },
        [](auto const& A, auto const& x) {
          wide_vector const y = product(A, x);
          auto const n = length(x);
          return total(n, [&](auto p) {
            return total(n, [&](auto q) {
              return (at(y, p) > 0.2 && !(at(y, q) > 0.2) ? A(p, q) * at(x, q) : std::exp(at(x, p))) + (at(y, q) > 0.2 ? A(p, q) : A(p, q) * A(p, q));
            });
          });
        },
        some(4, 4), some(4));
}

TEST_CASE("a mixture of Gaussians with held maxima") {
  check([](auto x, auto mu, auto q, auto alpha) {
          constexpr adze::index<"d"> d;
          auto const m = alpha(k) + sum(d, q(k, d)) - 0.5 * sum(d, square(exp(q(k, d)) * (x(i, d) - mu(k, d))));
          auto const largest = held(max(k, m));
          return sum(i, largest + log(sum(k, exp(m - largest))));
        },
        [](auto const& x, auto const& mu, auto const& q, auto const& alpha) {
          return total(rows(x), [&](auto p) {
            return std::log(total(length(alpha), [&](auto c) {
              return std::exp(at(alpha, c) + total(columns(x), [&](auto d) {
                                return q(c, d) - 0.5L * std::pow(std::exp(q(c, d)) * (x(p, d) - mu(c, d)), 2);
                              }));
            }));
          });
        },
        some(5, 2), some(3, 2, 0.8), some(3, 2, 1.1), some(3));
}
