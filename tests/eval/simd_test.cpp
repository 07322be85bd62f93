// SPDX-License-Identifier: BSL-1.0
// Batches: partial loads and stores touch what they name and nothing else; reductions have one order.

#include <support/catch.hpp>

#include <adze/dual/dual.hpp>
#include <adze/eval/simd.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

namespace {

using namespace adze::detail;  // NOLINT: this file tests nothing else

static_assert(std::is_same_v<batch<long double>, long double> && lanes<long double> == 1);
static_assert(std::is_same_v<batch<adze::dual<double, 2>>, adze::dual<double, 2>>);
#ifdef ADZE_NO_SIMD
static_assert(std::is_same_v<batch<double>, double> && std::is_same_v<batch_mask<double>, bool>);
#endif
#if defined(ADZE_SIMD) && defined(__AVX512F__)
static_assert(lanes<double> == 8 && lanes<float> == 16);
#endif

/// A page of numbers before a page that may not be touched.
template <class T>
struct page_end {
  std::size_t page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  char* memory = static_cast<char*>(mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  page_end() { REQUIRE(mprotect(memory + page, page, PROT_NONE) == 0); }
  ~page_end() { munmap(memory, 2 * page); }
  page_end(page_end const&) = delete;
  page_end& operator=(page_end const&) = delete;
  T* end() { return reinterpret_cast<T*>(memory + page); }
};

template <class T>
std::vector<T> lanes_of(batch<T> const& x) {
  std::vector<T> v(lanes<T>);
  store(v.data(), x);
  return v;
}
template <class T>
std::vector<T> counted(int n, T first = 1) {
  std::vector<T> v(static_cast<std::size_t>(n));
  std::iota(v.begin(), v.end(), first);
  return v;
}
template <class T>
std::vector<T> first_of(int n) {
  std::vector<T> v = counted<T>(lanes<T>);
  for (int l = n; l < lanes<T>; ++l) v[static_cast<std::size_t>(l)] = 0;
  return v;
}

}  // namespace

TEMPLATE_TEST_CASE("what is loaded and stored in part ends where it should", "", float, double, long double) {
  using T = TestType;
  page_end<T> place;
  auto const numbers = counted<T>(lanes<T>);
  for (int n = 0; n <= lanes<T>; ++n) {
    T* const p = place.end() - n;
    store_first(p, load(numbers.data()), n);
    CHECK(lanes_of<T>(load_first<T>(p, n)) == first_of<T>(n));
    CHECK(lanes_of<T>(load_strided<T>(p, 1, n)) == first_of<T>(n));
    if (n > 0) {  // from the last number backwards
      T backwards[lanes<T>];
      store_strided(static_cast<T*>(backwards) + n - 1, -1, load(numbers.data()), n);
      CHECK(lanes_of<T>(load_strided<T>(static_cast<T*>(backwards) + n - 1, -1, n)) == first_of<T>(n));
    }
  }
}

TEMPLATE_TEST_CASE("what is stored in part leaves its neighbours alone", "", float, double, long double) {
  using T = TestType;
  auto const numbers = counted<T>(lanes<T>);
  for (int n = 0; n <= lanes<T>; ++n) {
    std::vector<T> around(static_cast<std::size_t>(3 * lanes<T> + 2), T(-1)), want = around;
    for (int l = 0; l < n; ++l) want[static_cast<std::size_t>(1 + l)] = numbers[static_cast<std::size_t>(l)];
    store_first(around.data() + 1, load(numbers.data()), n);
    CHECK(around == want);
    for (int l = 0; l < n; ++l) want[static_cast<std::size_t>(1 + l)] = T(-1);
    for (int l = 0; l < n; ++l) want[static_cast<std::size_t>(1 + 3 * l)] = numbers[static_cast<std::size_t>(l)];
    std::fill(around.begin(), around.end(), T(-1));
    store_strided(around.data() + 1, 3, load(numbers.data()), n);
    CHECK(around == want);
  }
}

TEMPLATE_TEST_CASE("numbers from anywhere", "", float, double, long double) {
  using T = TestType;
  auto const numbers = counted<T>(7 * lanes<T>, 100);
  std::vector<std::ptrdiff_t> at(lanes<T>);
  for (int l = 0; l < lanes<T>; ++l) at[static_cast<std::size_t>(l)] = (5 * l + 2) % (7 * lanes<T>);
  for (int n = 0; n <= lanes<T>; ++n) {
    auto const gathered = lanes_of<T>(load_gathered<T>(numbers.data(), at.data(), n));
    auto const strided = lanes_of<T>(load_strided<T>(numbers.data(), 7, n));
    for (int l = 0; l < lanes<T>; ++l) {
      CHECK(gathered[static_cast<std::size_t>(l)] == (l < n ? static_cast<T>(100 + at[static_cast<std::size_t>(l)]) : T(0)));
      CHECK(strided[static_cast<std::size_t>(l)] == (l < n ? static_cast<T>(100 + 7 * l) : T(0)));
    }
  }
}

TEMPLATE_TEST_CASE("lanes: numbered, kept, shifted, selected", "", float, double, long double) {
  using T = TestType;
  CHECK(lanes_of<T>(lane_numbers<T>()) == counted<T>(lanes<T>, 0));
  CHECK(lanes_of<T>(broadcast(T(3))) == std::vector<T>(lanes<T>, T(3)));
  auto const numbers = counted<T>(lanes<T>);
  for (int n = 0; n <= lanes<T>; ++n) {
    auto want = numbers;
    for (int l = n; l < lanes<T>; ++l) want[static_cast<std::size_t>(l)] = T(-7);
    CHECK(lanes_of<T>(keep_first<T>(load(numbers.data()), n, T(-7))) == want);
  }
  auto const next = counted<T>(lanes<T>, lanes<T> + 1);
  CHECK(lanes_of<T>(shift_in<T>(load(numbers.data()), load(next.data()))) == counted<T>(lanes<T>, lanes<T>));
  batch_mask<T> const small = lane_numbers<T>() < broadcast(T(1));
  auto want = std::vector<T>(lanes<T>, T(9));
  want[0] = T(1);
  CHECK(lanes_of<T>(mask_select(small, load(numbers.data()), broadcast(T(9)))) == want);
}

TEMPLATE_TEST_CASE("reductions go by halves", "", float, double, long double) {
  using T = TestType;
  std::vector<T> numbers(lanes<T>);
  for (std::size_t l = 0; l < numbers.size(); ++l) numbers[l] = static_cast<T>(1) / static_cast<T>(3 + 7 * l % 11);
  auto const halves = [&](auto combine) {
    std::vector<T> v = numbers;
    for (std::size_t half = v.size() / 2; half > 0; half /= 2) {
      for (std::size_t l = 0; l < half; ++l) v[l] = combine(v[l], v[l + half]);
    }
    return v[0];
  };
  auto const x = load(numbers.data());
  CHECK(sum_lanes<T>(x) == halves([](T a, T b) { return a + b; }));
  CHECK(product_lanes<T>(x) == halves([](T a, T b) { return a * b; }));
  CHECK(max_lanes<T>(x) == *std::max_element(numbers.begin(), numbers.end()));
  CHECK(min_lanes<T>(x) == *std::min_element(numbers.begin(), numbers.end()));
  for (T& one : numbers) {
    T const before = std::exchange(one, std::numeric_limits<T>::quiet_NaN());
    CHECK(std::isnan(max_lanes<T>(load(numbers.data()))));
    CHECK(std::isnan(min_lanes<T>(load(numbers.data()))));
    one = before;
  }
}
