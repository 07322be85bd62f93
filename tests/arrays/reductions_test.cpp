// SPDX-License-Identifier: BSL-1.0
// Positional notation, reductions: of everything and along each axis.

#include "check.hpp"

using namespace adze_test;

namespace {

wide mean_of(wide_vector const& v) { return total(v, [](wide e) { return e; }) / static_cast<wide>(v.size()); }
wide variance_of(wide_vector const& v) {
  wide const mean = mean_of(v);
  return total(v, [&](wide e) { return (e - mean) * (e - mean); }) / static_cast<wide>(v.size());
}
wide log_sum_exp(wide_vector const& v) { return std::log(total(v, [](wide e) { return std::exp(e); })); }
wide product_of(wide_vector const& v) {
  wide p = 1;
  for (wide e : v) p *= e;
  return p;
}

}  // namespace

TEST_CASE("sum, prod, mean and variance of a vector") {
  check([](auto x) { return sum(x) * prod(x) + exp(mean(x)) * variance(x); },
        [](auto const& x) {
          return total(x, [](wide e) { return e; }) * product_of(x) + std::exp(mean_of(x)) * variance_of(x);
        },
        some(6));
}

TEST_CASE("max and min of a vector") {
  check([](auto x, auto y) { return max(x * y) * min(x) + max(x); },
        [](auto const& x, auto const& y) {
          wide largest = -INFINITY, least = INFINITY, largest_product = -INFINITY;
          for (size_t e = 0; e < x.size(); ++e) {
            largest = std::max(largest, x[e]), least = std::min(least, x[e]), largest_product = std::max(largest_product, x[e] * y[e]);
          }
          return largest_product * least + largest;
        },
        some(7), some(7, 0.8));
}

TEST_CASE("logsumexp, softmax and log_softmax of a vector") {
  check([](auto x, auto w) { return logsumexp(x) + dot(adze::softmax(x), w) + dot(adze::log_softmax(x), square(w)); },
        [](auto const& x, auto const& w) {
          wide const lse = log_sum_exp(x);
          return lse + total(length(x), [&](auto e) { return std::exp(at(x, e) - lse) * at(w, e) + (at(x, e) - lse) * at(w, e) * at(w, e); });
        },
        some(6), some(6, 0.8));
}

TEST_CASE("sum and mean along each axis") {
  check([](auto A, auto u, auto v) { return dot(sum<0>(square(A)), v) + sum(square(sum<1>(A)) * u) + sum(log(mean<0>(exp(A)))) + dot(mean<1>(A), u); },
        [](auto const& A, auto const& u, auto const& v) {
          wide result = 0;
          for (std::ptrdiff_t q = 0; q < columns(A); ++q) {
            result += at(v, q) * total(column(A, q), [](wide e) { return e * e; }) +
                      std::log(total(column(A, q), [](wide e) { return std::exp(e); }) / static_cast<wide>(rows(A)));
          }
          for (std::ptrdiff_t p = 0; p < rows(A); ++p) {
            wide const s = total(row(A, p), [](wide e) { return e; });
            result += s * s * at(u, p) + mean_of(row(A, p)) * at(u, p);
          }
          return result;
        },
        some(4, 3), some(4), some(3, 0.8));
}

TEST_CASE("prod, variance, max and min along each axis") {
  check([](auto A) { return sum(sin(prod<1>(A))) + sum(exp(variance<0>(A))) + sum(square(max<1>(A))) + sum(square(min<0>(A))) * sum(prod<0>(A)) + sum(variance<1>(A)); },
        [](auto const& A) {
          wide result = 0, least = 0, products = 0;
          for (std::ptrdiff_t p = 0; p < rows(A); ++p) {
            wide_vector const r = row(A, p);
            result += std::sin(product_of(r)) + std::pow(*std::max_element(r.begin(), r.end()), 2) + variance_of(r);
          }
          for (std::ptrdiff_t q = 0; q < columns(A); ++q) {
            wide_vector const c = column(A, q);
            result += std::exp(variance_of(c));
            least += std::pow(*std::min_element(c.begin(), c.end()), 2), products += product_of(c);
          }
          return result + least * products;
        },
        some(4, 3));
}

TEST_CASE("logsumexp, softmax and log_softmax along each axis") {
  check([](auto A, auto u, auto v) {
          return sum(sin(logsumexp<1>(A)) * u) + sum(matmul(adze::log_softmax<1>(A), v)) + sum(square(adze::softmax<0>(A))) +
                 sum(exp(logsumexp<0>(A)) * v) + sum(tanh(adze::log_softmax<0>(A))) + dot(matmul(u, adze::softmax<1>(A)), v);
        },
        [](auto const& A, auto const& u, auto const& v) {
          wide result = 0;
          for (std::ptrdiff_t p = 0; p < rows(A); ++p) {
            wide const along_row = log_sum_exp(row(A, p));
            result += std::sin(along_row) * at(u, p);
            for (std::ptrdiff_t q = 0; q < columns(A); ++q) {
              wide const along_column = log_sum_exp(column(A, q));
              result += (A(p, q) - along_row) * at(v, q) + std::exp(2 * (A(p, q) - along_column)) + std::tanh(A(p, q) - along_column) +
                        at(u, p) * std::exp(A(p, q) - along_row) * at(v, q);
            }
          }
          for (std::ptrdiff_t q = 0; q < columns(A); ++q) result += std::exp(log_sum_exp(column(A, q))) * at(v, q);
          return result;
        },
        some(4, 3), some(4), some(3, 0.8));
}

TEST_CASE("reductions of a matrix as a whole") {
  check([](auto A) { return mean(A) * variance(A) + logsumexp(A) + max(A) * min(A) + sum(adze::softmax<1>(A) * A) + prod(tanh(A)); },
        [](auto const& A) {
          wide_vector const all(A.data(), A.data() + A.size());
          wide tanhs = 1, weighted = 0;
          for (wide e : all) tanhs *= std::tanh(e);
          for (std::ptrdiff_t p = 0; p < rows(A); ++p) {
            wide const lse = log_sum_exp(row(A, p));
            weighted += total(row(A, p), [&](wide e) { return std::exp(e - lse) * e; });
          }
          return mean_of(all) * variance_of(all) + log_sum_exp(all) + *std::max_element(all.begin(), all.end()) * *std::min_element(all.begin(), all.end()) +
                 weighted + tanhs;
        },
        some(3, 4));
}

TEST_CASE("a reduction is used at every element of what it reduces") {
  check([](auto x) { return sum(square(x - mean(x)) / (1 + sum(x * x))) + sum(x * sum(x * max(x))); },
        [](auto const& x) {
          wide const m = mean_of(x), s = total(x, [](wide e) { return e * e; }), largest = *std::max_element(x.begin(), x.end());
          return total(x, [&](wide e) { return (e - m) * (e - m) / (1 + s) + e * total(x, [&](wide f) { return f * largest; }); });
        },
        some(6));
}

TEST_CASE("tensors of three dimensions") {
  adze::tensor<double, 3> t({2, 3, 4});
  for (std::ptrdiff_t e = 0; e < t.size(); ++e) t.data()[e] = std::cos(0.7 * static_cast<double>(e));
  check([](auto T) { return sum(square(sum<1>(T))) + sum(exp(max<2>(T))) + sum(sin(sum<0>(sum<2>(T)))) + logsumexp(T); },
        [](auto const& T) {
          wide result = 0;
          for (int a = 0; a < 2; ++a) {
            for (int c = 0; c < 4; ++c) result += std::pow(total(3, [&](auto b) { return T(a, b, c); }), 2);
            for (int b = 0; b < 3; ++b) {
              wide largest = -INFINITY;
              for (int c = 0; c < 4; ++c) largest = std::max(largest, T(a, b, c));
              result += std::exp(largest);
            }
          }
          for (int b = 0; b < 3; ++b) result += std::sin(total(2, [&](auto a) { return total(4, [&](auto c) { return T(a, b, c); }); }));
          return result + std::log(total(T.size(), [&](auto e) { return std::exp(T.data()[e]); }));
        },
        t);
}
