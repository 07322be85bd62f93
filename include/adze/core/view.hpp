#pragma once
// SPDX-License-Identifier: BSL-1.0
// Arrays that live in the user's memory: view<T, rank>, strided, and row_view<T, rank>, whose rows are contiguous.

#include <array>
#include <cstddef>
#include <type_traits>

namespace adze {

/// What is known of a view at compile time: nothing, or that the elements of the last dimension are next to each other,
/// so that loops along it run at full speed.
enum class layout : bool { strided, rows };

/// An array of `Rank` dimensions in memory that somebody else owns: element (i, j) is data[i * strides[0] + j * strides[1]].
/// view<double const, 2> reads only. Strides count elements; without them the array is row-major and has no gaps.
template <class T, int Rank, layout Layout = layout::strided>
struct view {
  static_assert(Rank >= 1 && Rank <= 4, "adze: a view has 1 to 4 dimensions");
  using extents_type = std::array<std::ptrdiff_t, static_cast<std::size_t>(Rank)>;
  T* data = nullptr;
  extents_type extents{};
  extents_type strides{};

  constexpr view() = default;
  constexpr view(T* p, extents_type const& e) : data(p), extents(e) {
    std::ptrdiff_t stride = 1;
    for (auto d = static_cast<std::size_t>(Rank); d-- > 0;) {
      strides[d] = stride;
      stride *= extents[d];
    }
  }
  constexpr view(T* p, extents_type const& e, extents_type const& s)
    requires(Layout == layout::strided)
      : data(p), extents(e), strides(s) {}
  /// From a view that may write, or of which more is known.
  template <class U, layout Other>
    requires(std::is_same_v<std::remove_const_t<T>, std::remove_const_t<U>> && std::is_convertible_v<U*, T*> &&
             (Layout == layout::strided || Other == layout::rows))
  constexpr view(view<U, Rank, Other> const& other)  // NOLINT: converts
      : data(other.data), extents(other.extents), strides(other.strides) {}

  template <class... I>
    requires(sizeof...(I) == Rank)
  constexpr T& operator()(I... i) const {
    extents_type const at{static_cast<std::ptrdiff_t>(i)...};
    std::ptrdiff_t place = 0;
    for (std::size_t d = 0; d < at.size(); ++d) place += at[d] * strides[d];
    return data[place];
  }
  constexpr std::ptrdiff_t size() const {
    std::ptrdiff_t n = 1;
    for (auto e : extents) n *= e;
    return n;
  }
};

/// A view whose last dimension is contiguous: row_view(p, {rows, columns}).
template <class T, int Rank>
using row_view = view<T, Rank, layout::rows>;

}  // namespace adze
