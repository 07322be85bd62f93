// SPDX-License-Identifier: BSL-1.0
// Memory: gradient_into and accumulate, prepare, what allocates and what does not, alignment.

#include "check.hpp"

#include <cstdint>
#include <cstdlib>
#include <new>

using namespace adze_test;
using vector = std::vector<double>;
using matrix = adze::tensor<double, 2>;

namespace {

int allocations = 0;

void* counted(std::size_t size, std::size_t alignment) {
  ++allocations;
  if (void* p = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment)) return p;
  throw std::bad_alloc();
}

/// How often a call allocates.
template <class F>
int allocations_of(F const& f) {
  int const before = allocations;
  f();
  return allocations - before;
}

constexpr auto regression = [](auto X, auto w, auto y, auto b) { return sum(square(matmul(X, w) + b - y)); };
/// Needs buffers over the rows.
constexpr auto centred = [](auto X, auto w) {
  auto const r = tanh(matmul(X, w));
  return sum(square(r - mean(r)));
};

}  // namespace

void* operator new(std::size_t size) { return counted(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) { return counted(size, static_cast<std::size_t>(alignment)); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

TEST_CASE("gradient_into writes what gradient returns, and returns the value") {
  matrix const X = some(7, 5);
  vector const w = some(5), y = some(7);
  auto const [value, gradient] = adze::value_and_gradient<adze::wrt<1, 3>>(regression, X, w, y, 0.3);
  vector gw(5, 99.0);
  double gb = 99;
  CHECK(adze::gradient_into<adze::wrt<1, 3>>(regression, adze::into(gw, gb), X, w, y, 0.3) == value);
  CHECK(gw == std::get<0>(gradient));
  CHECK(gb == std::get<1>(gradient));
}

TEST_CASE("accumulate adds to what is there, in arrays and numbers") {
  matrix const X = some(7, 5);
  vector const w = some(5), y = some(7);
  auto const gradient = adze::gradient(regression, X, w, y, 0.3);
  auto sum = gradient;
  auto& [gX, gw, gy, gb] = sum;
  adze::gradient_into<adze::accumulate>(regression, adze::into(gX, gw, gy, gb), X, w, y, 0.3);
  vector doubled = flat(gradient);
  for (double& x : doubled) x *= 2;
  check_close(flat(sum), doubled, 1e-15L);
}

TEST_CASE("accumulate adds to zeros of a structural zero nothing") {
  auto const f = [](auto x, auto y) { return sum(x) + 0 * sum(y); };
  vector gx(2, 1.0), gy(3, 1.0);
  adze::gradient_into<adze::accumulate>(f, adze::into(gx, gy), vector(2), vector(3));
  CHECK(gx == vector{2, 2});
  CHECK(gy == vector{1, 1, 1});
  adze::gradient_into(f, adze::into(gx, gy), vector(2), vector(3));
  CHECK(gx == vector{1, 1});
  CHECK(gy == vector{0, 0, 0});
}

TEST_CASE("rows of an output may have gaps, which are not touched") {
  vector memory(20, 99.0);
  adze::view<double, 2> g(memory.data(), {3, 4}, {6, 1});
  matrix const A = some(3, 4);
  adze::gradient_into([](auto a) { return sum(square(a)) + sum(square(sum<0>(a))); }, adze::into(g), A);
  matrix const expected = adze::gradient([](auto a) { return sum(square(a)) + sum(square(sum<0>(a))); }, A);
  for (std::ptrdiff_t p = 0; p < 3; ++p) {
    for (std::ptrdiff_t q = 0; q < 4; ++q) CHECK(g(p, q) == expected(p, q));
  }
  for (size_t gap : {4U, 5U, 10U, 11U, 16U, 17U, 18U, 19U}) CHECK(memory[gap] == 99.0);
}

TEST_CASE("a prepared gradient gives what value_and_gradient gives, and its calls allocate nothing") {
  matrix const X = some(300, 5);
  vector const w = some(5), other = some(5, 0.9);
  auto prepared = adze::prepare(centred, X, w);
  CHECK(prepared.workspace() >= 300 * sizeof(double));
  CHECK(allocations_of([&] { prepared(X, w); }) == 0);
  for (vector const& v : {w, other, w}) {
    auto const [value, gradient] = adze::value_and_gradient(centred, X, v);
    CHECK(prepared(X, v).value == value);
    CHECK(prepared(X, v).gradient == gradient);
  }
}

TEST_CASE("without prepare only the gradient and large workspaces are allocated") {
  matrix const small = some(10, 5), large = some(3000, 5);
  vector const w = some(5);
  matrix gX({3000, 5});
  vector gw(5);
  CHECK(allocations_of([&] { static_cast<void>(adze::gradient<adze::wrt<1>>(centred, small, w)); }) == 1);
  CHECK(allocations_of([&] { adze::gradient_into<adze::wrt<1>>(centred, adze::into(gw), small, w); }) == 0);
  CHECK(allocations_of([&] { adze::gradient_into(centred, adze::into(gX, gw), large, w); }) == 1);
}

TEST_CASE("a prepared gradient for other shapes: of data, more memory; of the gradient, an error") {
  vector const w = some(5);
  auto prepared = adze::prepare<adze::wrt<1>>(centred, some(4, 5), w);
  for (int n : {4, 100, 3, 1000, 100}) {
    matrix const X = some(n, 5);
    CHECK(prepared(X, w).gradient == adze::gradient<adze::wrt<1>>(centred, X, w));
  }
  matrix const hundred = some(100, 5);
  CHECK(allocations_of([&] { prepared(hundred, w); }) == 0);
  CHECK_THROWS_WITH(prepared(some(4, 6), some(6)),
                    "adze: gradient: output 0 of shape (5) has to have shape (6) and be contiguous along its last dimension");
  CHECK_THROWS_WITH(prepared(some(4, 6), w), Catch::Contains("matmul"));
  CHECK(prepared(hundred, w).gradient == adze::gradient<adze::wrt<1>>(centred, hundred, w));
}

TEST_CASE("tensors begin on a boundary of 64 bytes") {
  for (int n = 1; n < 40; ++n) {
    matrix const a({n, 3});
    CHECK(reinterpret_cast<std::uintptr_t>(a.data()) % 64 == 0);
  }
}
