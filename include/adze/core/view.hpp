#pragma once
// SPDX-License-Identifier: BSL-1.0
// Arrays that live in the user's memory: view<T, rank>, strided.

#include <array>
#include <cstddef>
#include <type_traits>

namespace adze {

/// An array of `Rank` dimensions in memory that somebody else owns: element (i, j) is data[i * strides[0] + j * strides[1]].
/// view<double const, 2> reads only. Strides count elements; without them the array is contiguous, the last dimension
/// innermost.
template <class T, int Rank>
struct view {
  static_assert(Rank >= 1 && Rank <= 4, "adze: a view has 1 to 4 dimensions");
  T* data = nullptr;
  std::array<std::ptrdiff_t, Rank> extents{};
  std::array<std::ptrdiff_t, Rank> strides{};

  constexpr view() = default;
  constexpr view(T* p, std::array<std::ptrdiff_t, Rank> const& e) : data(p), extents(e) {
    std::ptrdiff_t stride = 1;
    for (int d = Rank - 1; d >= 0; --d) {
      strides[static_cast<std::size_t>(d)] = stride;
      stride *= extents[static_cast<std::size_t>(d)];
    }
  }
  constexpr view(T* p, std::array<std::ptrdiff_t, Rank> const& e, std::array<std::ptrdiff_t, Rank> const& s)
      : data(p), extents(e), strides(s) {}
  constexpr view(view<std::remove_const_t<T>, Rank> const& other)
    requires std::is_const_v<T>
      : data(other.data), extents(other.extents), strides(other.strides) {}

  template <class... I>
    requires(sizeof...(I) == Rank)
  constexpr T& operator()(I... i) const {
    std::array<std::ptrdiff_t, Rank> const at{static_cast<std::ptrdiff_t>(i)...};
    std::ptrdiff_t place = 0;
    for (std::size_t d = 0; d < Rank; ++d) place += at[d] * strides[d];
    return data[place];
  }
  constexpr std::ptrdiff_t size() const {
    std::ptrdiff_t n = 1;
    for (auto e : extents) n *= e;
    return n;
  }
};

}  // namespace adze
